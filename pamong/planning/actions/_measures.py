"""What a saved indicator is measured by and paired with: checked against the evidence and the other side."""

from typing import Any

from django.utils.translation import override

from pamong.evidence import queries as evidence
from pamong.planning.models import Indicator
from pamong.planning.rules import measure, pairs
from pamong.platform.guard import ACTION
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_


def checked(text: str) -> measure.Binding | None:
    """The binding of an indicator to a metric that plans may use; raises Refused (metric, aggregation, percentile, scope)."""
    try:
        binding = measure.parse(text)
    except ValueError as error:
        raise Refused(
            N_("Ukuran otomatis belum lengkap. Pilih ukuran, cara menghitung, dan cakupannya."), field="metric"
        ) from error
    if binding is not None:
        known = evidence.metric_named(binding.metric)
        allowed = evidence.aggregations(binding.metric)
        measure.check(binding, allowed=allowed, known=known is not None and known.bindable)
    return binding


def unit_of(binding: measure.Binding) -> str:
    """The unit of what the binding makes, in Indonesian, for an indicator that names none."""
    with override("id"):
        if binding.aggregation == "share":
            return "persen"
        known = evidence.metric_named(binding.metric)
        return str(known.unit) if known and binding.aggregation != "count" else "kali"


def pair_number(row: Indicator | None, result_id: int, aspect: str, pair_with: int | None, given: int) -> int:
    """The pair an indicator of a result belongs to; the other side is numbered with it, a side left behind stands alone.

    ``pair_with``: the other indicator, 0 for none, None to go by the number ``given`` (a copy, a workbook). Raises Refused.
    """
    siblings = [one for one in Indicator.objects.filter(result_id=result_id) if row is None or one.pk != row.pk]
    if pair_with is None:
        return given if given and aspect in (pairs.QUANTITY, pairs.QUALITY) else 0
    before = row.pair if row else 0
    other = next((one for one in siblings if one.pk == pair_with), None)
    for left in siblings:
        if before and left.pair == before and left is not other:
            _number(left, 0)
    if not pair_with:
        return 0
    taken = bool(other and other.pair and any(s.pair == other.pair and s is not other for s in siblings))
    pairs.check(aspect, other.aspect if other else None, other_taken=taken)
    assert other is not None  # noqa: S101  # checked above
    number = other.pair or pairs.free_number(s.pair for s in siblings)
    _number(other, number)
    return number


def _number(row: Indicator, pair: int) -> None:
    if row.pair != pair:
        row.pair = pair
        row.save(via=ACTION, update_fields=["pair"])


def fields_of(given: Any, row: Indicator | None, result_id: int, pair_with: int | None) -> dict[str, Any]:
    """The columns ``measure``, ``pair`` and ``unit`` of an indicator to be stored. Raises Refused."""
    binding = checked(given.measure)
    return {
        "measure": binding.text() if binding else "",
        "pair": pair_number(row, result_id, given.aspect, pair_with, given.pair),
        "unit": given.unit.strip() or (unit_of(binding) if binding else ""),
    }
