"""What the tests of the daily log begin with: a plan with an indicator, and entries of yesterday at fixed hours."""

import datetime as dt
import io
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from pamong.people.models import Assignment
from pamong.planning.enums import Approach, EvaluationStep
from pamong.planning.models import Cycle, Indicator, Skp, WorkResult
from pamong.planning.queries import IndicatorChoice, open_indicators
from pamong.platform.guard import ACTION
from pamong.worklog import actions
from pamong.worklog.actions import Draft, Pick
from pamong.worklog.models import Entry
from tests.world import World


def yesterday(world: World) -> dt.date:
    return world.today - dt.timedelta(days=1)


def plan(world: World, who: str = "employee", count: int = 1) -> list[Indicator]:
    """A draft plan of one person for the year, with indicators of 100 files each."""
    person = world.people[who]
    post = Assignment.objects.get(person=person)
    start, end = dt.date(world.today.year - 1, 1, 1), dt.date(world.today.year + 1, 12, 31)
    cycle = Cycle.objects.filter(agency=post.agency).first() or Cycle.objects.add(
        via=ACTION,
        agency=post.agency,
        year=world.today.year,
        evaluation_step=EvaluationStep.QUARTER,
        starts=start,
        ends=end,
    )
    skp = Skp.objects.add(
        via=ACTION, cycle=cycle, person=person, assignment=post, approach=Approach.QUANTITATIVE, starts=start, ends=end
    )
    result = WorkResult.objects.add(
        via=ACTION, skp=skp, kind="main", title="Akta kelahiran terbit tepat waktu", starts=start
    )
    return [
        Indicator.objects.add(
            via=ACTION,
            result=result,
            aspect="quantity",
            text=f"Jumlah akta {i}",
            unit="berkas",
            target=Decimal(100),
            order=i,
        )
        for i in range(1, count + 1)
    ]


def choice(indicator: Indicator, day: dt.date) -> IndicatorChoice:
    found = open_indicators(indicator.result.skp.person_id, day)
    return next(c for c in found if c.indicator_id == indicator.pk)


def draft(world: World, start: str = "08:00", end: str = "09:00", **changes: Any) -> Draft:
    plain: dict[str, Any] = {"day": yesterday(world), "text": "Memeriksa berkas akta kelahiran"}
    plain["late_reason"] = "Jaringan kantor terputus"  # kept only for days that are late
    indicator = changes.pop("indicator", None)
    values = {**plain, **changes}
    if indicator is not None:
        values["indicator"] = choice(indicator, values["day"])
    return Draft(starts=dt.time.fromisoformat(start), ends=dt.time.fromisoformat(end), **values)


def log(world: World, start: str = "08:00", end: str = "09:00", who: str = "employee", **changes: Any) -> Entry:
    """One entry, sent."""
    return actions.send(draft=draft(world, start, end, **changes), by=world.viewer(who))


def pick(entry: Entry) -> Pick:
    return Pick(entry.pk, Entry.objects.get(pk=entry.pk).version)


def decide(
    world: World, *entries: Entry, accept: bool = True, note: str = "", who: str = "superior"
) -> actions.Decided:
    return actions.decide(picks=[pick(e) for e in entries], accept=accept, note=note, by=world.viewer(who))


def photo(name: str = "bukti.jpg") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), (10, 120, 60)).save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def form(world: World, start: str = "08:00", end: str = "09:00", **changes: Any) -> dict[str, Any]:
    """What the browser posts."""
    plain = {
        "day": yesterday(world).isoformat(),
        "starts": start,
        "ends": end,
        "text": "Melayani pemohon di loket",
        "target": "",
        "late_reason": "Jaringan kantor terputus",
    }
    return {**plain, **changes}
