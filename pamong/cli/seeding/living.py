"""Two agencies in the middle of their year: agreed plans, logged days, feedback, and an evaluation under way."""

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from pamong.appraisal import actions as appraisal
from pamong.appraisal import queries as appraisal_queries
from pamong.cli.seeding import attending, plans, presence, programmes, stories, talks
from pamong.cli.seeding import offices as o
from pamong.cli.seeding.days import ZONE, Diary, Span
from pamong.cli.seeding.folk import Planned
from pamong.cli.seeding.plans import Working
from pamong.cli.seeding.roles import CLINIC, LICENSING
from pamong.feedback import actions as feedback
from pamong.feedback.enums import FeedbackKind
from pamong.people import queries as people
from pamong.people.actions.bulk import Added
from pamong.planning import actions as planning
from pamong.platform.access.viewer import Viewer
from pamong.platform.calendar.queries import now
from pamong.worklog.actions.bulk import NewEntry, add_entries

ALIVE = (o.HEALTH_OFFICE, o.PERSONNEL_OFFICE)
CLOSELY = (LICENSING, "Bidang Penilaian Kinerja dan Penghargaan")  # units whose whole last quarter is written
RECENT_DAYS = 21
RECENT_SHARE = 0.45  # of the days, people elsewhere write something
SIGNED, RATED, ASSESS_THEMSELVES = 1, 3, 6  # of the staff of each of those units, in order
PRAISE = (
    "Pemohon yang saya temui berterima kasih atas penjelasan Anda. Pertahankan.",
    "Berkas selesai sebelum batas waktu dan lengkap. Terima kasih.",
    "Kerja sama yang baik saat loket sedang ramai.",
)
NOTE = (
    "Mohon catat nomor register di setiap catatan harian supaya mudah diperiksa.",
    "Ada dua pemohon yang menunggu lebih dari tiga hari. Kita bahas bersama Senin.",
)
ADVICE = ("Coba siapkan daftar syarat satu halaman untuk pemohon, lalu kita pasang di loket.",)
ABOVE_REASON = "Target terlampaui dan waktu verifikasi lebih singkat dari yang disepakati."
SELF_TEXT = "Berkas masuk triwulan ini lebih banyak dari biasanya. Semua selesai dalam dua hari kerja."


@dataclass(frozen=True)
class Year:
    """What the calendar allows today. ``quarter`` is the last one that has ended this year, 0 in the first months."""

    moment: dt.datetime

    @property
    def today(self) -> dt.date:
        return self.moment.astimezone(ZONE).date()

    @property
    def quarter(self) -> int:
        return (self.today.month - 1) // 3

    @property
    def agreed_at(self) -> dt.datetime:
        return min(self.moment, dt.datetime(self.today.year, 1, 20, 10, tzinfo=ZONE))

    @property
    def close_span(self) -> Span:
        """From the start of the last full quarter (or of the year) to today."""
        first = dt.date(self.today.year, max(1, 3 * self.quarter - 2), 1)
        return Span(max(first, self.agreed_at.date()), self.today, self.moment)

    @property
    def recent_span(self) -> Span:
        first = self.today - dt.timedelta(days=RECENT_DAYS)
        return Span(max(first, dt.date(self.today.year, 1, 1)), self.today, self.moment)


def bring_to_life(folk: Sequence[Planned], added: Added, rng: random.Random, *, by: Viewer) -> None:
    """Fill the two agencies up to this moment; needs their people and an open transaction."""
    year = Year(now())
    written = programmes.write_plans(added.agencies, on=year.today, by=by)
    for name in ALIVE:
        members = [p for p in folk if p.agency == name]
        cycle = planning.open_cycle(agency_id=added.agencies[name], year=year.today.year, by=by)
        working = plans.agree(members, added, cycle_id=cycle.pk, agreed_at=year.agreed_at, on=year.today, by=by)
        programmes.link_heads(working, written, _viewer)
        moving = stories.mover(working, year.today)
        entries = _days([w for w in working if w is not moving], added, year, rng)
        ids = add_entries(entries=entries, by=by)
        closely = [w for w in working if w.planned.units[-1] in CLOSELY]
        _feedback(closely, dict(zip(ids, entries, strict=True)), rng, by)
        presence.fill(working, closely, {name: added.agencies[name]}, today=year.today, rng=rng, by=by)
        stories.revise(working, _viewer, on=year.today)
        if moving is not None:
            stories.move(moving, added, _viewer, on=year.today, by=by)
        clinic = [w for w in working if w.planned.units[-1] == CLINIC]
        attending.roster(clinic, added.agencies[name], today=year.today, viewer=_viewer, by=by)
        attending.taps(working, added.agencies[name], today=year.today, rng=rng)
        talks.fill(closely, today=year.today, rng=rng, viewer=_viewer, running=name != ALIVE[0])
        if year.quarter:
            evaluate(cycle.pk, year.quarter, closely, by)


def _days(working: Sequence[Working], added: Added, year: Year, rng: random.Random) -> list[NewEntry]:
    diary = Diary(rng, added, year.moment)
    closely = [w for w in working if w.planned.units[-1] in CLOSELY]
    others = [w for w in working if w not in closely]
    found = list(diary.write(closely, year.close_span.days(), 0.9))
    return found + list(diary.write(others, year.recent_span.days(), RECENT_SHARE))


def _feedback(team: Sequence[Working], entries: dict[int, NewEntry], rng: random.Random, by: Viewer) -> None:
    """Praise, notes and advice of superiors, on entries of the last weeks and in general."""
    rows: list[feedback.FeedbackRow] = []
    for working in team:
        own = [(pk, e) for pk, e in entries.items() if e.person_id == working.person_id and e.state == "accepted"]
        assignment = people.current_assignment(working.person_id)
        if working.superior is None or assignment is None:
            continue
        for pk, entry in rng.sample(own, min(3, len(own))):
            kind, texts = rng.choice(
                ((FeedbackKind.PRAISE, PRAISE), (FeedbackKind.NOTE, NOTE), (FeedbackKind.ADVICE, ADVICE))
            )
            rows.append(
                feedback.FeedbackRow(
                    assignment=assignment,
                    giver_id=working.superior,
                    kind=kind,
                    text=rng.choice(texts),
                    source=f"worklog.entry:{pk}",
                    source_label=entry.text,
                    day=entry.day,
                )
            )
    feedback.load(rows=rows, by=by)


def evaluate(cycle_id: int, quarter: int, team: Sequence[Working], by: Viewer) -> None:
    """The last full quarter: opened for all; in the closely written units some assess themselves, some are rated, one is final."""
    appraisal.open_period(cycle_id=cycle_id, kind="quarter", number=quarter, by=by)
    staff = [w for w in team if not w.planned.is_head]
    for number, working in enumerate(staff[:ASSESS_THEMSELVES]):
        own = _viewer(working.planned.person.nip)
        found = appraisal_queries.mine(own).get(cycle_id=cycle_id, kind="quarter", period_no=quarter)
        appraisal.assess_self(pk=found.pk, text=SELF_TEXT, lines={}, by=own)
        if number < RATED and working.planned.superior is not None:
            _rate(found.pk, _viewer(working.planned.superior), above=number == 0)
        if number < SIGNED:
            url, words = settings.PUBLIC_URL, "Terima kasih atas penilaiannya."
            appraisal.acknowledge(pk=found.pk, version=1, answer=words, base_url=url, by=own)


def _rate(pk: int, assessor: Viewer, *, above: bool) -> None:
    chosen = appraisal.Chosen(
        results_rating="di_atas" if above else "sesuai",
        conduct_rating="sesuai",
        results_reason=ABOVE_REASON if above else "",
    )
    appraisal.rate(pk=pk, version=0, chosen=chosen, by=assessor)


def _viewer(nip: str) -> Viewer:
    """The person's own viewer, as his account carries it."""
    account = people.user_by_name(nip)
    if account is None:
        raise LookupError(f"no account {nip}")
    return people.viewer_for_user(account)
