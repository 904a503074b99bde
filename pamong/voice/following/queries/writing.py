"""What mails to followers say. Written when they leave, from the follow as it then is; unwanted once it has ended."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pamong.platform.calendar.queries import today
from pamong.platform.notifications.letters import Letter
from pamong.platform.privacy.hidden import unhide
from pamong.platform.ui import formatting
from pamong.voice.complaints import queries as complaints
from pamong.voice.complaints.queries import Complaint
from pamong.voice.following.models import Follow
from pamong.voice.following.queries.follows import name_of
from pamong.voice.following.queries.links import confirm_link, public_link, stop_link
from pamong.voice.following.rules.windows import UNCONFIRMED_DAYS, Window, read_window

ASKED, TOLD = "following.asked", "following.told"
USE = "following"  # of the installation's secret
MOST, WORDS = 30, 600  # cases of one mail; letters of one step
UNSAID = ("merged", "joined")  # their words name other cases


def address_of(follow: Follow) -> str | None:
    """The address in words, for the mail that leaves now; None when the installation's secret has changed."""
    return unhide(bytes(follow.hidden), secret=settings.SECRET_KEY, use=USE) if follow.hidden else None


def asked(key: str) -> Letter | None:
    """The mail that asks whether the address wants this. It is the only one before somebody said yes."""
    follow = _follow(int(key.split(":")[1]))
    to = address_of(follow) if follow else None
    if follow is None or to is None:
        return None
    with translation.override(follow.language):
        return _question(follow, to)


def _question(follow: Follow, to: str) -> Letter:
    about = {"what": name_of(follow), "link": confirm_link(follow.pk), "days": UNCONFIRMED_DAYS}
    if follow.confirmed_day:
        text = _("Alamat ini sudah menerima kabar tentang %(what)s. Anda tidak perlu melakukan apa-apa.")
    else:
        text = _(
            "Seseorang, mungkin Anda, meminta kabar tentang %(what)s ke alamat ini.\n\n"
            "Bila benar, buka alamat berikut lalu tekan “Ya, kirimi saya kabar”:\n%(link)s\n\n"
            "Tautan itu berlaku %(days)s hari. Bila bukan Anda, abaikan surat ini: tidak akan ada surat lagi, dan alamat ini "
            "dihapus."
        )
    return Letter(to, _("Pastikan permintaan kabar laporan"), f"{text % about}\n\n{_end(follow)}", _head(follow))


def told(key: str) -> Letter | None:
    """The news of some days; None when following ended, or nothing of them is public any more."""
    window = read_window(key)
    follow = _follow(window.follow_id)
    to = address_of(follow) if follow and follow.confirmed_day else None
    if follow is None or to is None:
        return None
    with translation.override(follow.language):
        return _news(follow, window, to)


def _news(follow: Follow, window: Window, to: str) -> Letter | None:
    lines = _of_case(follow, window) if follow.complaint_id else _of_area(follow, window)
    if not lines:
        return None
    day = formatting.long_date(window.last)
    subject = _("Kabar laporan yang Anda ikuti, %(day)s") if follow.complaint_id else _("Kabar laporan warga, %(day)s")
    return Letter(to, subject % {"day": day}, "\n".join([*lines, _end(follow)]), _head(follow))


def _follow(follow_id: int) -> Follow | None:
    joined = ("complaint__category", "came_from", "place__parent", "category", "unit")
    return Follow.objects.select_related(*joined).filter(pk=follow_id).first()


def _of_case(follow: Follow, window: Window) -> list[str]:
    case = complaints.told_steps(_case_of(follow, window), window.first, window.last)
    steps = case.news if case else []  # type: ignore[attr-defined]  # prefetched under this name
    if case is None or not steps:
        return []
    lines = [_titled(case), ""]
    for step in steps:
        by = f" ({step.unit.name})" if step.unit else ""
        lines.append(f"{formatting.long_date(step.day)} · {step.get_kind_display()}{by}")
        if step.text and step.kind not in UNSAID:
            lines.append(Truncator(step.text).chars(WORDS))
        lines.append("")
    lines += [*_state(case), public_link("laporan:case", number=case.number), ""]
    return [*lines, *_goes_on_at(case)]


def _case_of(follow: Follow, window: Window) -> int:
    """Days up to the merging were those of the case that was followed then, though the follow has moved since."""
    before = follow.came_from
    if before is not None and before.closed_day is not None and window.first <= before.closed_day:
        return before.pk
    return follow.complaint_id or 0


def _goes_on_at(case: Complaint) -> list[str]:
    """Of a merged case: the one that goes on, if the public may read it."""
    main = case.merged_into
    if main is None or not main.is_public or main.about_officer:
        return []
    told = {"number": main.number, "link": public_link("laporan:case", number=main.number)}
    return [
        _("Laporan ini digabung. Kabar selanjutnya yang Anda terima tentang laporan %(number)s: %(link)s") % told,
        "",
    ]


def _of_area(follow: Follow, window: Window) -> list[str]:
    cases = complaints.area_cases(place_id=follow.place_id, category_id=follow.category_id, unit_id=follow.unit_id)
    new = complaints.area_new(cases, window.first, window.last)
    ended = complaints.area_outcomes(cases, window.first, window.last)
    fresh, told_of = list(new[: MOST + 1]), list(ended[: MOST + 1])
    if not fresh and not told_of:
        return []
    lines = [_span(window), name_of(follow)[:1].upper() + name_of(follow)[1:], ""]
    lines += _listed(_("Laporan baru untuk publik"), fresh, with_words=True)
    lines += _listed(_("Perkembangan laporan"), told_of, with_words=False)
    return lines


def _listed(title: str, cases: list[Complaint], *, with_words: bool) -> list[str]:
    if not cases:
        return []
    lines = [title.upper(), ""]
    for case in cases[:MOST]:
        lines.append(f"• {_titled(case)}")
        lines += [f"  {line}" for line in _state(case)]
        if with_words:
            lines.append(f"  {Truncator(' '.join(case.public_text.split())).chars(160)}")
        lines += [f"  {public_link('laporan:case', number=case.number)}", ""]
    if len(cases) > MOST:
        lines += [_("… dan yang lain: %(link)s") % {"link": public_link("laporan:list")}, ""]
    return lines


def _titled(case: Complaint) -> str:
    place = f", {case.place.name}" if case.place else ""
    return f"{case.category.name}{place} · {case.number}"


def _state(case: Complaint) -> list[str]:
    state = _("Keadaan sekarang: %(state)s") % {"state": case.get_state_display()}
    if case.due and case.status.is_open:
        return [state, _("Tenggat berikutnya: %(day)s") % {"day": formatting.long_date(case.due)}]
    return [state]


def _span(window: Window) -> str:
    if window.first == window.last:
        return formatting.long_date(window.last)
    between = {"first": formatting.long_date(window.first), "last": formatting.long_date(window.last)}
    return _("%(first)s sampai %(last)s") % between


def _end(follow: Follow) -> str:
    lines = ["--"]
    if follow.confirmed_day:
        lines.append(_("Anda menerima surat ini karena mengikuti %(what)s.") % {"what": name_of(follow)})
    if follow.came_from:
        lines.append(
            _("Laporan %(number)s yang dulu Anda ikuti digabung ke sana.") % {"number": follow.came_from.number}
        )
    lines.append(_("Berhenti dan hapus alamat saya: %(link)s") % {"link": stop_link(follow.pk)})
    if follow.confirmed_day and follow.ends:
        lines.append(
            _("Kabar ini berakhir %(day)s. Sesudah itu dapat diminta lagi.")
            % {"day": formatting.long_date(follow.ends)}
        )
    elif follow.confirmed_day:
        lines.append(_kept())
    return "\n".join(lines)


def _kept() -> str:
    days = complaints.policy_on(today()).follow_days
    return ngettext(
        "Alamat Anda dihapus paling lama %(n)s hari sesudah laporan ditutup.",
        "Alamat Anda dihapus paling lama %(n)s hari sesudah laporan ditutup.",
        days,
    ) % {"n": days}


def _head(follow: Follow) -> tuple[tuple[str, str], ...]:
    return (
        ("List-Unsubscribe", f"<{stop_link(follow.pk)}>"),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        ("Precedence", "bulk"),
    )


def area_path(follow: Follow) -> str:
    """The public list of a followed area, for a notice in the application."""
    given = {
        "tempat": follow.place_id,
        "kategori": follow.category.code if follow.category else None,
        "unit": follow.unit_id,
    }
    asked_for = "&".join(f"{name}={value}" for name, value in given.items() if value)
    return reverse("laporan:list") + (f"?{asked_for}" if asked_for else "")
