"""Which times of an entry are believed. Plausibility, not law: nothing here is a sanction, and every refusal says what to do.

Sixteen hours leave room for the longest turn of duty in health and fire offices with its handover.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

MOST = timedelta(hours=16)  # of one entry, and of all entries that start on one day


@dataclass(frozen=True)
class Worked:
    """An entry of the same person that stands already."""

    id: int
    text: str
    day: date
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Span:
    """The times of a new entry. ``day`` is the civil day of the start in ``zone``."""

    day: date
    starts_at: datetime
    ends_at: datetime
    zone: tzinfo


def span(*, day: date, starts: time, ends: time, next_day: bool, zone: tzinfo) -> Span:
    """Times as typed, made into moments. Raises Refused when the end does not come after the start."""
    if next_day and ends > starts:
        raise Refused(
            N_(
                "Dari %(start)s sampai %(end)s keesokan harinya lebih dari 24 jam. Hapus centang “selesai keesokan hari”."
            ),
            field="ends",
            code="jam_selesai",
            start=starts,
            end=ends,
        )
    if not next_day and ends <= starts:
        raise Refused(
            N_(
                "Jam selesai %(end)s harus setelah jam mulai %(start)s."
                " Bila pekerjaan melewati tengah malam, centang “selesai keesokan hari”."
            ),
            field="ends",
            code="jam_selesai",
            start=starts,
            end=ends,
        )
    last = day + timedelta(days=1) if next_day else day
    return Span(day, datetime.combine(day, starts, zone), datetime.combine(last, ends, zone), zone)


def check(*, new: Span, now: datetime, others: Iterable[Worked]) -> None:
    """Refuse future, impossibly long and overlapping times. ``others`` are the person's standing entries nearby."""
    if new.ends_at > now:
        raise Refused(
            N_("Jam selesai %(end)s belum lewat; sekarang %(now)s. Catat pekerjaan setelah selesai dikerjakan."),
            field="day" if new.day > now.astimezone(new.zone).date() else "ends",
            code="belum_terjadi",
            end=new.ends_at.astimezone(new.zone),
            now=now.astimezone(new.zone),
        )
    length = new.ends_at - new.starts_at
    if length > MOST:
        raise Refused(
            N_(
                "Lama pekerjaan ini %(length)s, lebih dari 16 jam. Periksa jamnya, atau pecah menjadi beberapa catatan."
            ),
            field="ends",
            code="terlalu_lama",
            length=spoken(length),
        )
    standing = list(others)
    _check_overlap(new, standing)
    total = length + sum((o.ends_at - o.starts_at for o in standing if o.day == new.day), timedelta())
    if total > MOST:
        raise Refused(
            N_(
                "Dengan catatan ini jumlah jam pada %(day)s menjadi %(length)s, lebih dari 16 jam. Periksa kembali jam mulai dan selesai."
            ),
            field="ends",
            code="terlalu_lama",
            day=new.day,
            length=spoken(total),
        )


def _check_overlap(new: Span, standing: Iterable[Worked]) -> None:
    for other in standing:
        if other.starts_at < new.ends_at and new.starts_at < other.ends_at:
            raise overlap(other, new.zone)


def overlap(other: Worked, zone: tzinfo) -> Refused:
    """The refusal that names the entry in the way."""
    return Refused(
        N_(
            "Waktu ini bertumpang tindih dengan catatan Anda “%(text)s” pukul %(start)s–%(end)s. Ubah jamnya, atau perbaiki catatan itu."
        ),
        field="starts",
        code="bertumpang_tindih",
        text=other.text if len(other.text) <= 60 else f"{other.text[:59]}…",
        start=other.starts_at.astimezone(zone).timetz().replace(tzinfo=None),
        end=other.ends_at.astimezone(zone).timetz().replace(tzinfo=None),
    )


def spoken(length: timedelta) -> str:
    """17 jam 30 menit (parts that are nothing are left out)."""
    hours, minutes = divmod(int(length.total_seconds() // 60), 60)
    parts = [f"{hours} jam" if hours else "", f"{minutes} menit" if minutes or not hours else ""]
    return " ".join(part for part in parts if part)
