"""What officers of the example do with cases, in words and pictures that fit the matter; and what the whole of them shows."""

import datetime as dt
import random
import tomllib
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from pamong.cli.seeding import scenes
from pamong.people.models import Person
from pamong.platform.access.viewer import Viewer
from pamong.platform.calendar.queries import today
from pamong.rulebook.errors import Refused
from pamong.voice.complaints import actions
from pamong.voice.complaints.enums import PhotoKind
from pamong.voice.complaints.queries import Complaint
from pamong.voice.following import actions as following
from pamong.voice.following.queries import Subject
from pamong.voice.insight import actions as insight
from pamong.voice.insight import queries as signals

WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
SAME_SPOT = "Foto dari regu teknis, diambil dari tempat yang sama dengan foto sebelumnya."


def reported(case: Complaint, rng: random.Random) -> None:
    """Perhaps a picture of what is wrong."""
    if rng.random() < 0.6 and (picture := scenes.photo(case.category.code, rng, mended=False)):
        actions.attach(complaint=case, uploads=[picture], kind=PhotoKind.REPORT, by=Viewer.anonymous())


def shown(case: Complaint, rng: random.Random, *, by: Viewer) -> None:
    """Most cases are cleared for the public, with their pictures."""
    if case.category.is_public and rng.random() < 0.8:
        pictures = list(case.photos.values_list("pk", flat=True))
        actions.moderate(complaint=case, show=True, text=case.text, photos=pictures, by=by)


def explained(case: Complaint, rng: random.Random, *, by: Viewer) -> None:
    """Every other case is explained in public."""
    if rng.random() < 0.5:
        actions.explain(complaint=case, text=rng.choice(WORDS[case.category.code]["explain"]), by=by)


def pictured(case: Complaint, *, by: Viewer) -> None:
    """The officer clears the pictures of what was mended too."""
    case.refresh_from_db()
    if case.is_public:
        pictures = list(case.photos.values_list("pk", flat=True))
        actions.moderate(complaint=case, show=True, text=case.public_text, photos=pictures, by=by)


def promised(case: Complaint, day: dt.date, rng: random.Random, *, by: Viewer) -> None:
    """Not done yet, and why."""
    actions.promise(complaint=case, day=day, text=rng.choice(WORDS[case.category.code]["promise"]), by=by)


def decided(case: Complaint, rng: random.Random, *, by: Viewer) -> None:
    """The decision, with a picture of what was mended where there is something to see."""
    given = actions.Decision(**rng.choice(WORDS[case.category.code]["decision"]))
    picture = scenes.photo(case.category.code, rng, mended=True) if given.remedy else None
    _with_proof(
        picture, lambda photos, why: actions.decide(complaint=case, decision=given, photos=photos, explained=why, by=by)
    )


def visited(case: Complaint, rng: random.Random, *, by: Viewer) -> None:
    """Somebody else looked on the spot."""
    text = "Diperiksa langsung, keadaannya sesuai tanggapan."
    picture = scenes.photo(case.category.code, rng, mended=True) or scenes.photo("fasilitas", rng, mended=True)
    _with_proof(
        picture, lambda photos, why: actions.visited(complaint=case, text=text, photos=photos, explained=why, by=by)
    )


def _with_proof(picture: SimpleUploadedFile | None, act: Any) -> None:
    """As an officer does it: where the picture makes one ask, it is explained and sent once more."""
    if picture is None:
        act([], "")
        return
    try:
        act([picture], "")
    except Refused as refused:
        if refused.code != "foto_ditanyakan":
            raise
        picture.seek(0)
        act([picture], SAME_SPOT)


def look_into(officer: Viewer, leader: Person | None) -> bool:
    """An inquiry into the first signal, with a first note; answers whether there was one."""
    signal = signals.signals(officer, "new").order_by("kind", "pk").last()
    if signal is None or leader is None:
        return False
    question = "Mengapa keluhan yang sama datang berulang dari tempat yang berdekatan, dan apa yang mencegahnya?"
    inquiry = insight.open_inquiry(
        signal=signal, question=question, owner=leader, due=today() + dt.timedelta(days=21), by=officer
    )
    note = "Semua laporan menyebut jaringan kabel yang sama. Catatan periksa tiga bulan terakhir sudah diminta dari regu teknis."
    insight.add_note(inquiry=inquiry, text=note, by=officer)
    return True


def followed(cases: list[Complaint], staff: Viewer) -> None:
    """A member of staff follows a case and an area; a citizen has asked to, and has a mail to answer."""
    if not cases:
        return
    following.follow_here(subject=Subject(cases[0]), by=staff)
    following.follow_here(subject=Subject(category=cases[0].category), by=staff)
    following.ask(subject=Subject(cases[0]), address="tetangga@contoh.example", by=Viewer.anonymous())
