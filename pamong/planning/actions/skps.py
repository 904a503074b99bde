"""Writes of a plan as a whole: created, submitted, withdrawn, returned, agreed and frozen; dialogue and expectations."""

import datetime as dt
from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pamong.people import queries as people
from pamong.planning.actions._facts import record_agreed
from pamong.planning.enums import Approach, ConductValue, NoteKind
from pamong.planning.events import SkpAgreed
from pamong.planning.models import ConductExpectation, DialogueNote, Skp
from pamong.planning.queries.content import content, frozen_content, gaps
from pamong.planning.queries.cycles import absent_on, excluded_on, left_out
from pamong.planning.queries.posts import goes_on
from pamong.planning.queries.skps import locked_skp, moment_of, running_cycle
from pamong.planning.rules import freeze, smart, states
from pamong.planning.rules.exclusions import free_around
from pamong.platform import events
from pamong.platform.access.errors import Conflict, NotAllowed
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.platform.guard import ACTION
from pamong.platform.live.actions import publish as publish_live
from pamong.platform.notifications.actions import notify
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

NEXT_DAY = dt.timedelta(days=1)
ALREADY = N_("Anda sudah mempunyai SKP untuk jabatan ini.")


@transaction.atomic
def create(*, person_id: int, by: Viewer, approach: str = Approach.QUANTITATIVE, on: dt.date | None = None) -> Skp:
    """Start the plan of a person for his present post in the running cycle of his agency, as a draft.

    It begins with the year or with the post, whichever is later, and leaves out days on which nobody plans; an earlier
    plan of the year ends the day before (PP 30/2019 Ps. 24(3)). Raises NotAllowed for another's plan, Refused without
    post or open cycle or with a plan already.
    """
    if not by.is_system and by.person_id != person_id:
        raise NotAllowed
    day = on or today()
    post = people.current_assignment(person_id, day)
    if post is None:
        raise Refused(
            N_("Jabatan Anda hari ini belum tercatat. Minta admin kepegawaian melengkapinya."), code="tanpa_jabatan"
        )
    cycle = running_cycle(post.agency_id, day)
    if cycle is None:
        raise Refused(
            N_("Siklus kinerja tahun ini belum dibuka. Minta admin kepegawaian membukanya."), code="tanpa_siklus"
        )
    _check_included(cycle.pk, person_id, day)
    starts = max(cycle.starts, post.valid.lower or cycle.starts)
    ends = cycle.ends if post.valid.upper is None else min(cycle.ends, post.valid.upper - NEXT_DAY)
    starts, ends = free_around(day, left_out(cycle, person_id), starts, ends)
    for earlier in (
        Skp.objects.filter(person_id=person_id, starts__lte=ends, ends__gte=starts)
        .select_related("assignment__unit")
        .select_for_update(of=("self",))
    ):
        if earlier.starts >= starts or goes_on(earlier.assignment, post):
            raise Refused(ALREADY, code="sudah_ada")
        earlier.ends = starts - NEXT_DAY
        earlier.save(via=ACTION, update_fields=["ends"])
        audit.record(by=by, verb="skp.ended_by_transfer", target=earlier, ends=earlier.ends)
    try:
        with transaction.atomic():
            skp = Skp.objects.add(
                via=ACTION,
                cycle=cycle,
                person_id=person_id,
                assignment=post,
                assessor_id=post.superior_id,
                approach=Approach(approach),
                starts=starts,
                ends=ends,
            )
    except IntegrityError as error:  # two windows at once: the database lets one through
        raise Refused(ALREADY, code="sudah_ada") from error
    audit.record(by=by, verb="skp.created", target=skp)
    return skp


def _check_included(cycle_id: int, person_id: int, day: dt.date) -> None:
    """Raise Refused for somebody who must not plan an SKP on that day (PP 30/2019 Ps. 23)."""
    row = excluded_on(cycle_id, day).filter(person_id=person_id).first()
    absence = absent_on(day).filter(person_id=person_id).first()
    reason = str(row.get_reason_display()) if row else str(absence.get_kind_display()) if absence else ""
    if reason:
        raise Refused(
            N_("Anda tidak menyusun SKP pada siklus ini: %(reason)s (PP 30/2019 Ps. 23). Bila keliru, hubungi admin."),
            code="dikecualikan",
            reason=reason,
        )


def _carrier(skp: Skp) -> int | None:
    """Set the assessor to the superior of the plan's own days, today's while it runs; answer who carries his duties today.

    Who submits the plan of an earlier post late submits it to the superior he had there.
    """
    day = timezone.localdate(moment_of(skp))
    posting = people.posting_of(skp.person_id, min(max(day, skp.starts), skp.ends))
    if posting is None or posting.superior_id is None:
        return skp.assessor_id
    skp.assessor_id = posting.superior_id
    return posting.carrier_id


@transaction.atomic
def submit(*, skp_id: int, by: Viewer) -> Skp:
    """Hand the plan to the assessor (the present direct superior, or his Plt/Plh).

    Raises NotVisible, Refused when the SMART check finds something that a regulation asks for.
    """
    skp = locked_skp(by, "skp.submit", skp_id)
    skp.state = states.move(skp.state, "submit")
    carrier = _carrier(skp)
    blocking = smart.blocking(gaps(skp, content(skp.pk)))
    if blocking:
        first = blocking[0]
        raise Refused(first.msgid, code=first.code, field=None, **first.params)
    skp.submitted_at = moment_of(skp)
    skp.version += 1
    skp.save(via=ACTION, update_fields=["state", "assessor", "submitted_at", "version"])
    audit.record(by=by, verb="skp.submitted", target=skp)
    _tell(skp, carrier, "planning.submitted", _("%(name)s mengajukan SKP untuk Anda periksa.") % {"name": by.name}, by)
    return skp


def _tell(skp: Skp, person_id: int | None, kind: str, text: str, by: Viewer) -> None:
    if person_id is None:
        return
    page = "planning:review" if kind == "planning.submitted" else "planning:skp"
    key = f"{kind}:{skp.pk}:{skp.version}"
    notify(person_id=person_id, kind=kind, text=text, url=reverse(page, args=[skp.pk]), key=key, by=by)


@transaction.atomic
def withdraw(*, skp_id: int, by: Viewer) -> Skp:
    """Take a submitted plan back to a draft, so that it can be changed. Raises NotVisible, Refused."""
    skp = locked_skp(by, "skp.submit", skp_id)
    skp.state = states.move(skp.state, "withdraw")
    skp.version += 1
    skp.save(via=ACTION, update_fields=["state", "version"])
    audit.record(by=by, verb="skp.withdrawn", target=skp)
    publish_live(topic=f"board:{skp.assessor_id}", data={"skp": skp.pk})
    return skp


def _decider(skp: Skp, by: Viewer) -> tuple[int, int | None]:
    """Who decides (person id), and for whom if he is Plt/Plh."""
    decider = skp.assessor_id if by.is_system else by.person_id
    if decider is None:
        raise NotAllowed
    return decider, skp.assessor_id if decider != skp.assessor_id else None


def _check_seen(skp: Skp, version: int | None) -> None:
    if version is not None and version != skp.version:
        raise Conflict(
            mine={_("Versi yang Anda baca"): str(version)},
            theirs={_("Versi sekarang"): str(skp.version)},
            by=skp.person.name,
        )


@transaction.atomic
def send_back(*, skp_id: int, note: str, by: Viewer, version: int | None = None) -> Skp:
    """Return a submitted plan with a note that says what to change. Raises NotVisible, Refused, Conflict."""
    skp = locked_skp(by, "skp.decide", skp_id)
    _check_seen(skp, version)
    skp.state = states.move(skp.state, "return")
    if not note.strip():
        raise Refused(N_("Tulis apa yang perlu diperbaiki, supaya pegawai tahu langkahnya."), field="note")
    decider, acting_for = _decider(skp, by)
    skp.version += 1
    skp.save(via=ACTION, update_fields=["state", "version"])
    DialogueNote.objects.add(via=ACTION, skp=skp, author_id=decider, kind=NoteKind.RETURN, text=note.strip())
    audit.record(by=by, verb="skp.returned", target=skp, acting_for=acting_for)
    _tell(skp, skp.person_id, "planning.returned", _("SKP Anda dikembalikan dengan catatan. Baca dan perbaiki."), by)
    return skp


@transaction.atomic
def agree(*, skp_id: int, by: Viewer, note: str = "", version: int | None = None) -> Skp:
    """Agree to a submitted plan and freeze it: both sides as they are today, the content, and the digest of it all.

    ``version`` is the one the assessor read. A Plt/Plh agrees in his own name for the assessor. Raises NotVisible,
    Refused, Conflict.
    """
    skp = locked_skp(by, "skp.decide", skp_id)
    _check_seen(skp, version)
    skp.state = states.move(skp.state, "agree")
    decider, acting_for = _decider(skp, by)
    day = timezone.localdate(moment_of(skp))
    sides = people.snapshots(skp.person_id, decider, *([acting_for] if acting_for else []), on=day)
    frozen = {
        "employee": sides[skp.person_id],
        "assessor": sides[acting_for or decider],
        "acting": sides[decider] if acting_for else None,
        "content": frozen_content(skp, content(skp.pk)),
    }
    skp.frozen, skp.content_hash = frozen, freeze.digest(frozen)
    skp.agreed_at, skp.agreed_by_id = moment_of(skp), decider
    skp.version += 1
    fields = ["state", "version", "frozen", "content_hash", "agreed_at", "agreed_by"]
    skp.save(via=ACTION, update_fields=fields)
    if note.strip():
        DialogueNote.objects.add(via=ACTION, skp=skp, author_id=decider, kind=NoteKind.AGREE, text=note.strip())
    audit.record(by=by, verb="skp.agreed", target=skp, acting_for=acting_for, content_hash=skp.content_hash)
    record_agreed([skp], by)
    _tell(skp, skp.person_id, "planning.agreed", _("SKP Anda disetujui."), by)
    events.publish(SkpAgreed(skp.pk, skp.cycle_id, by))
    return skp


@transaction.atomic
def write_note(*, skp_id: int, text: str, by: Viewer) -> DialogueNote:
    """Write a note of the performance dialogue, in any state; the other side is told. Raises NotVisible, Refused."""
    skp = locked_skp(by, "skp.note", skp_id)
    if not text.strip():
        raise Refused(N_("Tulis catatannya dahulu."), field="text")
    if by.person_id is None:
        raise NotAllowed
    note = DialogueNote.objects.add(via=ACTION, skp=skp, author_id=by.person_id, text=text.strip())
    audit.record(by=by, verb="skp.noted", target=skp)
    other = skp.person_id
    if by.person_id == skp.person_id:
        other = people.carrier_of(skp.assessor_id) if skp.assessor_id else 0
    if other:
        told = _("%(name)s menulis catatan pada SKP.") % {"name": by.name}
        url = reverse("planning:skp", args=[skp.pk]) + "#dialog"
        notify(person_id=other, kind="planning.noted", text=told, url=url, key=f"planning.noted:{note.pk}", by=by)
    return note


@transaction.atomic
def set_expectations(*, skp_id: int, texts: Mapping[str, str], by: Viewer, seen: str | None = None) -> Skp:
    """Write the leader's special expectations, by BerAKHLAK value ('' for all values); an empty text takes one away.

    ``seen`` is the digest of what the form showed when it was opened. Raises NotVisible, Refused, Conflict.
    """
    skp = locked_skp(by, "skp.expect", skp_id)
    states.check_expectations_open(skp.state)
    known = ["", *ConductValue.values]
    wanted = {value: texts[value].strip() for value in known if texts.get(value, "").strip()}
    present = {e.value: e for e in ConductExpectation.objects.filter(skp=skp)}
    theirs = {value: e.text for value, e in present.items()}
    if seen is not None and seen != freeze.digest(theirs):
        raise Conflict(mine=_named(wanted), theirs=_named(theirs))
    gone = [e.pk for value, e in present.items() if wanted.get(value) != e.text]
    ConductExpectation.objects.filter(pk__in=gone).delete(via=ACTION)
    fresh = [ConductExpectation(skp=skp, value=v, text=t) for v, t in wanted.items() if theirs.get(v) != t]
    ConductExpectation.objects.bulk_create(fresh, via=ACTION)
    if fresh or gone:
        audit.record(by=by, verb="skp.expectations_set", target=skp, acting_for=_decider(skp, by)[1])
        text = _("Pejabat penilai menulis ekspektasi perilaku kerja pada SKP Anda.")
        url, key = (
            reverse("planning:skp", args=[skp.pk]) + "#perilaku",
            f"planning.expectations:{skp.pk}:{freeze.digest(wanted)[:16]}",
        )
        notify(person_id=skp.person_id, kind="planning.expectations", text=text, url=url, key=key, by=by)
    return skp


def _named(texts: Mapping[str, str]) -> dict[str, str]:
    return {str(ConductValue(v).label) if v else _("Untuk semua nilai"): text for v, text in texts.items()}
