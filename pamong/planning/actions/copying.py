"""A plan filled from what there is already: an earlier plan of the same person, or a workbook."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from pamong.planning.actions._links import put_links
from pamong.planning.actions.content import Written, write_results
from pamong.planning.enums import ParentState
from pamong.planning.models import ActionItem, Skp, WorkResult
from pamong.planning.queries.action_plan import items_of
from pamong.planning.queries.cascade import parents_for
from pamong.planning.queries.content import annexes_of, content, plain_results
from pamong.planning.queries.service import Link, links_again
from pamong.planning.queries.skps import locked_skp, skp_for
from pamong.planning.rules import phases, plain, states
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.guard import ACTION
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_


@dataclass(frozen=True)
class Copied:
    """What a copy brought: results, those linked again to a result of the same title, those that wait."""

    results: int
    linked: int
    waiting: int
    steps: int


@transaction.atomic
def copy_plan(*, skp_id: int, source_id: int, by: Viewer) -> Copied:
    """Fill an own empty draft from an own earlier plan: results, indicators, annexes and steps, dated for the new days.

    A result that carried a leader's is linked again where he has one of the same title now, else it waits and is flagged.
    Raises NotVisible, Refused (not empty, not an own plan).
    """
    skp = locked_skp(by, "skp.edit", skp_id)
    states.check_editable(skp.state)
    source = skp_for(by, "skp.edit", source_id)
    if source.pk == skp.pk:
        raise Refused(N_("Pilih SKP lain sebagai sumber."), field="source")
    if WorkResult.objects.filter(skp=skp).exists():
        raise Refused(N_("SKP ini sudah berisi. Menyalin hanya ke draf yang masih kosong."), field="source")
    old = content(source.pk)
    results = _linked_again(
        skp, plain_results(old), plain.unlinked(plain_results(old), starts=skp.starts, ends=skp.ends)
    )
    write_results(skp=skp, results=results, by=by)
    places = dict(
        zip((r.id for r in old.results), WorkResult.objects.filter(skp=skp).order_by("order", "pk"), strict=True)
    )
    links = {places[pk].pk: link for pk, link in links_again(source, skp).items() if pk in places}
    put_links(skp=skp, rows=list(places.values()), links=links)
    for name, text in annexes_of(source).items():
        setattr(skp, name, text)
    skp.save(via=ACTION, update_fields=list(plain.ANNEXES))
    made = list(places.values())
    steps = _steps(source, skp, {pk: row.pk for pk, row in places.items()})
    waiting = sum(row.parent_state == ParentState.WAITING for row in made)
    linked = sum(row.parent_id is not None for row in made)
    audit.record(by=by, verb="skp.copied", target=skp, source=source.pk, results=len(made), waiting=waiting)
    return Copied(len(made), linked, waiting, steps)


def _linked_again(skp: Skp, old: Sequence[plain.Result], fresh: Sequence[plain.Result]) -> tuple[plain.Result, ...]:
    offered = {p.title: p for p in reversed(parents_for(skp)[:200])} if any(r.parent_id for r in old) else {}
    found = []
    for before, result in zip(old, fresh, strict=True):
        parent = offered.get(before.parent_title) if before.parent_id else None
        linked = (
            replace(result, parent_id=parent.pk, parent_state="linked", parent_title=parent.title) if parent else result
        )
        found.append(linked)
    return tuple(found)


def _steps(source: Skp, skp: Skp, places: dict[int, int]) -> int:
    """The steps of the source in the same quarter or month of the new plan, not yet begun; those outside its days stay behind."""
    fresh = []
    for item in items_of(source.pk):
        period = phases.periods(skp.starts.year, item.step)[item.period_no - 1]
        first, last = max(period.starts, skp.starts), min(period.ends, skp.ends)
        if first <= last and item.result_id in places:
            fresh.append(
                ActionItem(
                    result_id=places[item.result_id],
                    step=item.step,
                    period_no=item.period_no,
                    starts=first,
                    ends=last,
                    text=item.text,
                    target_text=item.target_text,
                )
            )
    ActionItem.objects.bulk_create(fresh, via=ACTION)
    return len(fresh)


@transaction.atomic
def import_plan(
    *,
    skp_id: int,
    results: Sequence[plain.Result],
    by: Viewer,
    remove_others: bool = False,
    links: Sequence[Link | None] = (),
) -> Written:
    """Take the results of a workbook into an own draft: coded rows are changed, others added.

    Results and indicators that the workbook does not name stay, unless ``remove_others``. ``links`` stands beside the
    results; what it does not say about a result stays. Raises NotVisible, Refused.
    """
    skp = locked_skp(by, "skp.edit", skp_id)
    states.check_editable(skp.state)
    if not results:
        raise Refused(N_("Tidak ada baris berisi di dalam berkas."), field="file")
    wanted = results if remove_others else _kept(_present(skp), results)
    written = write_results(skp=skp, results=wanted, by=by, remove_others=remove_others)
    if any(link is not None for link in links):
        rows = list(WorkResult.objects.filter(skp=skp).order_by("order", "pk")[: len(results)])
        named = {row.pk: link for row, link in zip(rows, links, strict=True) if link is not None}
        written = replace(written, changed=written.changed + put_links(skp=skp, rows=rows, links=named))
    audit.record(by=by, verb="skp.imported", target=skp, rows=len(results))
    return written


def _present(skp: Skp) -> tuple[plain.Result, ...]:
    """The results of a plan as they stand."""
    return plain_results(content(skp.pk))


def _kept(present: Sequence[plain.Result], given: Sequence[plain.Result]) -> list[plain.Result]:
    """The given results with what they leave out behind it, indicators too."""
    before = {r.id: r for r in present}
    found = []
    for result in given:
        own = before.get(result.id) if result.id else None
        named = {i.id for i in result.indicators}
        more = tuple(i for i in own.indicators if i.id not in named) if own else ()
        found.append(replace(result, indicators=(*result.indicators, *more)))
    named_results = {r.id for r in given}
    return found + [r for r in present if r.id not in named_results]
