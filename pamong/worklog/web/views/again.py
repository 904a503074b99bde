"""Work that comes again: same as the last day, and one's own templates."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.people import queries as people
from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.ui import forms
from pamong.platform.ui.text import refusal_text
from pamong.worklog import actions, queries
from pamong.worklog.web.forms import CopyForm
from pamong.worklog.web.views.day import asked_day, day_or, today_of


@gate("entry.create", methods=("GET", "POST"))
def same_again(request: Request) -> HttpResponse:
    """What I did on the last day I logged, ready to be logged for ``?tanggal=`` (today); I say how much this time."""
    posting = people.posting_of(request.viewer.me)
    if posting is None:
        return render(request, "worklog/no_posting.html", status=409 if request.method == "POST" else 200)
    today = today_of(posting)
    day = day_or(request.POST.get("day", ""), today) if request.method == "POST" else asked_day(request, posting)
    last = queries.last_logged_day(request.viewer.me, day)
    source = day_or(request.POST.get("dari", "") or request.GET.get("dari", ""), last or day)
    rows = queries.entries_by_day(request.viewer, request.viewer.me, source, source).get(source, []) if last else []
    form = CopyForm(request.POST or None, initial={"day": day}, rows=rows)
    late = queries.window_of(posting.agency_id, day).is_late(day, today)
    context = {"form": form, "rows": form.lines(), "day": day, "source": source, "late": late}
    if request.method == "POST" and form.is_valid():
        outcomes = actions.copy_day(
            entries=form.picked(),
            day=day,
            quantities=form.quantities(),
            late_reason=form.cleaned_data["late_reason"],
            by=request.viewer,
        )
        made = [o.entry for o in outcomes if o.entry is not None]
        if made:
            _say(request, form.picked(), outcomes)
            return answered(redirect(reverse("worklog:day") + f"?tanggal={day.isoformat()}"), made[0])
        for row, outcome in zip(form.picked(), outcomes, strict=True):
            reason = refusal_text(outcome.refused) if outcome.refused else _("sudah tercatat")
            form.add_error(None, forms.ValidationError(f"{row.text[:60]}: {reason}"))
    return render(request, "worklog/same_again.html", context, status=422 if form.is_bound else 200)


def _say(request: Request, rows: list[queries.Entry], outcomes: list[actions.Outcome]) -> None:
    count = sum(o.entry is not None for o in outcomes)
    messages.success(request, _("%(count)s kegiatan tercatat.") % {"count": count})
    for row, outcome in zip(rows, outcomes, strict=True):
        if outcome.refused is not None:
            messages.warning(request, f"{row.text[:60]}: {refusal_text(outcome.refused)}")


@gate("entry.create")
def templates(request: Request) -> HttpResponse:
    """My templates: use one, or forget it."""
    return render(request, "worklog/templates.html", {"rows": list(queries.templates(request.viewer))})


@gate("entry.change", methods=("POST",))
def keep(request: Request, pk: int) -> HttpResponse:
    """Keep one of my entries as a template."""
    kept = actions.keep_template(entry=queries.own_entry_for(request.viewer, pk), by=request.viewer)
    messages.success(request, _("Templat disimpan. Ia tampil di halaman Catatan harian."))
    return answered(redirect("worklog:templates"), kept)


@gate("entry.create", methods=("POST",))
def drop(request: Request, pk: int) -> HttpResponse:
    """Forget a template of mine."""
    kept = queries.template_for(request.viewer, pk)
    actions.drop_template(template=kept, by=request.viewer)
    messages.success(request, _("Templat dihapus. Catatan yang sudah ada tidak berubah."))
    kept.pk = pk
    return answered(redirect("worklog:templates"), kept)
