"""Indicators that fill themselves: a value per day on which the evidence says something new."""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from pamong.evidence import queries as evidence
from pamong.evidence.queries import MetricKind
from pamong.people.models import Agency
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.guard import ACTION
from pamong.programmes.models import OutcomeIndicator, Realisation
from pamong.programmes.queries.figures import latest_values

PLACES = Decimal("0.0001")


@transaction.atomic
def fill_from_evidence(*, on: dt.date, by: Viewer, plan_id: int | None = None) -> int:
    """Write the value of this year so far, up to ``on``, for every indicator bound to a metric; answers how many changed.

    An agency's indicator counts the facts of its agency, one of the region those of all agencies. A share (each fact 0 or
    1) is written in percent. Nothing is written where no fact stands: missing is never zero.
    """
    bound = OutcomeIndicator.objects.exclude(metric="").select_related("node__plan")
    bound = bound.filter(node__plan__first_year__lte=on.year, node__plan__last_year__gte=on.year)
    if plan_id is not None:
        bound = bound.filter(node__plan_id=plan_id)
    rows = [row for row in bound.order_by("pk") if evidence.metric_named(row.metric)]
    everyone = list(Agency.objects.values_list("pk", flat=True)) if rows else []
    known = latest_values([row.pk for row in rows], on)
    values = {name: _by_agency(name, everyone, on) for name in {row.metric for row in rows}}
    fresh = []
    for row in rows:
        value = _value(row, values[row.metric], everyone)
        if value is not None and known.get(row.pk) != value:
            fresh.append(_realised(row, value, on, by))
    Realisation.objects.bulk_create(fresh, via=ACTION)
    for made in fresh:
        audit.record(by=by, verb="outcome.filled", target=made.indicator, value=str(made.value))
    return len(fresh)


def _by_agency(metric: str, agencies: list[int], on: dt.date) -> dict[str, evidence.Realised]:
    first = dt.date(on.year, 1, 1)
    return evidence.totals(evidence.ScopeKind.AGENCY, agencies, start=first, end=on, metric=metric)


def _value(row: OutcomeIndicator, found: dict[str, evidence.Realised], everyone: list[int]) -> Decimal | None:
    wanted = [row.node.agency_id] if row.node.agency_id else everyone
    parts = [found[str(pk)] for pk in wanted if str(pk) in found]
    n = sum(part.n for part in parts)
    if not n:
        return None
    total = sum((part.total for part in parts), Decimal(0))
    kind = evidence.metric_of(row.metric).kind
    value = evidence.Realised(total, n, None).figure(kind) * (100 if kind == MetricKind.SHARE else 1)
    return value.quantize(PLACES, ROUND_HALF_UP)


def _realised(row: OutcomeIndicator, value: Decimal, on: dt.date, by: Viewer) -> Realisation:
    source = _("Bukti kinerja: %(metric)s") % {"metric": evidence.metric_of(row.metric).title}
    return Realisation(indicator=row, day=on, value=value, source=source, recorded_by=by.name[:150] or "-")
