"""Proof photos: what makes one ask, that it must be explained, and that nothing of the photo's own words stays."""

import datetime as dt
import io
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from PIL import Image

from pamong.platform.files.rules import look, origin
from pamong.rulebook.errors import Refused
from pamong.voice.complaints import actions, queries
from pamong.voice.complaints.models import Complaint, Photo
from pamong.voice.complaints.rules import closing, proof
from tests.voice import builder
from tests.voice.builder import Catalogue
from tests.voice.photographs import scene, taken
from tests.world import World


def camera(*parts: int) -> dt.datetime:
    """A camera's clock: no zone."""
    return dt.datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001


HERE = (-7.33100, 110.50800)
KM = 1 / 111.19  # degrees of latitude
DAY = dt.date(2026, 11, 20)
NOON = camera(2026, 11, 8, 12)


def bytes_of(upload: SimpleUploadedFile) -> bytes:
    upload.seek(0)
    return bytes(upload.read())


def look_at(image: Image.Image) -> look.Look:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85)
    found = look.look_of(out.getvalue())
    assert found is not None
    return found


# --- how a picture looks ---


@pytest.mark.parametrize("seed", range(12))
def test_the_same_picture_smaller_and_worse_looks_the_same(seed: int) -> None:
    image = scene(seed)
    out = io.BytesIO()
    image.resize((300, 225)).save(out, "JPEG", quality=35)
    with Image.open(out) as again:
        assert look.distance(look_at(image), look_at(again)) <= proof.NEAR


def test_other_pictures_look_different() -> None:
    looks = [look_at(scene(seed)) for seed in range(40)]
    pairs = [look.distance(a, b) for n, a in enumerate(looks) for b in looks[:n]]
    assert min(pairs) > proof.NEAR


def test_an_even_picture_has_no_look() -> None:
    out = io.BytesIO()
    Image.new("RGB", (200, 200), (90, 90, 92)).save(out, "PNG")
    assert look.look_of(out.getvalue()) is None


def test_a_look_fits_the_database() -> None:
    for seed in range(30):
        for part in look_at(scene(seed)):
            assert -(2**63) <= part < 2**63


# --- what a picture tells of itself ---


def test_place_time_and_program_are_read() -> None:
    told = origin.read(bytes_of(taken(scene(1), when=NOON, where=HERE, program="Adobe Photoshop 25.0")), "jpg")
    assert told.taken == NOON
    assert told.latitude == pytest.approx(HERE[0], abs=1e-5)
    assert told.longitude == pytest.approx(HERE[1], abs=1e-5)
    assert told.editor == "Photoshop"


@pytest.mark.parametrize("program", ["HDR+ 1.0.345618096zd", "18.1", "", "Xiaomi"])
def test_a_cameras_own_program_is_no_editor(program: str) -> None:
    assert origin.read(bytes_of(taken(scene(1), program=program)), "jpg").editor == ""


def test_the_program_may_stand_in_the_xmp() -> None:
    xmp = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><a xmp:CreatorTool="Snapseed 2.19"/></x:xmpmeta>'
    assert origin.read(bytes_of(taken(scene(1), xmp=xmp)), "jpg").editor == "Snapseed"
    made = '<a Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"/>'
    assert origin.read(bytes_of(taken(scene(1), xmp=made)), "jpg").is_made


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"x" * 900])
def test_broken_pictures_tell_nothing(content: bytes) -> None:
    for kind in ("jpg", "png", "webp"):
        assert origin.read(content, kind) == origin.Origin()


# --- what follows from it ---


def asked(told: origin.Origin, **where: Any) -> list[proof.Finding]:
    return proof.of_origin(told, **{"point": HERE, "place": None, "received": DAY, **where})


@pytest.mark.parametrize(("away", "km"), [(0.2, None), (0.45, None), (0.6, 0.6), (2.3, 2.3), (120, 120.0)])
def test_taken_elsewhere(away: float, km: float | None) -> None:
    told = origin.Origin(latitude=HERE[0] + away * KM, longitude=HERE[1])
    assert asked(told) == ([{"code": "elsewhere", "km": km}] if km else [])


def test_a_kelurahan_is_wide() -> None:
    told = origin.Origin(latitude=HERE[0] + 10 * KM, longitude=HERE[1])
    assert asked(told, point=None, place=HERE) == []
    assert asked(told, point=None, place=None) == []
    far = origin.Origin(latitude=HERE[0] + 16 * KM, longitude=HERE[1])
    assert [f["code"] for f in asked(far, point=None, place=HERE)] == ["elsewhere"]


@pytest.mark.parametrize(("days", "found"), [(0, None), (-1, None), (1, 1), (12, 12)])
def test_taken_earlier(days: int, found: int | None) -> None:
    told = origin.Origin(taken=dt.datetime.combine(DAY - dt.timedelta(days=days), dt.time(9)))
    assert asked(told) == ([{"code": "earlier", "days": found}] if found else [])


def test_every_finding_has_a_question_in_words() -> None:
    findings: list[proof.Finding] = [
        {"code": "reused", "case": "1"},
        {"code": "alike"},
        {"code": "elsewhere", "km": 2.3},
        {"code": "earlier", "days": 12},
        {"code": "edited", "editor": "GIMP"},
        {"code": "made"},
    ]
    assert {f["code"] for f in findings} == set(proof.QUESTIONS)
    said = queries.proof.questions_of(findings)
    assert "2,3 km" in said[2]
    assert "12 hari sebelum laporan" in said[3]


# --- in a case ---


@pytest.fixture
def case(world: World, cat: Catalogue) -> Complaint:
    """Given to the employee; the reporter's own photo is scene 1, taken at a point."""
    made = builder.assigned(world, cat, latitude=Decimal("-7.331"), longitude=Decimal("110.508"))
    actions.attach(complaint=made, uploads=[taken(scene(1))], kind=builder.PhotoKind.REPORT, by=builder.CITIZEN)
    return made


def decide(world: World, case: Complaint, upload: SimpleUploadedFile, explained: str = "") -> Photo:
    by = world.viewer("employee")
    actions.decide(complaint=case, decision=builder.UPHELD, photos=[upload], explained=explained, by=by)
    return Photo.objects.get(complaint=case, kind="proof")


def test_an_honest_photo_is_not_asked_about(world: World, case: Complaint) -> None:
    kept = decide(world, case, taken(scene(2), where=HERE, when=camera(2099, 1, 1), program="HDR+ 1.0"), "tak perlu")
    assert (kept.findings, kept.explained) == ([], "")


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (lambda: taken(scene(1).resize((400, 300)), quality=60), "foto pelapor"),
        (lambda: taken(scene(3), where=(HERE[0] + 2.3 * KM, HERE[1])), "2,3 km"),
        (lambda: taken(scene(3), when=camera(2020, 1, 1)), "sebelum laporan"),
        (lambda: taken(scene(3), program="GIMP 2.10"), "GIMP"),
    ],
    ids=["near-copy", "elsewhere", "earlier", "edited"],
)
def test_what_is_asked_must_be_explained(world: World, case: Complaint, upload: Any, words: str) -> None:
    with pytest.raises(Refused) as refused:
        decide(world, case, upload())
    assert refused.value.field == "explained"
    assert words in str(refused.value)
    case.refresh_from_db()
    assert case.state == "assigned"
    assert not Photo.objects.filter(kind="proof").exists()
    kept = decide(world, case, upload(), "Alat diperbaiki di bengkel.")
    assert len(kept.findings) == 1
    assert kept.explained == "Alat diperbaiki di bengkel."


def test_a_photo_used_before_is_asked_about(world: World, cat: Catalogue, case: Complaint) -> None:
    other = builder.assigned(world, cat)
    decide(world, other, taken(scene(7)))
    again = taken(scene(7).resize((500, 375)), quality=50)
    with pytest.raises(Refused, match="sudah pernah dikirim"):
        decide(world, case, again)
    kept = decide(world, case, again, "Satu perbaikan untuk dua laporan.")
    assert kept.findings == [{"code": "reused", "case": str(other.pk)}]
    page = queries.case_page(world.viewer("officer"), case.pk)
    place = [p.kind for p in page.photos].index("proof") + 1  # pictures of a day stand in no order
    assert [(a.number, a.explained) for a in page.asked] == [(place, "Satu perbaikan untuk dua laporan.")]
    assert other.number in page.asked[0].questions[0]


def test_a_case_out_of_sight_is_not_named(world: World, cat: Catalogue, case: Complaint) -> None:
    hidden = builder.received(cat)
    actions.attach(complaint=hidden, uploads=[taken(scene(7))], kind=builder.PhotoKind.REPORT, by=builder.CITIZEN)
    decide(world, case, taken(scene(7)), "Sama tempatnya.")
    page = queries.case_page(world.viewer("employee"), case.pk)
    assert hidden.number not in page.asked[0].questions[0]


def test_the_very_same_even_picture_is_known_by_its_bytes(world: World, cat: Catalogue, case: Complaint) -> None:
    plain = Image.new("RGB", (300, 200), (12, 80, 40))
    decide(world, builder.assigned(world, cat), taken(plain))
    with pytest.raises(Refused, match="sudah pernah dikirim"):
        decide(world, case, taken(plain))


def test_a_visit_is_asked_likewise(world: World, cat: Catalogue) -> None:
    case = builder.answered(world, cat)
    by = world.viewer("officer")
    old = taken(scene(9), when=camera(2020, 1, 1))
    with pytest.raises(Refused, match="sebelum laporan"):
        actions.visited(complaint=case, text="Menyala.", photos=[old], by=by)
    actions.visited(complaint=case, text="Menyala.", photos=[old], explained="Jam kamera salah.", by=by)
    assert Photo.objects.get(complaint=case, kind="proof").findings[0]["code"] == "earlier"


def test_a_reporters_photo_is_never_read_for_its_origin(world: World, cat: Catalogue) -> None:
    case = builder.received(cat)
    actions.attach(
        complaint=case,
        uploads=[taken(scene(4), when=NOON, where=(1.0, 2.0), program="Photoshop")],
        kind=builder.PhotoKind.REPORT,
        by=builder.CITIZEN,
    )
    assert Photo.objects.get(complaint=case).findings == []


def test_only_what_follows_is_kept(world: World, case: Complaint) -> None:
    kept = decide(world, case, taken(scene(5), where=(HERE[0] + 2.3 * KM, HERE[1]), program="Snapseed KENARI"), "Ya.")
    assert kept.findings == [{"code": "elsewhere", "km": 2.3}, {"code": "edited", "editor": "Snapseed"}]


def test_the_database_wants_an_explanation_too(world: World, case: Complaint) -> None:
    kept = decide(world, case, taken(scene(6)))
    with pytest.raises(IntegrityError), transaction.atomic():
        Photo.objects.filter(pk=kept.pk).update(via=builder.ACTION, findings=[{"code": "alike"}])


def test_a_long_explanation_is_refused(world: World, case: Complaint) -> None:
    with pytest.raises(Refused, match="500"):
        decide(world, case, taken(scene(6)), "a" * 501)


# --- on the page, and in the draw ---


def test_the_page_asks_and_shows_the_answer(world: World, case: Complaint) -> None:
    client = world.client("employee")
    address = f"/pengaduan/{case.pk}/"
    page = client.get(address).content.decode()
    assert "Penjelasan tentang foto" not in page
    case.refresh_from_db()
    parts = {k: getattr(builder.UPHELD, k) for k in ("outcome", "answer", "cause", "remedy", "prevention", "proof")}
    sent = {**parts, "version": case.version}
    answer = client.post(f"{address}putus/", {**sent, "photo": taken(scene(3), program="GIMP 2.10")})
    assert answer.status_code == 422
    words = answer.content.decode()
    assert "Penjelasan tentang foto" in words
    assert "GIMP" in words
    done = client.post(
        f"{address}putus/", {**sent, "photo": taken(scene(3), program="GIMP 2.10"), "explained": "Dipotong."}
    )
    assert done.status_code == 303
    shown = client.get(address).content.decode()
    assert "Pertanyaan tentang foto bukti" in shown
    assert "Dipotong." in shown


def test_the_draw_takes_what_was_asked_about_first() -> None:
    numbers = [f"P-{n:04d}-AAAA" for n in range(40)]
    plain = closing.draw("2026-10", numbers, 10)
    assert len(plain) == 4
    flagged = frozenset(n for n in numbers if n not in plain)
    first = frozenset(sorted(flagged)[:3])
    drawn = closing.draw("2026-10", numbers, 10, first)
    assert first < set(drawn)
    assert drawn[3] == plain[0]
    assert closing.draw("2026-10", reversed(numbers), 10, first) == drawn


def test_the_inspectorates_list_shows_it(world: World, case: Complaint) -> None:
    decide(world, case, taken(scene(3), program="GIMP 2.10"), "Dipotong.")
    case.refresh_from_db()
    actions.confirm(complaint=case, by=builder.CITIZEN)
    case.refresh_from_db()
    assert case.closed_day is not None
    actions.draw(month=case.closed_day, by=builder.BY)
    assert "foto ditanyakan" in world.client("inspector").get("/pengaduan/inspeksi/").content.decode()
    assert queries.proof.questioned_numbers([case.number]) == {case.number}
