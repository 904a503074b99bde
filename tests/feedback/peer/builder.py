"""An office with enough colleagues for a round, and the round itself."""

import datetime as dt
from typing import Any

from pamong.feedback.peer import actions
from pamong.feedback.peer.models import Invitation, Round, Subject
from pamong.feedback.peer.rules.answers import Said
from pamong.people.models import Person
from pamong.people.queries import viewer_for_user
from pamong.platform.access.viewer import Viewer
from tests.world import World, account, assign, person


def crew(world: World, size: int) -> list[Person]:
    """So many more colleagues in the office of ``superior``, each with an account under his NIP in ``world.users``."""
    made = []
    for number in range(size):
        one = person(f"Pegawai Uji {number:02d}", f"19900101201701{1}{number:03d}")
        assign(one, world.office, "Pranata", world.superior)
        world.people[one.nip] = one
        world.users[one.nip] = account(one.nip, one)
        made.append(one)
    return made


def open_round(world: World, **values: Any) -> Round:
    """A round in the office of ``superior`` about this year, open from today for ten days."""
    day = world.today
    fields: dict[str, Any] = {
        "unit": world.office,
        "title": "Putaran uji",
        "about_from": day.replace(month=1, day=1),
        "about_to": day,
        "starts": day,
        "ends": day + dt.timedelta(days=10),
        "upward": True,
        "by": world.viewer("admin"),
    }
    return actions.open_round(**{**fields, **values})


def viewer_of(world: World, who: Person) -> Viewer:
    return viewer_for_user(next(user for user in world.users.values() if user.person_id == who.pk))


def said(text: str = "Sigap membantu", **fields: str) -> Said:
    return Said(
        **{
            "keep_value": "harmonious",
            "keep": text,
            "improve_value": "",
            "improve": "",
            "evidence": "Saat antrean panjang hari Senin",
            **fields,
        }
    )


def answer(world: World, invitation: Invitation, text: str = "Sigap membantu", **fields: str) -> None:
    actions.answer(invitation=invitation, said=said(text, **fields), by=viewer_of(world, invitation.giver))


def answer_all(world: World, subject: Subject, count: int | None = None) -> list[str]:
    """Those invited answer (the first ``count``), each with a text of his own; answers the texts."""
    texts = []
    for place, invitation in enumerate(subject.invitations.select_related("giver").order_by("pk")[:count]):
        texts.append(f"Teks {place} tentang {subject.person_id}")
        answer(world, invitation, texts[-1])
    return texts


def subject_of(row: Round, who: Person) -> Subject:
    return Subject.objects.get(round=row, person=who)


def release(row: Round) -> int:
    return actions.release(round_id=row.pk, by=Viewer.system("uji"))
