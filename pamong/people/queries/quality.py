"""The quality of personnel data: what is missing or contradicts itself, counted and listed in scope; a constant number of statements."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pamong.people.enums import ConflictState
from pamong.people.models import Acting, Assignment, SyncConflict, Unit, User
from pamong.people.queries.vacancies import still_named
from pamong.people.rules.quality import overlaps, retires
from pamong.people.rules.reorganisation import rings
from pamong.platform.access import scope
from pamong.platform.access.viewer import Viewer
from pamong.platform.calendar.queries import today

SHOWN = 50


@dataclass(frozen=True)
class Finding:
    """One thing to mend: whom or what it is about, what is wrong, and the page that mends it."""

    name: str
    place: str
    detail: str
    url: str
    person_id: int | None = None


@dataclass
class Check:
    """One kind of fault with everything found of it."""

    id: str
    title: str | Promise
    means: str | Promise
    tone: str = "warn"
    found: list[Finding] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.found)

    @property
    def first(self) -> list[Finding]:
        return self.found[:SHOWN]


def report(viewer: Viewer, policy: str = "quality.view") -> list[Check]:
    """All checks over the agencies the viewer keeps; seven statements, however many people and units."""
    day = today()
    posts = list(_posts(viewer, policy, day))
    units = list(_units(viewer, policy, day))
    return [
        _check("no_superior", _("Tanpa atasan"), _("Bukan pimpinan tertinggi, tetapi atasan langsungnya kosong."),
               (p for p in posts if p.superior_id is None and not (p.is_head and p.unit.parent_id is None)), _move),
        _check("ring", _("Atasan berputar"), _("Orang ini menjadi atasan bagi dirinya sendiri lewat orang lain."),
               _ringed(posts, day), _move, tone="bad"),
        _gone(viewer, policy),
        _headless(units),
        _empty(units),
        _check("rank", _("Tanpa golongan"), _("Golongan menentukan jenjang dan penilaian angka kredit."),
               (p for p in posts if not p.person.rank), _person),
        _check("email", _("Tanpa surel"), _("Pemberitahuan hanya sampai di aplikasi."),
               (p for p in posts if not p.person.email), _person, tone="info"),
        _retired(posts, day),
        _acting(viewer, policy, day),
        _conflicts(viewer, policy),
        _accounts(viewer, policy, day),
    ]  # fmt: skip


def _posts(viewer: Viewer, policy: str, day: dt.date) -> QuerySet[Assignment]:
    found = Assignment.objects.filter(scope(viewer, policy, {}), valid__contains=day)
    return found.select_related("person", "unit", "superior").order_by("person__name", "person_id")


def _units(viewer: Viewer, policy: str, day: dt.date) -> QuerySet[Unit]:
    heads = Assignment.objects.filter(unit_id=OuterRef("pk"), is_head=True, valid__contains=day)
    found = Unit.objects.filter(scope(viewer, policy, {}), is_active=True).select_related("agency")
    people = Count("assignments", filter=Q(assignments__valid__contains=day))
    return found.annotate(led=Exists(heads), people=people).order_by("path")


def _check(
    check_id: str,
    title: str | Promise,
    means: str | Promise,
    posts: Iterable[Assignment],
    url: Callable[[Assignment], str],
    *,
    tone: str = "warn",
) -> Check:
    found = [Finding(p.person.name, p.unit.name, p.position_title, url(p), p.person_id) for p in posts]
    return Check(check_id, title, means, tone, found)


def _move(post: Assignment) -> str:
    return reverse("people:career_move", args=[post.person_id])


def _person(post: Assignment) -> str:
    return reverse("people:person", args=[post.person_id])


def _ringed(posts: list[Assignment], day: dt.date) -> list[Assignment]:
    """Rings may lead through other agencies, so the whole chain is read."""
    chain = dict(Assignment.objects.filter(valid__contains=day).values_list("person_id", "superior_id"))
    broken = set(rings(chain, [p.person_id for p in posts if p.superior_id is not None]))
    return [p for p in posts if p.person_id in broken]


def _gone(viewer: Viewer, policy: str) -> Check:
    found = still_named(viewer, policy).select_related("person", "unit").order_by("person__name", "person_id")
    means = _("Atasannya sudah berhenti atau pindah tanpa pengganti; tetapkan atasan yang bertugas.")
    return _check("gone_superior", _("Atasan sudah tidak bertugas"), means, found, _vacancies, tone="bad")


def _vacancies(post: Assignment) -> str:
    return reverse("people:vacancies")


def _headless(units: list[Any]) -> Check:
    found = [
        Finding(unit.name, unit.agency.name, "", reverse("people:vacancy", args=[unit.pk]))
        for unit in units
        if not unit.led and unit.people
    ]
    return Check(
        "no_head", _("Unit tanpa pimpinan"), _("Ada pegawainya, tetapi tidak ada yang memimpin."), "warn", found
    )


def _empty(units: list[Any]) -> Check:
    parents = {unit.parent_id for unit in units}
    found = [_about(unit, "") for unit in units if not unit.people and unit.pk not in parents]
    return Check("no_people", _("Unit tanpa pegawai"), _("Tutup unitnya, atau isi pegawainya."), "info", found)


def _about(unit: Any, detail: str) -> Finding:
    return Finding(unit.name, unit.agency.name, detail, reverse("people:unit", args=[unit.pk]))


def _retired(posts: list[Assignment], day: dt.date) -> Check:
    found = []
    for p in posts:
        due = retires(p.position_kind, p.position_level, p.person.birth_date)
        if due is not None and due <= day and p.person.left_on is None:
            url = reverse("people:career_leave", args=[p.person_id])
            found.append(Finding(p.person.name, p.unit.name, due.isoformat(), url, p.person_id))
    return Check(
        "retired",
        _("Lewat batas usia pensiun"),
        _("Batas usia pensiun jabatannya sudah tercapai (PP 11/2017)."),
        "bad",
        found,
    )


def _acting(viewer: Viewer, policy: str, day: dt.date) -> Check:
    """Stand-ins of somebody who is absent himself, and one person standing in for several at once."""
    here = Assignment.objects.filter(scope(viewer, policy, {}), person_id=OuterRef("absent_id"), valid__contains=day)
    rows = Acting.objects.filter(Exists(here), valid__overlap=(day, None)).select_related("acting", "absent")
    listed = [(row.acting_id, row.absent_id, row.valid.lower, row.valid.upper, row) for row in rows]
    url = reverse("people:acting")
    found = [
        Finding(row.acting.name, row.absent.name, row.get_kind_display(), url, row.acting_id)
        for row in overlaps(listed)
    ]
    return Check(
        "acting",
        _("Plt/Plh bertumpuk"),
        _("Menggantikan beberapa orang sekaligus, atau sendiri sedang digantikan."),
        "warn",
        found,
    )


def _conflicts(viewer: Viewer, policy: str) -> Check:
    rows = SyncConflict.objects.filter(scope(viewer, policy, {}), state=ConflictState.OPEN).order_by("name", "pk")
    found = [
        Finding(
            row.name, row.get_kind_display(), row.theirs, reverse("people:sync_conflict", args=[row.pk]), row.person_id
        )
        for row in rows
    ]
    return Check(
        "conflicts", _("Beda dengan SIMPEG/SIASN"), _("Menunggu diputuskan: data kita atau data mereka."), "warn", found
    )


def _accounts(viewer: Viewer, policy: str, day: dt.date) -> Check:
    """Never signed in, so never activated: nothing of theirs reaches the application."""
    here = Assignment.objects.filter(scope(viewer, policy, {}), person_id=OuterRef("person_id"), valid__contains=day)
    waiting = User.objects.filter(
        Exists(here), is_active=True, password__startswith=UNUSABLE_PASSWORD_PREFIX
    ).select_related("person")
    found = [
        Finding(row.person.name, "", "", reverse("people:account_page", args=[row.person_id]), row.person_id)
        for row in waiting.order_by(F("person__name"), "pk")
        if row.person is not None
    ]
    return Check("accounts", _("Akun belum pernah diaktifkan"), _("Terbitkan kode aktivasinya."), "info", found)
