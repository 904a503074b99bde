"""Template library of every page (a builtin, no load needed): dates, numbers, form keys, links that keep filters."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.forms.formsets import BaseFormSet
from django.http import HttpRequest, QueryDict
from django.template import Context
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pamong.platform.ui import fieldview, formatting, icons
from pamong.platform.ui.forms import Form, anchor, named
from pamong.platform.ui.tables import labelled_cells
from pamong.rulebook import registry
from pamong.rulebook.errors import RuleError

register = template.Library()

register.filter("tanggal", formatting.long_date)
register.filter("tanggal_pendek", formatting.short_date)
register.filter("tanggal_lengkap", formatting.full_date)
register.filter("bulan", formatting.month_year)
register.filter("waktu", formatting.moment)
register.filter("nip", formatting.nip)
register.filter("ukuran_berkas", formatting.file_size)
register.filter("rupiah", formatting.rupiah)
register.filter("sel_berlabel", labelled_cells)


@register.filter
def jam(value: datetime | time | None) -> str:
    """14.05"""
    return formatting.clock(value)


@register.filter
def angka(value: formatting.Number | None, places: int | None = None) -> str:
    """1.234,5; ``|angka:2`` with two decimals."""
    return formatting.number(value, places)


@register.filter
def persen(value: formatting.Number | None, places: int = 1) -> str:
    """71,4% (the value is in percent)."""
    return formatting.percent(value, places)


@register.filter
def inisial(name: str | None) -> str:
    """Up to two initials of a name: Sari Dewi Lestari → SD; a one-word name gives one letter."""
    words = [word for word in (name or "").split() if word[:1].isalpha()]
    return "".join(word[0].upper() for word in words[:2]) or "?"


@register.filter
def nada_pesan(level_tag: str) -> str:
    """Tone of a toast for the level of a Django message."""
    return {"success": "ok", "error": "bad", "warning": "warn"}.get(level_tag, "info")


@register.filter
def attributes(attrs: Mapping[str, Any]) -> SafeString:
    """The remaining attributes of a component, escaped; boolean ones by name only, empty and false ones left out."""
    listed: Mapping[str, Any] = attrs.attrs_dict() if hasattr(attrs, "attrs_dict") else attrs
    shown = [
        (name, value)
        for name, value in listed.items()
        if value is not False and value is not None and not name.startswith(":")
    ]
    flags = format_html_join("", " {}", ((name,) for name, value in shown if value is True))
    return flags + format_html_join("", ' {}="{}"', ((name, value) for name, value in shown if value is not True))


@register.filter
def has_flag(attrs: Mapping[str, Any], name: str) -> bool:
    """Whether a component was given a flag, written ``name``, ``:name`` or ``:name="True"``."""
    return bool(attrs.get(name, False)) or bool(attrs.get(f":{name}", False))


@register.simple_tag
def form_key() -> SafeString:
    """Hidden field with a fresh idempotency key: a form sent twice is carried out once."""
    return format_html('<input type="hidden" name="idempotency_key" value="{}" autocomplete="off">', uuid.uuid4().hex)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon, drawn into the page."""
    return icons.svg(name, label)


@register.simple_tag
def share(value: formatting.Number | None, whole: formatting.Number | None) -> int | None:
    """Whole percent of ``value`` in ``whole``, 0 to 100; None when either is missing or the whole is not positive."""
    if value in (None, "") or whole in (None, ""):
        return None
    part, total = formatting.exact(value), formatting.exact(whole)  # type: ignore[arg-type]  # None is excluded above
    if total <= 0:
        return None
    return int(min(max(part * 100 / total, Decimal(0)), Decimal(100)))


@register.simple_tag
def days_left(day: date | None, today: date | None = None) -> dict[str, str] | None:
    """Words and tone for a deadline: ``text`` (3 hari lagi) and ``tone`` (info, warn, bad)."""
    if day is None:
        return None
    until = timezone.localdate(day) if isinstance(day, datetime) and timezone.is_aware(day) else day
    left = (date(until.year, until.month, until.day) - (today or timezone.localdate())).days
    if left < 0:
        return {"text": _("lewat %(days)s hari") % {"days": formatting.number(-left)}, "tone": "bad"}
    if left == 0:
        return {"text": _("hari ini"), "tone": "warn"}
    tone = "warn" if left <= 3 else "info"
    return {"text": _("%(days)s hari lagi") % {"days": formatting.number(left)}, "tone": tone}


@register.simple_tag
def field_view(
    field: BoundField,
    label: str = "",
    hint: str = "",
    attrs: Mapping[str, Any] | None = None,
    notes: Mapping[str, str] | None = None,
) -> fieldview.FieldView:
    """What c-field lays out; see fieldview.py."""
    listed = attrs.attrs_dict() if attrs is not None and hasattr(attrs, "attrs_dict") else attrs
    return fieldview.field_view(field, label=label or "", hint=hint or "", attrs=listed, notes=notes or None)


@register.simple_tag
def form_problems(form: BaseForm | None) -> list[tuple[str, str]]:
    """What the error summary lists: (id of the control or '', message)."""
    if form is None or not form.is_bound:
        return []
    if isinstance(form, Form):
        return form.problems()
    listed = [("", str(message)) for message in form.non_field_errors()]
    for name in form.fields:
        listed += [(anchor(form[name]), named(str(form[name].label), str(message))) for message in form[name].errors]
    return listed


@register.simple_tag(takes_context=True)
def error_prefix(context: Context) -> str:
    """“Kesalahan: ” for the page title when a form of this page has errors."""
    for layer in context.dicts:
        if any(_has_errors(value) for value in layer.values()):
            return _("Kesalahan:") + " "
    return ""


def _has_errors(value: object) -> bool:
    if isinstance(value, BaseForm):
        return value.is_bound and bool(value.errors)
    if isinstance(value, BaseFormSet):
        return value.is_bound and value.total_error_count() > 0
    return isinstance(value, list | tuple) and any(
        isinstance(item, BaseForm) and _has_errors(item) for item in value[:50]
    )


def _query(context: Context) -> QueryDict:
    request = context.get("request")
    return request.GET.copy() if isinstance(request, HttpRequest) else QueryDict(mutable=True)


def _address(query: QueryDict) -> str:
    return f"?{query.urlencode()}" if query else "?"


@register.simple_tag(takes_context=True)
def query_string(context: Context, **changes: object) -> str:
    """The address of this list with some parameters changed; None or '' takes one away. Filters stay."""
    query = _query(context)
    for name, value in changes.items():
        if value is None or value == "":
            query.pop(name, None)
        else:
            query[name] = str(value)
    return _address(query)


@register.simple_tag(takes_context=True)
def kept_parameters(context: Context, *names: str) -> SafeString:
    """Hidden fields that keep parameters (such as the sorting) when a filter form is sent."""
    query = _query(context)
    pairs = ((name, query[name]) for name in names if query.get(name))
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', pairs)


@register.simple_tag(takes_context=True)
def sortable_header(context: Context, key: str, label: str, css: str = "") -> SafeString:
    """A column heading that sorts: ``?urut=key``, a second time ``?urut=-key``; the page number is dropped."""
    query = _query(context)
    current = query.get("urut", "")
    state = {key: "ascending", f"-{key}": "descending"}.get(current, "")
    query["urut"] = f"-{key}" if current == key else key
    query.pop("hal", None)
    arrow = icons.svg({"ascending": "arrow-up", "descending": "arrow-down"}.get(state, "arrow-down-up"))
    aria = format_html(' aria-sort="{}"', state) if state else ""
    css_class = format_html(' class="{}"', f"pm-sortable {css}".rstrip())
    return format_html(
        '<th scope="col"{}{}><a class="pm-sort" href="{}">{}{}</a></th>', css_class, aria, _address(query), label, arrow
    )


@register.simple_tag(takes_context=True)
def way_back(context: Context) -> str:
    """The page one came from when it is one of ours, else the start page."""
    request = context.get("request")
    if isinstance(request, HttpRequest):
        referer = str(request.META.get("HTTP_REFERER", ""))
        if url_has_allowed_host_and_scheme(
            referer, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        ):
            return referer
    return "/"


@register.simple_tag
def page_range(page: Page[Any]) -> str:
    """“Menampilkan 26–50 dari 1.204”."""
    return _("Menampilkan %(first)s–%(last)s dari %(total)s") % {
        "first": formatting.number(page.start_index()),
        "last": formatting.number(page.end_index()),
        "total": formatting.number(page.paginator.count),
    }


@register.simple_tag
def numbered(steps: Iterable[object], current: int | str = 1) -> list[dict[str, object]]:
    """Steps with their number and state (done, current, later)."""
    at = int(current or 1)
    states = (
        ("done" if n < at else "current" if n == at else "later", n, step) for n, step in enumerate(steps, start=1)
    )
    return [{"state": state, "number": n, "label": str(step)} for state, n, step in states]


@register.simple_tag
def rule_facts(rule: str, on: date | None = None, version: str = "") -> registry.Rule | None:
    """The rule that c-rule-source cites: the stored version, or the one in force on a day (today); None without one."""
    try:
        return registry.get_version(rule, version) if version else registry.get(rule, on or timezone.localdate())
    except RuleError:
        return None


@register.filter
def terjemahan(text: object) -> str:
    """A text that the rules marked for translation (an Indonesian msgid), in the active language."""
    return _(str(text)) if text else ""


@register.simple_tag
def person_facts(person: object, name: str = "", nip: str = "", position: str = "") -> dict[str, str]:
    """Name, NIP and position of c-person, from the single options or from a person, snapshot (dict) or viewer."""

    def read(key: str) -> str:
        value = person.get(key, "") if isinstance(person, Mapping) else getattr(person, key, "")
        return str(value or "")

    return {"name": name or read("name"), "nip": nip or read("nip"), "position": position or read("position")}
