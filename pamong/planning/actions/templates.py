"""Templates of plans: kept by agency, and given to many at once as drafts (nobody's content is overwritten)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.people.models import Assignment
from pamong.planning.enums import Approach, ParentState, ResultKind
from pamong.planning.models import Cycle, Indicator, PlanTemplate, Skp, WorkResult
from pamong.planning.queries.templates import Reach, reach, targets, template_agencies, template_cycle, template_for
from pamong.planning.rules import plain
from pamong.platform.access.errors import Conflict, NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.platform.guard import ACTION
from pamong.platform.jobs.app import defer_by_name
from pamong.platform.notifications.actions import Notice, notify_many
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

AT_ONCE = 300  # persons; more are served by a job
BATCH = 500


@transaction.atomic
def save_template(
    *,
    agency_id: int,
    name: str,
    approach: str,
    results: Sequence[plain.Result],
    by: Viewer,
    template_id: int | None = None,
    version: int | None = None,
) -> PlanTemplate:
    """Keep a template of an agency, or replace what it says. Raises NotVisible, Refused (field), Conflict."""
    if not template_agencies(by).filter(pk=agency_id).exists():
        raise NotVisible
    if not results:
        raise Refused(N_("Templat harus memuat paling sedikit satu hasil kerja."), field="file")
    bare = plain.unlinked(results, starts=dt.date(2000, 1, 1), ends=dt.date(2000, 12, 31))
    content = {"results": plain.as_json(_undated(bare))}
    if template_id is None:
        row = PlanTemplate(agency_id=agency_id, by_id=by.person_id)
    else:
        row = template_for(by, template_id).again()
        if version is not None and version != row.version:
            raise Conflict(
                mine={_("Versi yang Anda buka"): str(version)}, theirs={_("Versi sekarang"): str(row.version)}
            )
        row.version += 1
    row.name, row.approach, row.content = name.strip(), Approach(approach), content
    try:
        with transaction.atomic():
            row.save(via=ACTION)
    except IntegrityError as error:
        raise Refused(N_("Templat dengan nama itu sudah ada."), field="name") from error
    audit.record(by=by, verb="template.saved", target=row, name=row.name)
    return row


def _undated(results: Sequence[plain.Result]) -> list[plain.Result]:
    return [replace(r, starts=None, ends=None) for r in results]


@transaction.atomic
def delete_template(*, template_id: int, by: Viewer) -> None:
    """Delete a template; plans made from it stay. Raises NotVisible."""
    row = template_for(by, template_id)
    audit.record(by=by, verb="template.deleted", target=row, name=row.name)
    row.delete(via=ACTION)


@transaction.atomic
def apply_template(*, template_id: int, unit_ids: Sequence[int], title: str, by: Viewer) -> Reach | None:
    """Give a template to the holders of a post in units: drafts for who has none, content for empty drafts.

    Plans with content, submitted or agreed, and excluded persons are left alone. More than 300 are served in the
    background (None). Raises NotVisible, Refused.
    """
    template = template_for(by, template_id)
    if template_cycle(template) is None:
        raise Refused(
            N_("Siklus kinerja tahun ini belum dibuka. Minta admin kepegawaian membukanya."), code="tanpa_siklus"
        )
    found = targets(by, template, unit_ids=list(unit_ids), title=title)
    counts = reach(found)
    if not counts.written:
        raise Refused(
            N_("Tidak ada pegawai yang dapat menerima templat ini. Ubah pilihan unit atau jabatan."), field="units"
        )
    chosen = list(found.filter(left_out__isnull=True, filled__isnull=True).values_list("person_id", flat=True))
    audit.record(by=by, verb="template.applied", target=template, title=title, units=list(unit_ids), people=len(chosen))
    if len(chosen) > AT_ONCE:
        for start in range(0, len(chosen), BATCH):
            defer_by_name(
                "planning.fill_from_template", template_id=template.pk, person_ids=chosen[start : start + BATCH],
                by_name=by.name, by_id=by.person_id,
            )  # fmt: skip
        return None
    fill_from_template(template_id=template.pk, person_ids=chosen, by=by)
    return counts


@transaction.atomic
def fill_from_template(*, template_id: int, person_ids: Sequence[int], by: Viewer) -> int:
    """Drafts and content for these persons (chosen before); answers how many were written. Doing it again adds nothing."""
    template = PlanTemplate.objects.get(pk=template_id)
    cycle = template_cycle(template)
    if cycle is None:
        return 0
    day = _inside(cycle)
    Skp.objects.bulk_create(_missing(template, cycle, person_ids, day), via=ACTION, ignore_conflicts=True)
    empty = list(
        Skp.objects.filter(person_id__in=person_ids, starts__lte=day, ends__gte=day, state__in=("draft", "returned"))
        .exclude(pk__in=WorkResult.objects.filter(skp__person_id__in=person_ids).values("skp_id"))
        .select_for_update()
    )
    _write(template, empty)
    text = _("Draf SKP Anda disiapkan dari templat “%(name)s”. Sesuaikan, lalu ajukan.") % {"name": template.name}
    for skp in empty:
        audit.record(by=by, verb="skp.filled_from_template", target=skp, template=template.pk)
    notices = [
        Notice(skp.person_id, text, reverse("planning:skp", args=[skp.pk]), f"planning.template:{template.pk}:{skp.pk}")
        for skp in empty
    ]
    notify_many(notices=notices, kind="planning.template", by=by)
    return len(empty)


def _inside(cycle: Cycle) -> dt.date:
    return min(max(today(), cycle.starts), cycle.ends)


def _missing(template: PlanTemplate, cycle: Cycle, person_ids: Sequence[int], day: dt.date) -> list[Skp]:
    """Drafts for those without a plan on that day."""
    have = Skp.objects.filter(person_id__in=person_ids, starts__lte=cycle.ends, ends__gte=day).values("person_id")
    posts = Assignment.objects.filter(person_id__in=person_ids, valid__contains=day).exclude(person_id__in=have)
    before = dict(
        Skp.objects.filter(person_id__in=person_ids, ends__lt=day, ends__gte=cycle.starts).values_list(
            "person_id", "ends"
        )
    )
    found = []
    for post in posts:
        starts = max(cycle.starts, post.valid.lower or cycle.starts)
        if before.get(post.person_id):
            starts = max(starts, before[post.person_id] + dt.timedelta(days=1))
        found.append(
            Skp(
                cycle=cycle,
                person_id=post.person_id,
                assignment=post,
                assessor_id=post.superior_id,
                approach=template.approach,
                starts=starts,
                ends=cycle.ends if post.last_day is None else min(cycle.ends, post.last_day),
            )
        )
    return found


def _write(template: PlanTemplate, empty: Sequence[Skp]) -> None:
    said = plain.from_json(template.content["results"])
    rows: list[WorkResult] = []
    wanted: list[tuple[plain.Indicator, ...]] = []
    for skp in empty:
        for order, result in enumerate(said, 1):
            values: dict[str, Any] = {
                name: getattr(result, name) for name in ("kind", "title", "description", "perspective")
            }
            rows.append(
                WorkResult(
                    skp=skp,
                    order=order,
                    weight=result.weight if result.kind == ResultKind.MAIN else None,
                    parent_state=ParentState(result.parent_state),
                    starts=skp.starts,
                    ends=skp.ends,
                    **values,
                )
            )
            wanted.append(result.indicators)
    made = WorkResult.objects.bulk_create(rows, via=ACTION, batch_size=BATCH)
    measures = [
        Indicator(
            result=row,
            order=order,
            **{
                name: getattr(given, name)
                for name in ("text", "aspect", "unit", "target", "target_max", "target_text", "direction")
            },
            evidence_source=given.evidence_source,
            measure=given.measure,
            pair=given.pair,
        )
        for row, given_ in zip(made, wanted, strict=True)
        for order, given in enumerate(given_, 1)
    ]
    Indicator.objects.bulk_create(measures, via=ACTION, batch_size=BATCH)
