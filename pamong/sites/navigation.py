"""Navigation of the staff layout: what this viewer can open, in the order of the working day."""

from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from pamong.platform.access import may
from pamong.platform.access.table import TABLE


@dataclass(frozen=True)
class NavItem:
    """One entry: ``in_bottom_bar`` puts it among the five of the phone."""

    label: str
    url: str
    icon: str
    current: bool = False
    badge: int = 0
    in_bottom_bar: bool = False


def items(request: HttpRequest) -> list[NavItem]:
    """The entries this viewer may open; empty for those who are not signed in."""
    viewer = getattr(request, "viewer", None)
    if viewer is None or viewer.user_id is None:
        return []
    watches = bool(viewer.grants) or bool(viewer.leads)
    wanted = [
        (_("Beranda"), "sites:home", "home.view", "house", True, True),
        (_("Catatan harian"), "worklog:day", "entry.create", "journal", True, viewer.is_staff),
        (_("Papan tim"), "worklog:board", "board.view", "people", True, viewer.has_reports),
        (_("Pengaduan"), "complaints:board", "complaint.list", "flag", False, bool(viewer.grants) or viewer.is_staff),
        (_("Laporan yang diikuti"), "following:mine", "following.own", "bell", False, viewer.is_staff),
        (_("Statistik pengaduan"), "insight:figures", "complaintfigures.view", "bar-chart", False, watches),
        (_("Sinyal pengaduan"), "insight:signals", "signal.view", "warning", False, True),
        (_("Penyelidikan pengaduan"), "insight:inquiries", "inquiry.view", "search", False, bool(viewer.grants)),
        (_("Kunci Open311"), "open311:keys", "open311.manage", "key", False, bool(viewer.grants)),
        (_("Identitas yang disegel"), "complaints:custody", "custody.view", "key", False, True),
        (_("Layar pimpinan"), "worklog:wall", "wall.view", "bar-chart", False, watches),
        (_("Disposisi"), "worklog:orders", "order.view", "clipboard", False, viewer.is_staff),
        (_("SKP saya"), "planning:mine", "skp.list", "target", True, viewer.is_staff),
        (_("SKP bawahan"), "planning:team", "skp.list", "diagram", False, viewer.has_reports),
        (_("Umpan balik"), "feedback:received", "feedback.view", "chat", False, viewer.is_staff),
        (_("Kalimat umpan balik"), "feedback:phrases", "feedbackphrase.change", "gear", False, bool(viewer.grants)),
        (_("Putaran rekan"), "peer:rounds", "peerround.manage", "arrow-repeat", False, bool(viewer.grants)),
        (_("Ketentuan umpan balik rekan"), "peer:policy", "peerpolicy.change", "gear", False, bool(viewer.grants)),
        (_("Penilaian"), "appraisal:mine", "evaluation.list", "clipboard", True, viewer.is_staff),
        (_("Pengelolaan penilaian"), "appraisal:overview", "evaluation.overview", "clipboard-data", False, watches),
        (_("Ketentuan harian"), "worklog:policy", "entrypolicy.change", "gear", False, True),
        (_("Pohon kinerja"), "planning:tree", "cascade.view", "diagram", False, True),
        (_("Perjanjian kinerja"), "programmes:agreements", "agreement.view", "file-earmark-text", False, True),
        (_("RPJMD dan Renstra"), "programmes:plans", "programme.view", "flag", False, True),
        (_("Jam tenang"), "notifications:hours", "notificationhours.change", "bell", False, True),
        (_("Kiriman keluar"), "notifications:log", "delivery.view", "upload", False, True),
        (_("Presensi"), "worklog:taps", "attendance.import", "clock", False, True),
        (_("Catatan gangguan"), "worklog:outages", "outage.view", "warning", False, bool(viewer.grants)),
        (_("Templat rencana"), "planning:templates", "template.manage", "file-earmark-text", False, watches),
        (_("Siklus"), "planning:cycles", "cycle.view", "calendar", False, True),
        (_("Pegawai"), "people:list", "person.list", "person-badge", False, viewer.has_reports or bool(viewer.grants)),
        (_("Unit kerja"), "people:units", "unit.view", "building", False, True),
        (_("Tim kerja"), "people:teams", "team.list", "kanban", False, True),
        (
            _("Plt dan Plh"),
            "people:acting",
            "acting.view",
            "arrow-repeat",
            False,
            viewer.has_reports or bool(viewer.grants),
        ),
        (_("Kalender kerja"), "people:calendar", "holiday.view", "calendar", False, True),
        (_("Jadwal jaga"), "people:roster", "roster.view", "clock", False, bool(viewer.leads) or bool(viewer.grants)),
        (_("Cara kerja unit"), "people:weeks", "workweek.edit", "gear", False, True),
        (_("Ketidakhadiran"), "people:absences", "absence.view", "calendar", False, True),
        (_("Akun pegawai"), "people:account_list", "activation.issue", "key", False, True),
        (_("Impor pegawai"), "people:import", "person.import", "upload", False, True),
        (_("Mutu data"), "people:quality", "quality.view", "clipboard-check", False, True),
        (_("Sinkronisasi"), "people:sync", "sync.view", "arrow-down-up", False, True),
        (_("Perlu dibereskan"), "people:work", "workitem.view", "list-check", False, True),
    ]
    found = []
    for label, name, policy, icon, bottom, shown in wanted:
        if not shown or policy not in TABLE or not may(viewer, policy):
            continue
        try:
            found.append(NavItem(label, reverse(name), icon, in_bottom_bar=bottom))
        except NoReverseMatch:
            continue
    return _with_current(found, request.path)


def _with_current(found: list[NavItem], path: str) -> list[NavItem]:
    """Mark the one entry whose address is the longest head of this page's address."""
    heads = [item.url for item in found if path == item.url or (item.url != "/" and path.startswith(item.url))]
    here = max(heads, key=len, default=None)
    return [replace(item, current=item.url == here) for item in found]
