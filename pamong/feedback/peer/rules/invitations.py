"""Who is invited to speak about whom."""

import random
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

MOST = 12  # invited per person and relation: more would not be read


@dataclass(frozen=True)
class Member:
    """Somebody of the agency on the day of the opening."""

    person_id: int
    unit_id: int
    superior_id: int | None


@dataclass(frozen=True)
class Asked:
    """One invitation: who is asked about whom, and how he stands to him."""

    about: int
    giver: int
    relation: str


def asked(
    subjects: Iterable[int],
    members: Collection[Member],
    *,
    most: int,
    least: int,
    conflicts: Collection[tuple[int, int]] = (),
    dice: random.Random | None = None,
) -> list[Asked]:
    """Whom the rule invites: peers under the same superior (else of the same unit) and, about leaders, their people.

    At most ``most`` per person and relation, chosen by chance; pairs of ``conflicts`` (about, giver) are left out. A
    relation with fewer than ``least`` people is left out altogether, because its answers could never be shown.
    """
    dice = dice or random.SystemRandom()
    by_superior: dict[int, list[int]] = defaultdict(list)
    by_unit: dict[int, list[int]] = defaultdict(list)
    for member in members:
        by_unit[member.unit_id].append(member.person_id)
        if member.superior_id is not None:
            by_superior[member.superior_id].append(member.person_id)
    where = {member.person_id: member for member in members}
    left_out = set(conflicts)
    found: list[Asked] = []
    for about in subjects:
        here = where[about]
        own = by_superior.get(about, [])
        beside = by_superior.get(here.superior_id, []) if here.superior_id is not None else by_unit[here.unit_id]
        taken = {about, here.superior_id, *own}
        near = [pk for pk in beside if pk not in taken and (about, pk) not in left_out]
        below = [pk for pk in own if (about, pk) not in left_out]
        for relation, choice in (("peer", near), ("report", below)):
            if len(choice) >= least:
                chosen = dice.sample(choice, min(len(choice), most, MOST))
                found += [Asked(about, giver, relation) for giver in chosen]
    return found


def check_days(*, starts: object, ends: object, today: object, least: int, lowest: int, highest: int) -> None:
    """Raises Refused for a round that ends before it starts or before today, or a threshold outside of its limits."""
    if ends < starts:  # type: ignore[operator]  # days
        raise Refused(N_("Hari terakhir tidak boleh sebelum hari pertama."), field="ends")
    if ends < today:  # type: ignore[operator]
        raise Refused(N_("Hari terakhir sudah lewat. Pilih hari ini atau sesudahnya."), field="ends")
    if not lowest <= least <= highest:
        raise Refused(
            N_("Batas tampil antara %(lowest)s dan %(highest)s jawaban."), field="least", lowest=lowest, highest=highest
        )


def check_may_propose(*, about: int, giver: int, superior: int | None, already: bool, count: int) -> None:
    """Raises Refused for the person himself, his superior, somebody already invited, or too many."""
    if giver == about:
        raise Refused(N_("Pegawai tidak dapat diundang untuk dirinya sendiri."), field="giver")
    if giver == superior:
        raise Refused(N_("Atasan memberi umpan balik langsung, bukan lewat putaran rekan."), field="giver")
    if already:
        raise Refused(N_("Orang ini sudah diundang."), field="giver")
    if count >= MOST:
        raise Refused(N_("Paling banyak %(limit)s undangan."), field="giver", limit=MOST)


def check_reason(text: str) -> str:
    """Why somebody should not speak about somebody, in a few words; raises Refused when it is missing."""
    said = text.strip()
    if not said:
        raise Refused(N_("Tulis alasan singkat, misalnya: keluarga, sengketa yang sedang berjalan."), field="reason")
    return said[:300]
