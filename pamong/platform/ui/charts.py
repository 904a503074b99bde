"""Charts drawn on the server: positions in percent, so that one drawing fits a phone and a wide screen without a script.

Every chart carries a summary in words and the same numbers as a table. A missing value is a gap, never zero.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from django.utils.translation import gettext as _

from pamong.platform.ui import formatting

TOP, BOTTOM = Decimal(12), Decimal(88)  # the plot's edges, in percent of the drawing's height
LEFT, RIGHT = Decimal(9), Decimal(97)
NAME_OF_TARGET = Decimal(15)
STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


@dataclass(frozen=True)
class Point:
    """One value as text for the table; ``width`` (percent of the largest) for a distribution."""

    label: str
    value: Decimal | None
    written: str
    width: str = ""


@dataclass(frozen=True)
class Mark:
    """A text or a dot at a place of the drawing (percent, as text)."""

    x: str
    y: str
    written: str = ""
    minor: bool = False


@dataclass(frozen=True)
class Bar:
    """A rectangle in percent."""

    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True)
class Line:
    """A straight piece in percent."""

    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True)
class Chart:
    """What c-chart draws."""

    kind: str
    title: str
    summary: str
    points: tuple[Point, ...]
    label_heading: str
    value_heading: str
    ticks: tuple[Mark, ...] = ()
    names: tuple[Mark, ...] = ()
    marks: tuple[Mark, ...] = ()
    dots: tuple[Mark, ...] = ()
    bars: tuple[Bar, ...] = ()
    lines: tuple[Line, ...] = ()
    band: Bar | None = None
    target: Mark | None = None

    @property
    def has_values(self) -> bool:
        """Whether there is anything to draw."""
        return any(point.value is not None for point in self.points)


@dataclass(frozen=True)
class _Scale:
    low: Decimal
    high: Decimal
    step: Decimal
    ticks: tuple[Decimal, ...] = field(default=())

    def y(self, value: Decimal) -> Decimal:
        return BOTTOM - (value - self.low) * (BOTTOM - TOP) / (self.high - self.low)


Series = Sequence[tuple[str, Decimal | int | None]]


def line(
    title: str,
    series: Series,
    *,
    unit: str = "",
    target: Decimal | int | None = None,
    band: tuple[Decimal, Decimal] | None = None,
    label_heading: str = "",
) -> Chart:
    """A trend: (label, value or None) in order, with a target line or a target band (low, high) if there is one."""
    values, scale = _read(series, [target, *(band or ())])
    xs = _columns(len(values), target)
    places = [(x, None if value is None else scale.y(value)) for x, value in zip(xs, values, strict=True)]
    pieces = [
        Line(_pct(x1), _pct(y1), _pct(x2), _pct(y2))
        for (x1, y1), (x2, y2) in zip(places, places[1:], strict=False)
        if y1 is not None and y2 is not None
    ]
    dots = tuple(Mark(_pct(x), _pct(y)) for x, y in places if y is not None)
    return _plot("line", title, series, unit, label_heading, scale, xs, target, band, lines=tuple(pieces), dots=dots)


def bars(
    title: str,
    series: Series,
    *,
    unit: str = "",
    target: Decimal | int | None = None,
    band: tuple[Decimal, Decimal] | None = None,
    label_heading: str = "",
) -> Chart:
    """Values side by side: (label, value or None)."""
    values, scale = _read(series, [target, *(band or ())])
    xs = _columns(len(values), target)
    slot = xs[1] - xs[0] if len(xs) > 1 else Decimal(30)
    zero = scale.y(Decimal(0))
    drawn = tuple(
        Bar(_pct(x - slot * 3 / 10), _pct(min(scale.y(value), zero)), _pct(slot * 6 / 10), _pct(abs(scale.y(value) - zero)))
        for x, value in zip(xs, values, strict=True)
        if value is not None
    )
    return _plot("bars", title, series, unit, label_heading, scale, xs, target, band, bars=drawn)


def distribution(title: str, counts: Sequence[tuple[str, int]], *, unit: str = "", label_heading: str = "") -> Chart:
    """How many fall on each class: horizontal bars with number and share."""
    total = sum(count for _label, count in counts)
    largest = max((count for _label, count in counts), default=0)
    points = tuple(
        Point(label, Decimal(count), _with_share(count, total), _pct(Decimal(count) * 100 / largest) if count else "")
        for label, count in counts
    )
    summary = _("Belum ada data.")
    if total:
        top = max(counts, key=lambda pair: pair[1])
        summary = _("%(total)s %(unit)s; paling banyak %(label)s (%(count)s).") % {
            "total": formatting.number(total),
            "unit": unit or _("data"),
            "label": top[0],
            "count": _with_share(top[1], total),
        }
    return Chart("distribution", title, summary, points, label_heading or _("Golongan"), unit.capitalize() or _("Jumlah"))


def _columns(count: int, target: Decimal | int | None) -> list[Decimal]:
    """Middle of each column in percent; a target keeps the right edge free for its name."""
    slot = (RIGHT - LEFT - (NAME_OF_TARGET if target is not None else 0)) / max(count, 1)
    return [LEFT + slot * n + slot / 2 for n in range(count)]


def _with_share(count: int, total: int) -> str:
    share = formatting.percent(Decimal(count) * 100 / total, 0) if total else formatting.MISSING
    return f"{formatting.number(count)}\u00a0·\u00a0{share}"


def _plot(
    kind: str,
    title: str,
    series: Series,
    unit: str,
    label_heading: str,
    scale: _Scale,
    xs: Sequence[Decimal],
    target: Decimal | int | None,
    band: tuple[Decimal, Decimal] | None,
    *,
    lines: tuple[Line, ...] = (),
    dots: tuple[Mark, ...] = (),
    bars: tuple[Bar, ...] = (),
) -> Chart:
    points = tuple(Point(label, _decimal(value), formatting.number(value)) for label, value in series)
    thinned = len(points) > 6
    minor = [thinned and n % 3 != (len(points) - 1) % 3 for n in range(len(points))]
    placed = list(zip(xs, points, minor, strict=True))
    marks = tuple(
        Mark(_pct(x), _pct(min(scale.y(p.value), scale.y(Decimal(0)))), p.written, small)
        for x, p, small in placed
        if p.value is not None
    )
    heading = f"{_('Nilai')} ({unit})" if unit else _("Nilai")
    return Chart(
        kind=kind,
        title=title,
        summary=_summary(points, unit, target, band),
        points=points,
        label_heading=label_heading or _("Waktu"),
        value_heading=heading,
        ticks=tuple(Mark("0", _pct(scale.y(tick)), formatting.number(tick)) for tick in scale.ticks),
        names=tuple(Mark(_pct(x), "", p.label, small) for x, p, small in placed),
        marks=marks,
        dots=dots,
        bars=bars,
        lines=lines,
        band=_band(scale, band),
        target=None if target is None else _target(scale, Decimal(target)),
    )


def _target(scale: _Scale, target: Decimal) -> Mark:
    return Mark("100", _pct(scale.y(target)), _("target %(value)s") % {"value": formatting.number(target)})


def _band(scale: _Scale, band: tuple[Decimal, Decimal] | None) -> Bar | None:
    if band is None:
        return None
    low, high = sorted(band)
    return Bar("0", _pct(scale.y(high)), "100", _pct(scale.y(low) - scale.y(high)))


def _summary(
    points: Sequence[Point], unit: str, target: Decimal | int | None, band: tuple[Decimal, Decimal] | None
) -> str:
    known = [point for point in points if point.value is not None]
    if not known:
        return _("Belum ada data.")
    suffix = f" {unit}" if unit else ""
    first, last = known[0], known[-1]
    if len(known) == 1:
        parts = [_("%(label)s: %(value)s.") % {"label": last.label, "value": last.written + suffix}]
    else:
        sentence = _("Dari %(first)s (%(from_label)s) menjadi %(last)s (%(to_label)s).")
        words = {"first": first.written + suffix, "last": last.written + suffix, "from_label": first.label, "to_label": last.label}
        parts = [sentence % words]
    if target is not None:
        parts.append(_("Target %(value)s.") % {"value": formatting.number(target) + suffix})
    if band is not None:
        low, high = sorted(band)
        parts.append(_("Target %(low)s sampai %(high)s.") % {"low": formatting.number(low), "high": formatting.number(high) + suffix})
    missing = len(points) - len(known)
    if missing:
        parts.append(_("%(count)s tanpa data.") % {"count": formatting.number(missing)})
    return " ".join(parts)


def _decimal(value: Decimal | int | None) -> Decimal | None:
    return None if value is None else formatting.exact(value)


def _read(series: Series, extra: Sequence[Decimal | int | None]) -> tuple[list[Decimal | None], _Scale]:
    values = [_decimal(value) for _label, value in series]
    known = [value for value in (*values, *map(_decimal, extra)) if value is not None]
    return values, _scale(min([*known, Decimal(0)]), max([*known, Decimal(0)]))


def _scale(low: Decimal, high: Decimal) -> _Scale:
    """Round limits around zero and the values, in at most five equal steps."""
    if low == high:
        high = low + 1
    rough = (high - low) / 4
    magnitude = Decimal(1).scaleb(rough.adjusted())
    step = next(step * magnitude for step in STEPS if step * magnitude >= rough)
    first = (low / step).to_integral_value(ROUND_FLOOR) * step
    last = (high / step).to_integral_value(ROUND_CEILING) * step
    count = int((last - first) / step)
    return _Scale(first, last, step, tuple(first + step * n for n in range(count + 1)))


def _pct(value: Decimal) -> str:
    """A coordinate with two decimals, always with a point (it goes into SVG)."""
    return f"{value:.2f}"
