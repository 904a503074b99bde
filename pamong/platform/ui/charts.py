"""Charts drawn on the server: positions in percent, so that one drawing fits a phone and a wide screen without scripts.

Every chart carries a summary in words and the same numbers as a table. A missing value is a gap, never zero.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise

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
    ticks: tuple[Decimal, ...]

    def y(self, value: Decimal) -> Decimal:
        return BOTTOM - (value - self.low) * (BOTTOM - TOP) / (self.high - self.low)


Series = Sequence[tuple[str, Decimal | int | None]]
Band = tuple[Decimal, Decimal]


@dataclass(frozen=True)
class _Frame:
    """What line and bar charts have in common: scale, columns, and what the caller said."""

    title: str
    series: Series
    unit: str
    label_heading: str
    target: Decimal | None
    band: Band | None

    @property
    def values(self) -> list[Decimal | None]:
        return [_decimal(value) for _label, value in self.series]

    @property
    def scale(self) -> _Scale:
        known = [value for value in (*self.values, self.target, *(self.band or ())) if value is not None]
        return _scale(min([*known, Decimal(0)]), max([*known, Decimal(0)]))

    @property
    def columns(self) -> list[Decimal]:
        """Middle of each column in percent; a target keeps the right edge free for its name."""
        count = len(self.series)
        slot = (RIGHT - LEFT - (NAME_OF_TARGET if self.target is not None else 0)) / max(count, 1)
        return [LEFT + slot * n + slot / 2 for n in range(count)]


def line(
    title: str,
    series: Series,
    *,
    unit: str = "",
    target: Decimal | int | None = None,
    band: Band | None = None,
    label_heading: str = "",
) -> Chart:
    """A trend: (label, value or None) in order, with a target line or a target band (low, high) if there is one."""
    frame = _Frame(title, series, unit, label_heading, _decimal(target), band)
    scale = frame.scale
    places = [(x, None if v is None else scale.y(v)) for x, v in zip(frame.columns, frame.values, strict=True)]
    pieces = tuple(
        Line(_pct(x1), _pct(y1), _pct(x2), _pct(y2))
        for (x1, y1), (x2, y2) in pairwise(places)
        if y1 is not None and y2 is not None
    )
    dots = tuple(Mark(_pct(x), _pct(y)) for x, y in places if y is not None)
    return _plot("line", frame, lines=pieces, dots=dots)


def bars(
    title: str,
    series: Series,
    *,
    unit: str = "",
    target: Decimal | int | None = None,
    band: Band | None = None,
    label_heading: str = "",
) -> Chart:
    """Values side by side: (label, value or None)."""
    frame = _Frame(title, series, unit, label_heading, _decimal(target), band)
    scale, xs = frame.scale, frame.columns
    slot = xs[1] - xs[0] if len(xs) > 1 else Decimal(30)
    zero = scale.y(Decimal(0))
    drawn = tuple(
        Bar(_pct(x - slot * 3 / 10), _pct(min(scale.y(v), zero)), _pct(slot * 6 / 10), _pct(abs(scale.y(v) - zero)))
        for x, v in zip(xs, frame.values, strict=True)
        if v is not None
    )
    return _plot("bars", frame, bars=drawn)


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
    heading = unit.capitalize() or _("Jumlah")
    return Chart("distribution", title, summary, points, label_heading or _("Golongan"), heading)


def _with_share(count: int, total: int) -> str:
    share = formatting.percent(Decimal(count) * 100 / total, 0) if total else formatting.MISSING
    return f"{formatting.number(count)}\u00a0·\u00a0{share}"


def _plot(
    kind: str,
    frame: _Frame,
    *,
    lines: tuple[Line, ...] = (),
    dots: tuple[Mark, ...] = (),
    bars: tuple[Bar, ...] = (),
) -> Chart:
    points = tuple(Point(label, _decimal(value), formatting.number(value)) for label, value in frame.series)
    last, thinned, scale = len(points) - 1, len(points) > 6, frame.scale
    placed = [(x, p, thinned and n % 3 != last % 3) for n, (x, p) in enumerate(zip(frame.columns, points, strict=True))]
    zero = scale.y(Decimal(0))
    marks = tuple(
        Mark(_pct(x), _pct(min(scale.y(p.value), zero)), p.written, minor)
        for x, p, minor in placed
        if p.value is not None
    )
    return Chart(
        kind=kind,
        title=frame.title,
        summary=_summary(points, frame),
        points=points,
        label_heading=frame.label_heading or _("Waktu"),
        value_heading=f"{_('Nilai')} ({frame.unit})" if frame.unit else _("Nilai"),
        ticks=tuple(Mark("0", _pct(scale.y(tick)), formatting.number(tick)) for tick in scale.ticks),
        names=tuple(Mark(_pct(x), "", p.label, minor) for x, p, minor in placed),
        marks=marks,
        dots=dots,
        bars=bars,
        lines=lines,
        band=None if frame.band is None else _band(scale, frame.band),
        target=None if frame.target is None else _target(scale, frame.target),
    )


def _target(scale: _Scale, target: Decimal) -> Mark:
    return Mark("100", _pct(scale.y(target)), _("target %(value)s") % {"value": formatting.number(target)})


def _band(scale: _Scale, band: Band) -> Bar:
    low, high = sorted(band)
    return Bar("0", _pct(scale.y(high)), "100", _pct(scale.y(low) - scale.y(high)))


def _summary(points: Sequence[Point], frame: _Frame) -> str:
    known = [point for point in points if point.value is not None]
    if not known:
        return _("Belum ada data.")
    suffix = f" {frame.unit}" if frame.unit else ""
    first, last = known[0], known[-1]
    words = {"first": first.written + suffix, "last": last.written + suffix, "from": first.label, "to": last.label}
    sentence = _("%(to)s: %(last)s.") if len(known) == 1 else _("Dari %(first)s (%(from)s) menjadi %(last)s (%(to)s).")
    parts = [sentence % words]
    if frame.target is not None:
        parts.append(_("Target %(value)s.") % {"value": formatting.number(frame.target) + suffix})
    if frame.band is not None:
        low, high = (formatting.number(value) for value in sorted(frame.band))
        parts.append(_("Target %(low)s sampai %(high)s.") % {"low": low, "high": high + suffix})
    missing = len(points) - len(known)
    if missing:
        parts.append(_("%(count)s tanpa data.") % {"count": formatting.number(missing)})
    return " ".join(parts)


def _decimal(value: Decimal | int | None) -> Decimal | None:
    return None if value is None else formatting.exact(value)


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
