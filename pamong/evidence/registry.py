"""Metrics and sources of the evidence spine: each area declares its own once, in ``<area>/metrics.py``."""

import re
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext

from pamong.evidence.enums import MetricKind

_ID = re.compile(r"^[a-z_]+\.[a-z_]+$")


@dataclass(frozen=True)
class Metric:
    """What a number means. ``title`` and ``unit`` are Indonesian msgids, translated where they are shown."""

    id: str
    title: str | Promise
    unit: str | Promise
    kind: MetricKind
    source_area: str


_metrics: dict[str, Metric] = {}
_sources: dict[str, tuple[str | Promise, str]] = {}


class UnknownMetric(LookupError):
    """A fact names a metric that no area declared: a programming error, nothing is recorded."""


def metric(
    *,
    id: str,  # noqa: A002  # the word areas declare it by
    title: str | Promise,
    unit: str | Promise,
    kind: MetricKind | str,
    source_area: str,
) -> Metric:
    """Declare a metric; raises ValueError when the id is malformed or taken by another declaration."""
    made = Metric(id, title, unit, MetricKind(kind), source_area)
    if not _ID.match(id):
        raise ValueError(f"metric id {id!r} is not area.name")
    known = _metrics.setdefault(id, made)
    if (known.kind, known.source_area, str(known.title)) != (made.kind, source_area, str(title)):
        raise ValueError(f"metric {id} is declared twice")
    return known


def source(kind: str, *, title: str | Promise, url_name: str) -> None:
    """Declare what facts may come from ("worklog.entry") and the page, with ``pk``, that opens one."""
    _sources[kind] = (title, url_name)


def metric_of(metric_id: str) -> Metric:
    """The declared metric; raises UnknownMetric."""
    try:
        return _metrics[metric_id]
    except KeyError as error:
        raise UnknownMetric(metric_id) from error


def metrics() -> list[Metric]:
    """All declared metrics by id."""
    return [_metrics[key] for key in sorted(_metrics)]


def source_url(reference: str) -> str:
    """Where a source ("worklog.entry:12") opens, or an empty text for one without page."""
    kind, _, ident = reference.rpartition(":")
    if kind not in _sources or not ident.isdigit():
        return ""
    try:
        return reverse(_sources[kind][1], kwargs={"pk": int(ident)})
    except NoReverseMatch:
        return ""


def source_title(reference: str) -> str:
    """What kind of thing a source is, in the reader's language."""
    known = _sources.get(reference.rpartition(":")[0])
    return gettext(str(known[0])) if known else ""
