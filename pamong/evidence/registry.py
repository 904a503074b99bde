"""Metrics and sources of the evidence spine: each area declares its own once, in ``<area>/metrics.py``.

How to declare a metric (the page ``docs/evidence.md`` has examples)::

    IN_TIME = registry.metric(
        id="voice.in_time", title=_("Pengaduan dijawab tepat waktu"), unit=_("persen"), kind="share", source_area="voice",
        means=_("1 bila dijawab dalam batas waktu, 0 bila tidak; tiap pengaduan yang ditutup satu fakta"),
    )

``kind`` says what a fact is, and with it what can be made of many (``rules.aggregate.ALLOWED``):

- ``count``: each fact is one occurrence (value 1);
- ``sum``: each fact is a quantity that adds up;
- ``mean``: each fact is a score or reading, averaged;
- ``share``: each fact is a case, 1 if it belongs to the numerator and 0 if only to the denominator. The mean is the share,
  so numerator and denominator never drift apart; recording refuses any other value. Shown in percent;
- ``duration``: each fact is how long a case took, in ``unit`` "hari kerja" or "menit" (no other: hours and calendar days
  are turned into minutes and working days by the area that knows them).

Record one fact per case, at the day it became final, with unit and path of the office that is answerable and the person
if one is. What must not be the measure of a person's plan (anonymous reviews, what leaves a small group recognisable) is
declared with ``bindable=False``. Kinds of things that facts are about are declared with ``subjects``.
What citizens say about a service is declared with ``citizen``: its facts reach the people concerned the same day. Give
``NewFact.words`` only words that a moderator has cleared: no names, nothing to reach the citizen by; they are not stored
with the fact. A metric is declared when its app is ready (``apps.py`` imports the module).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, override

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
    means: str | Promise = ""  # what one fact says, in a sentence for the reader of a figure
    bindable: bool = True  # whether an indicator of a plan may be measured by it
    citizen: str = ""  # "praise", "complaint" or "score" (on a scale): what citizens say reaches those concerned
    shows_in_day: bool = (
        False  # facts about a person stand in his day as ready lines: served cases, answered complaints
    )


CITIZEN = ("", "praise", "complaint", "score")
DURATION_UNITS = ("hari kerja", "menit")
_metrics: dict[str, Metric] = {}
_sources: dict[str, tuple[str | Promise, str]] = {}
_subjects: dict[str, tuple[str | Promise, Callable[[int], list[tuple[str, str]]]]] = {}


class UnknownMetric(LookupError):
    """A fact names a metric that no area declared: a programming error, nothing is recorded."""


def metric(
    *,
    id: str,  # noqa: A002  # the word areas declare it by
    title: str | Promise,
    unit: str | Promise,
    kind: MetricKind | str,
    source_area: str,
    means: str | Promise = "",
    bindable: bool = True,
    citizen: str = "",
    shows_in_day: bool = False,
) -> Metric:
    """Declare a metric; raises ValueError when the id is malformed or taken, or a duration has another unit."""
    made = Metric(id, title, unit, MetricKind(kind), source_area, means, bindable, citizen, shows_in_day)
    if not _ID.match(id):
        raise ValueError(f"metric id {id!r} is not area.name")
    if citizen not in CITIZEN:
        raise ValueError(f"metric {id}: citizen is one of {', '.join(CITIZEN)}")
    if made.kind is MetricKind.DURATION and _msgid(unit) not in DURATION_UNITS:
        raise ValueError(f"metric {id}: a duration is in {' or '.join(DURATION_UNITS)}")
    known = _metrics.setdefault(id, made)
    if (known.kind, known.source_area, str(known.title)) != (made.kind, source_area, str(title)):
        raise ValueError(f"metric {id} is declared twice")
    return known


def _msgid(text: str | Promise) -> str:
    """The text as it was written, whatever language is active."""
    with override(None):
        return str(text)


def source(kind: str, *, title: str | Promise, url_name: str) -> None:
    """Declare what facts may come from ("worklog.entry") and the page, with ``pk``, that opens one."""
    _sources[kind] = (title, url_name)


def subjects(kind: str, *, title: str | Promise, of_agency: Callable[[int], list[tuple[str, str]]]) -> None:
    """Declare a kind of thing that facts are about ("service"), so that a figure can be narrowed to one of them.

    ``of_agency`` lists those of an agency as pairs of subject ("service:3") and name, in one statement.
    """
    _subjects[kind] = (title, of_agency)


def subjects_of(agency_id: int) -> list[tuple[str, list[tuple[str, str]]]]:
    """The things a figure of this agency can be narrowed to, grouped by kind; kinds without any are left out."""
    groups = [(gettext(str(title)), listed(agency_id)) for title, listed in _subjects.values()]
    return [group for group in groups if group[1]]


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
