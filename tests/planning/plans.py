"""Plans of the test world, made the way people make them: through the actions."""

from decimal import Decimal
from typing import Any

from pamong.people.models import Person
from pamong.planning import actions
from pamong.planning.models import Cycle, Indicator, Skp, WorkResult
from pamong.platform.access.viewer import Viewer
from pamong.platform.guard import ACTION
from tests.world import World, assign, person

SYSTEM = Viewer.system("uji")


def open_cycle(world: World, *, step: str = "quarter", agency: str = "a") -> Cycle:
    """The running year of an agency of the world."""
    return actions.open_cycle(
        agency_id=getattr(world, agency).pk, year=world.today.year, evaluation_step=step, by=SYSTEM
    )


def draft(world: World, who: str = "employee", **kwargs: Any) -> Skp:
    """An empty plan; the cycle of the agency is opened when it is not yet."""
    agency = "b" if who.startswith("stranger") else "a"
    if not Cycle.objects.filter(agency=getattr(world, agency), year=world.today.year).exists():
        open_cycle(world, agency=agency)
    by = world.viewer(who)
    assert by.person_id is not None
    return actions.create(person_id=by.person_id, by=by, **kwargs)


def result(world: World, skp: Skp, who: str = "employee", **given: Any) -> WorkResult:
    """A complete main result unless told otherwise."""
    values = {
        "kind": "main",
        "title": "Akta kelahiran terbit tepat waktu",
        "weight": Decimal(100),
        "ends": skp.ends,
        **given,
    }
    return actions.save_result(skp_id=skp.pk, given=actions.ResultInput(**values), by=world.viewer(who))


def indicator(world: World, row: WorkResult, who: str = "employee", **given: Any) -> Indicator:
    """A complete indicator unless told otherwise."""
    values = {
        "text": "Akta yang terbit paling lama 3 hari kerja",
        "aspect": "time",
        "unit": "persen",
        "target": Decimal("97.5"),
        "evidence_source": "SIAK",
        **given,
    }
    return actions.save_indicator(
        skp_id=row.skp_id, result_id=row.pk, given=actions.IndicatorInput(**values), by=world.viewer(who)
    )


def complete(world: World, who: str = "employee") -> Skp:
    """A draft that may be submitted."""
    skp = draft(world, who)
    indicator(world, result(world, skp, who), who)
    return skp


def submitted(world: World, who: str = "employee") -> Skp:
    """A plan that waits for the assessor."""
    return actions.submit(skp_id=complete(world, who).pk, by=world.viewer(who))


def agreed(world: World, who: str = "employee", assessor: str = "superior") -> Skp:
    """A frozen plan."""
    return actions.agree(skp_id=submitted(world, who).pk, by=world.viewer(assessor))


def heads_results(world: World, *titles: str, who: str = "superior") -> list[WorkResult]:
    """A draft of a leader with some results."""
    skp = Skp.objects.filter(person=world.people[who]).first() or draft(world, who)
    wanted = titles or ("Pelayanan pencatatan sipil yang cepat",)
    return [result(world, skp, who, title=title, weight=None) for title in wanted]


def many_people(world: World, count: int, superior: Person | None = None, offset: int = 0) -> list[Person]:
    """``count`` more employees below ``superior`` (default: the superior), with a draft plan each in the cycle of the agency."""
    cycle = Cycle.objects.filter(agency=world.a).first() or open_cycle(world)
    folk = []
    for n in range(offset, offset + count):
        one = person(f"Pegawai {n:03d}", f"19900101201501{1 + n % 2}{n:03d}")
        post = assign(one, world.office, "Pengadministrasi", superior or world.superior)
        Skp.objects.add(
            via=ACTION,
            cycle=cycle,
            person=one,
            assignment=post,
            assessor=post.superior,
            approach="quantitative",
            starts=cycle.starts,
            ends=cycle.ends,
        )
        folk.append(one)
    return folk


def waiting_results(folk: list[Person]) -> None:
    """A result that waits for a leader's, for each of these persons' plans."""
    found = Skp.objects.filter(person__in=folk)
    rows = [
        WorkResult(skp=s, kind="main", title=f"Hasil {s.pk}", parent_state="waiting", starts=s.starts, ends=s.ends)
        for s in found
    ]
    WorkResult.objects.bulk_create(rows, via=ACTION)


def frozen(skp: Skp) -> dict[str, Any]:
    """What was frozen of an agreed plan."""
    assert skp.frozen is not None
    return dict(skp.frozen)
