"""The public list of complaints, as a page, a feed and a file. No account, no scripts."""

import csv
import datetime as dt
import hashlib
from collections.abc import Iterator
from typing import Any, cast

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from pamong.platform.access.gate import Request, gate
from pamong.platform.calendar.queries import today
from pamong.voice.public import queries
from pamong.voice.public.queries import Complaint, PublicFilter
from pamong.voice.public.rules.cells import plain
from pamong.voice.public.rules.cursor import read_cursor
from pamong.voice.public.web.answers import kept
from pamong.voice.public.web.forms import ListForm

IN_FEED, MOST_ROWS = 50, 20_000
FEEDS: dict[str, type[Rss201rev2Feed] | type[Atom1Feed]] = {"rss": Rss201rev2Feed, "atom": Atom1Feed}
NAMES_OTHERS = ("merged", "joined")  # steps whose words name other cases
COLUMNS = (
    "nomor", "diterima", "keadaan", "kategori", "kode_kategori", "kecamatan", "kelurahan", "unit", "suara",
    "dibuka_kembali", "ditutup", "tenggat", "teks",
)  # fmt: skip


@gate("public.view")
def reports(request: Request) -> HttpResponse:
    """What citizens reported and what became of it, the newest first."""
    form = ListForm(request.GET)
    page = queries.page_of(
        form.wanted(today()),
        after=read_cursor(request.GET.get("sesudah", "")),
        before=read_cursor(request.GET.get("sebelum", "")),
    )
    context = {"form": form, "page": page, "filtered": any(form.cleaned_data.values())}
    return render(request, "laporan/list.html", context)


@gate("public.view")
def feed(request: Request, kind: str) -> HttpResponse:
    """The newest cases of the same filter for a reader program."""
    rows = queries.newest(_wanted(request), IN_FEED)
    made = FEEDS[kind](
        title=_("Pengaduan warga"),
        link=request.build_absolute_uri(reverse("laporan:list")),
        description=_("Laporan yang sudah diperiksa untuk publik, yang terbaru dahulu."),
        language=request.LANGUAGE_CODE,
        feed_url=request.build_absolute_uri(),
    )
    for row in rows:
        url = request.build_absolute_uri(reverse("laporan:case", kwargs={"number": row.number}))
        made.add_item(
            title=f"{row.number}: {row.category.name}",
            link=url,
            description=_described(row),
            unique_id=url,
            categories=[row.category.name],
        )
    content = made.writeString("utf-8")
    response = HttpResponse(content, content_type=type(made).content_type)
    return kept(request, response, hashlib.sha256("|".join(_state(row) for row in rows).encode()).hexdigest()[:32])


def _described(row: Complaint) -> str:
    """State, the public text, and the newest words of an officer."""
    told = f"{row.get_state_display()}. {Truncator(row.public_text).chars(300)}"
    words: str | None = row.answered_with  # type: ignore[attr-defined]  # annotated
    return f"{told}\n\n{_('Penjelasan petugas:')} {Truncator(words).chars(300)}" if words else told


@gate("public.view")
def case_feed(request: Request, number: str, kind: str) -> HttpResponse:
    """What happened to one case, the newest first: for those who follow it without leaving an address."""
    found = queries.case_of(number)
    case = found.complaint
    url = request.build_absolute_uri(reverse("laporan:case", kwargs={"number": case.number}))
    made = FEEDS[kind](
        title=f"{case.number}: {case.category.name}",
        link=url,
        description=Truncator(case.public_text).chars(300),
        language=request.LANGUAGE_CODE,
        feed_url=request.build_absolute_uri(),
    )
    for step in found.steps[::-1][:IN_FEED]:
        by = f" ({step.unit.name})" if step.unit else ""
        made.add_item(
            title=f"{step.get_kind_display()}{by}",
            link=url,
            description=step.text if step.kind not in NAMES_OTHERS else "",
            unique_id=f"{url}#{step.order}",
            pubdate=dt.datetime.combine(step.day, dt.time(12), dt.UTC),  # the day; never the moment
        )
    response = HttpResponse(made.writeString("utf-8"), content_type=type(made).content_type)
    return kept(request, response, hashlib.sha256(_state(case).encode()).hexdigest()[:32])


def _state(row: Complaint) -> str:
    return f"{row.number} {row.version} {row.voices}"


@gate("public.view")
def table(request: Request) -> HttpResponse:
    """The same cases as CSV, streamed: no name, no street, no point, no words that were not cleared."""
    rows = queries.cases(_wanted(request))[:MOST_ROWS]
    response = StreamingHttpResponse(_lines(rows.iterator(chunk_size=2000)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="pengaduan-{today():%Y-%m-%d}.csv"'
    response["Cache-Control"] = "public, max-age=300"
    return cast(HttpResponse, response)  # for the gate's types: both are Django's HttpResponseBase


class _Echo:
    """A file that hands back what is written into it."""

    def write(self, text: str) -> str:
        return text


def _lines(rows: Iterator[Complaint]) -> Iterator[str]:
    writer: Any = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(COLUMNS)  # the mark lets Excel read the letters
    for row in rows:
        yield writer.writerow([plain(cell) for cell in _cells(row)])


def _cells(row: Complaint) -> list[str]:
    place = row.place
    above = (place.parent.name if place.parent else place.name) if place else ""
    return [
        row.number, row.received_day.isoformat(), str(row.get_state_display()), row.category.name, row.category.code,
        above, place.name if place and place.parent else "", row.unit.name if row.unit else "", str(row.voices),
        str(row.reopened), row.closed_day.isoformat() if row.closed_day else "", row.due.isoformat() if row.due else "",
        row.public_text,
    ]  # fmt: skip


def _wanted(request: Request) -> PublicFilter:
    return ListForm(request.GET).wanted(today())
