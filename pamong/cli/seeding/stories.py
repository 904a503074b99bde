"""What happens to plans in the middle of a year: one moved to another office, one revised, one being revised.

All of it in the health office: a nurse of a clinic went to the licensing section on 1 August and has two plans since; two
officers of that section changed what they had agreed, one of them still waits for the superior.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from pamong.cli.seeding import duties
from pamong.cli.seeding import offices as o
from pamong.cli.seeding.folk import Slot
from pamong.cli.seeding.plans import Working
from pamong.cli.seeding.roles import CLINIC, LICENSING
from pamong.people import queries as people
from pamong.people.actions import careers
from pamong.people.actions.bulk import Added
from pamong.people.models import Person, Unit
from pamong.planning import actions as planning
from pamong.planning import queries
from pamong.platform.access.viewer import Viewer

REVISED, REVISING = Slot(o.HEALTH_OFFICE, LICENSING, 9), Slot(o.HEALTH_OFFICE, LICENSING, 10)
MOVED = Slot(o.HEALTH_OFFICE, CLINIC, 4)
MORE_WORK = "Sejak pertengahan tahun izin apotek juga diproses di bidang ini, sehingga jumlah berkasnya bertambah."
OTHER_WORK = "Dua bulan ke depan saya membantu pendataan fasilitas kesehatan; target semula tidak dapat tercapai."
NEW_RESULTS = (
    ("Berkas izin tenaga kesehatan diverifikasi lengkap", 60, "Berkas yang diverifikasi", "berkas", 240, "Register perizinan"),
    ("Pemohon izin memperoleh penjelasan yang jelas", 40, "Pemohon yang dilayani", "orang", 180, "Buku tamu loket"),
)  # fmt: skip


def _one(working: Sequence[Working], slot: Slot) -> Working | None:
    return next((w for w in working if w.planned.slot == slot), None)


def revise(working: Sequence[Working], viewer: Callable[[str], Viewer], *, on: dt.date) -> None:
    """One revision agreed as of 1 July (or of the last days), one handed in and not yet decided."""
    done, open_one = _one(working, REVISED), _one(working, REVISING)
    if done is not None and done.planned.superior:
        july = dt.date(on.year, 7, 1)
        _hand_in(
            done,
            viewer,
            reason="strategy",
            text=MORE_WORK,
            day=july if july <= on else _soon(on),
            share=Decimal("1.25"),
        )
        note = "Setuju. Pembagian berkas kita tinjau lagi setiap akhir bulan."
        planning.agree_revision(skp_id=done.plan.skp_id, note=note, by=viewer(done.planned.superior))
    if open_one is not None:
        _hand_in(open_one, viewer, reason="assignment", text=OTHER_WORK, day=_soon(on), share=Decimal("0.8"))


def _soon(on: dt.date) -> dt.date:
    return min(on + dt.timedelta(days=5), dt.date(on.year, 12, 31))


def _hand_in(
    working: Working, viewer: Callable[[str], Viewer], *, reason: str, text: str, day: dt.date, share: Decimal
) -> None:
    """The employee begins, changes the first target, and hands it in."""
    skp_id, by = working.plan.skp_id, viewer(working.planned.person.nip)
    planning.start_revision(skp_id=skp_id, reason=reason, explanation=text, in_force_from=day, by=by)
    first, *rest = queries.plain_results(queries.content(skp_id))
    annexes = duties.ANNEXES if working.planned.slot in duties.WITH_ANNEXES else {}
    planning.save_revision(skp_id=skp_id, results=[_changed(first, share), *rest], annexes=annexes, by=by)
    planning.submit_revision(skp_id=skp_id, by=by)


def _changed(result: Any, share: Decimal) -> Any:
    indicator, *others = result.indicators
    target = None if indicator.target is None else (indicator.target * share).quantize(Decimal(1))
    return replace(result, indicators=(replace(indicator, target=target), *others))


def moved_on(on: dt.date) -> dt.date | None:
    """The day of the move: 1 August, in earlier months the first of the last month; none in January and February."""
    if on.month > 8 or (on.month == 8 and on.day > 7):
        return dt.date(on.year, 8, 1)
    return dt.date(on.year, on.month - 1, 1) if on.month > 2 else None


def mover(working: Sequence[Working], on: dt.date) -> Working | None:
    """Who moves in this year, if somebody does."""
    return _one(working, MOVED) if moved_on(on) else None


def move(one: Working, added: Added, viewer: Callable[[str], Viewer], *, on: dt.date, by: Viewer) -> None:
    """Move him to the licensing section; his plan ends, the new one is written and agreed with the new superior."""
    day = moved_on(on)
    if day is None:
        return
    unit = Unit.objects.select_related("agency").get(pk=added.units[o.HEALTH_OFFICE, LICENSING])
    post = careers.NewPost(unit=unit, title="Penata Kelola Penanaman Modal", kind="JF", level="Ahli Pertama")
    person = Person.objects.get(pk=one.person_id)
    careers.move(person=person, post=post, day=day, decree=f"821.2/{day:%m}7/{day.year}", by=by)
    own = viewer(one.planned.person.nip)
    fresh = queries.mine(own).current
    superior = people.posting_of(one.person_id)
    if fresh is None or superior is None or superior.superior_id is None:
        return
    for title, weight, measure, unit_name, target, source in NEW_RESULTS:
        given = planning.ResultInput(
            kind="main", title=title, weight=Decimal(weight), parent_state="none", starts=fresh.starts, ends=fresh.ends
        )
        row = planning.save_result(skp_id=fresh.pk, given=given, by=own)
        indicator = planning.IndicatorInput(
            text=measure, aspect="quantity", unit=unit_name, target=Decimal(target), evidence_source=source
        )
        planning.save_indicator(skp_id=fresh.pk, result_id=row.pk, given=indicator, by=own)
    planning.submit(skp_id=fresh.pk, by=own)
    nip = Person.objects.values_list("nip", flat=True).get(pk=superior.superior_id)
    planning.agree(skp_id=fresh.pk, by=viewer(nip))
