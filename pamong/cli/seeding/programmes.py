"""RPJMD of the invented town, the Renstra of its agencies, and the results of their heads that serve them."""

import datetime as dt
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from pamong.cli.seeding import offices as o
from pamong.cli.seeding.plans import Working
from pamong.planning import actions as planning
from pamong.platform.access.viewer import Viewer
from pamong.programmes import actions

AGENCIES = {
    "health": o.HEALTH_OFFICE,
    "personnel": o.PERSONNEL_OFFICE,
    "registry": o.CIVIL_REGISTRY,
    "secretariat": o.SECRETARIAT,
}
SOURCE = "Laporan kinerja triwulan"
TABLE = tomllib.loads((Path(__file__).parent / "programmes.toml").read_text())


Places = dict[tuple[str, str], int]  # ids by agency name ("" for the region) and code of the node


@dataclass(frozen=True)
class Written:
    """What was made: nodes, and the budget line of those that have one."""

    nodes: Places
    lines: Places


def write_plans(agencies: Mapping[str, int], *, on: dt.date, by: Viewer) -> Written:
    """Both kinds of plans, begun last year."""
    first = on.year - 1
    plan_id, nodes = _tree(TABLE["region"], None, {}, first, by=by)
    region, lines = {code: pk for (_agency, code), pk in nodes.items()}, Places()
    for code, above, name, owner in TABLE["region"]["programmes"]:
        given = actions.NodeInput("programme", code, name, region[above], agencies.get(AGENCIES.get(owner, "")))
        region[code] = actions.save_node(plan_id=plan_id, given=given, by=by).pk
    _measure(TABLE["region"]["indicators"], region, first, on, by)
    for each in TABLE["renstra"]:
        name = AGENCIES[each["agency"]]
        _plan_id, made = _tree(each, name, region, first, by=by, agency_id=agencies[name])
        own = {code: pk for (_agency, code), pk in made.items()}
        _measure(each["indicators"], own, first, on, by)
        lines |= {(name, code): pk for code, pk in _money(each["money"], own, on, by)}
        nodes |= made
    return Written(nodes, lines)


def _tree(
    table: Mapping[str, Any],
    agency: str | None,
    region: Mapping[str, int],
    first: int,
    *,
    by: Viewer,
    agency_id: int | None = None,
) -> tuple[int, Places]:
    title = f"{table['title']} {first}–{first + 4}"
    given = actions.PlanInput(title=title, first_year=first, last_year=first + 4, vision=table.get("vision", ""))
    plan = actions.save_plan(given=given, agency_id=agency_id, by=by)
    made: dict[str, int] = {}
    for kind, code, above, name in table["nodes"]:
        node = actions.NodeInput(kind, code, name, made.get(above) or region.get(above))
        made[code] = actions.save_node(plan_id=plan.pk, given=node, by=by).pk
    return plan.pk, {(agency or "", code): pk for code, pk in made.items()}


def _measure(rows: Sequence[Mapping[str, Any]], nodes: Mapping[str, int], first: int, on: dt.date, by: Viewer) -> None:
    for row in rows:
        targets = {first + n: _exact(value) for n, value in enumerate(row["targets"])}
        given = actions.MeasureInput(
            text=row["text"],
            unit=row["unit"],
            better=row["better"],
            baseline=_exact(row["baseline"]),
            baseline_year=first - 1,
            source=SOURCE,
            targets=targets,
        )
        made = actions.save_measure(node_id=nodes[row["node"]], given=given, by=by)
        days = (dt.date(first, 12, 31), max(dt.date(on.year, 1, 1), on.replace(day=1) - dt.timedelta(days=1)))
        for day, value in zip(days, row["values"], strict=False):
            actions.record_value(indicator_id=made.pk, day=day, value=_exact(value), source=SOURCE, by=by)


def _money(
    rows: Sequence[Sequence[Any]], nodes: Mapping[str, int], on: dt.date, by: Viewer
) -> Iterator[tuple[str, int]]:
    """Budget lines of this year, with the code of their node."""
    for code, line, name, ceiling, share in rows:
        whole = Decimal(ceiling)
        given = actions.BudgetInput(
            year=on.year, code=line, name=name, ceiling=whole, realised=whole * share / 100, realised_on=on
        )
        yield code, actions.save_budget(node_id=nodes[code], given=given, by=by).pk


def _exact(value: float) -> Decimal:
    return Decimal(str(value))


def link_heads(working: Sequence[Working], written: Written, viewer: Callable[[str], Viewer]) -> None:
    """The results of an agency's head serve outcomes and programmes of its Renstra; ``viewer`` answers a person by NIP."""
    serves = {AGENCIES[each["agency"]]: each["serves"] for each in TABLE["renstra"]}
    for one in working:
        if not one.planned.is_head or len(one.planned.units) > 1:
            continue
        name, by = one.planned.agency, viewer(one.planned.person.nip)
        for result_id, code in zip(one.plan.results, serves.get(name, ()), strict=False):
            node_id, line_id = written.nodes[name, code], written.lines.get((name, code))
            planning.serve(result_id=result_id, node_id=node_id, line_id=line_id, by=by)
