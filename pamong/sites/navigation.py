"""Navigation of the staff layout: what this viewer can open, by kind of work and in the order of the working day."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pamong.platform.access import may
from pamong.platform.access.table import TABLE
from pamong.platform.access.viewer import Viewer


@dataclass(frozen=True)
class NavItem:
    """One entry: ``in_bottom_bar`` puts it among the five of the phone."""

    label: str
    url: str
    icon: str
    current: bool = False
    badge: int = 0
    in_bottom_bar: bool = False


@dataclass(frozen=True)
class NavGroup:
    """A few entries under the word for one kind of work; the first group of a menu is always open."""

    label: str
    items: list[NavItem]

    @property
    def open(self) -> bool:
        """Whether the present page is among them."""
        return any(item.current for item in self.items)


def _all(viewer: Viewer, policy: str) -> bool:
    return True


def _staff(viewer: Viewer, policy: str) -> bool:
    return viewer.is_staff


def _superior(viewer: Viewer, policy: str) -> bool:
    return viewer.has_reports


def _office(viewer: Viewer, policy: str) -> bool:
    """Holds an office that the right names: any other office opens the page to nothing."""
    return viewer.has_role(*TABLE[policy].who)


def _office_or_staff(viewer: Viewer, policy: str) -> bool:
    return viewer.is_staff or _office(viewer, policy)


def _office_or_superior(viewer: Viewer, policy: str) -> bool:
    return viewer.has_reports or _office(viewer, policy)


def _watches(viewer: Viewer, policy: str) -> bool:
    return bool(viewer.leads) or _office(viewer, policy)


@dataclass(frozen=True)
class Entry:
    """An entry as it may be shown: the right its page asks for, and to whom it is of use."""

    label: str | Promise
    route: str
    policy: str
    icon: str
    shown: Callable[[Viewer, str], bool] = _all
    bottom: bool = False


GROUPS: tuple[tuple[str | Promise, tuple[Entry, ...]], ...] = (
    (
        _("Hari ini"),
        (
            Entry(_("Beranda"), "sites:home", "home.view", "house", bottom=True),
            Entry(_("Catatan harian"), "worklog:day", "entry.create", "journal", _staff, bottom=True),
            Entry(_("Papan tim"), "worklog:board", "board.view", "people", _superior, bottom=True),
            Entry(_("Disposisi"), "worklog:orders", "order.view", "clipboard", _staff),
            Entry(_("Layar pimpinan"), "worklog:wall", "wall.view", "bar-chart", _watches),
        ),
    ),
    (
        _("Rencana"),
        (
            Entry(_("SKP saya"), "planning:mine", "skp.list", "target", _staff, bottom=True),
            Entry(_("SKP bawahan"), "planning:team", "skp.list", "diagram", _superior),
            Entry(_("Pohon kinerja"), "planning:tree", "cascade.view", "diagram"),
            Entry(_("Perjanjian kinerja"), "programmes:agreements", "agreement.view", "file-earmark-text"),
            Entry(_("RPJMD dan Renstra"), "programmes:plans", "programme.view", "flag"),
            Entry(_("Templat rencana"), "planning:templates", "template.manage", "file-earmark-text", _watches),
            Entry(_("Siklus"), "planning:cycles", "cycle.view", "calendar"),
        ),
    ),
    (
        _("Kinerja dan umpan balik"),
        (
            Entry(_("Penilaian"), "appraisal:mine", "evaluation.list", "clipboard", _staff, bottom=True),
            Entry(_("Umpan balik"), "feedback:received", "feedback.view", "chat", _staff),
            Entry(_("Pengelolaan penilaian"), "appraisal:overview", "evaluation.overview", "clipboard-data", _watches),
            Entry(_("Putaran rekan"), "peer:rounds", "peerround.manage", "arrow-repeat", _office),
        ),
    ),
    (
        _("Masyarakat"),
        (
            Entry(_("Pengaduan"), "complaints:board", "complaint.list", "flag", _office_or_staff),
            Entry(_("Kunjungan lapangan"), "complaints:field", "complaint.list", "geo-alt", _office_or_staff),
            Entry(_("Laporan yang diikuti"), "following:mine", "following.own", "bell", _staff),
            Entry(_("Statistik pengaduan"), "insight:figures", "complaintfigures.view", "bar-chart", _watches),
            Entry(_("Sinyal pengaduan"), "insight:signals", "signal.view", "warning"),
            Entry(_("Penyelidikan pengaduan"), "insight:inquiries", "inquiry.view", "search", _office),
            Entry(_("Identitas yang disegel"), "complaints:custody", "custody.view", "key"),
        ),
    ),
    (
        _("Tim dan unit"),
        (
            Entry(_("Pegawai"), "people:list", "person.list", "person-badge", _office_or_superior),
            Entry(_("Unit kerja"), "people:units", "unit.view", "building"),
            Entry(_("Tim kerja"), "people:teams", "team.list", "kanban"),
            Entry(_("Plt dan Plh"), "people:acting", "acting.view", "arrow-repeat", _office_or_superior),
            Entry(_("Pimpinan kosong"), "people:vacancies", "vacancy.view", "person-badge", _watches),
            Entry(_("Jadwal jaga"), "people:roster", "roster.view", "clock", _watches),
            Entry(_("Ketidakhadiran"), "people:absences", "absence.view", "calendar"),
            Entry(_("Kalender kerja"), "people:calendar", "holiday.view", "calendar"),
        ),
    ),
    (
        _("Data pegawai"),
        (
            Entry(_("Perlu dibereskan"), "people:work", "workitem.view", "list-check"),
            Entry(_("Mutu data"), "people:quality", "quality.view", "clipboard-check"),
            Entry(_("Impor pegawai"), "people:import", "person.import", "upload"),
            Entry(_("Sinkronisasi"), "people:sync", "sync.view", "arrow-down-up"),
            Entry(_("Akun pegawai"), "people:account_list", "activation.issue", "key"),
            Entry(_("Presensi"), "worklog:taps", "attendance.import", "clock"),
        ),
    ),
    (
        _("Aturan dan sistem"),
        (
            Entry(_("Cara kerja unit"), "people:weeks", "workweek.edit", "gear"),
            Entry(_("Ketentuan harian"), "worklog:policy", "entrypolicy.change", "gear"),
            Entry(_("Kalimat umpan balik"), "feedback:phrases", "feedbackphrase.change", "gear", _office),
            Entry(_("Ketentuan umpan balik rekan"), "peer:policy", "peerpolicy.change", "gear", _office),
            Entry(_("Jam tenang"), "notifications:hours", "notificationhours.change", "bell"),
            Entry(_("Kiriman keluar"), "notifications:log", "delivery.view", "upload"),
            Entry(_("Catatan gangguan"), "worklog:outages", "outage.view", "warning", _office),
            Entry(_("Kunci Open311"), "open311:keys", "open311.manage", "key", _office),
        ),
    ),
)


def groups(request: HttpRequest) -> list[NavGroup]:
    """The entries this viewer may open, by kind of work; empty for those who are not signed in."""
    viewer = getattr(request, "viewer", None)
    if viewer is None or viewer.user_id is None:
        return []
    found = [NavGroup(str(label), _open_to(viewer, entries)) for label, entries in GROUPS]
    return _with_current([group for group in found if group.items], request.path)


def _open_to(viewer: Viewer, entries: tuple[Entry, ...]) -> list[NavItem]:
    found = []
    for entry in entries:
        if entry.policy not in TABLE or not entry.shown(viewer, entry.policy) or not may(viewer, entry.policy):
            continue
        try:
            url = reverse(entry.route)
        except NoReverseMatch:
            continue
        found.append(NavItem(str(entry.label), url, entry.icon, in_bottom_bar=entry.bottom))
    return found


def _with_current(found: list[NavGroup], path: str) -> list[NavGroup]:
    """Mark the one entry whose address is the longest head of this page's address."""
    urls = [item.url for group in found for item in group.items]
    heads = [url for url in urls if path == url or (url != "/" and path.startswith(url))]
    here = max(heads, key=len, default=None)
    return [NavGroup(group.label, [replace(item, current=item.url == here) for item in group.items]) for group in found]
