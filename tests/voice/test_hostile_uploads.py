"""Hostile uploads on every way a photo can come: refused in plain Indonesian or drawn anew; never kept as sent, never a 500."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from pamong.platform.files.models import StoredFile
from pamong.rulebook.errors import Refused
from pamong.voice.complaints import actions
from pamong.voice.complaints.models import Complaint, DraftPhoto, Photo
from tests.voice import builder
from tests.voice.builder import Catalogue, PhotoKind
from tests.voice.hostile_files import MARK, Sent, known, picture, turned
from tests.voice.test_pages import REPORT, hidden
from tests.world import KeyedClient, World

FILES = known()
SIGNS = (b"<script", b"<svg", b"<?php", b"%PDF", b"PK\x03\x04", b"Exif\x00", b"photoshop", b"http://ns.adobe.com", MARK)
FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}


def upload(sent: Sent) -> SimpleUploadedFile:
    return SimpleUploadedFile(sent.name, sent.content, content_type="image/jpeg")


def check_clean(content: bytes, preview: bytes, kind: str) -> None:
    """Only a picture: one frame, no words, no place, nothing after its end."""
    for part, expected in ((content, FORMATS[kind]), (preview, "JPEG")):
        for sign in SIGNS:
            assert sign not in part, sign
        with Image.open(BytesIO(part)) as image:
            image.load()
            assert image.format == expected
            assert not image.getexif()
            assert getattr(image, "n_frames", 1) == 1
            assert not {"xmp", "icc_profile", "comment", "exif", "photoshop", "Comment"} & set(image.info)


def test_there_are_three_hundred_of_them() -> None:
    assert len(FILES) + len(list(turned())) >= 300
    assert sum(sent.taken for sent in FILES) >= 90
    assert sum(MARK in sent.content for sent in FILES if sent.taken) >= 50


def kept_by_draft(sent: Sent, _case: Complaint) -> tuple[bytes, bytes, str]:
    row = actions.add_draft_photo(token=actions.draw_token(), upload=upload(sent), by=builder.CITIZEN)
    return bytes(row.content), bytes(row.preview), row.kind


def kept_by_attaching(sent: Sent, case: Complaint) -> tuple[bytes, bytes, str]:
    row = actions.attach(complaint=case, uploads=[upload(sent)], kind=PhotoKind.REPORT, by=builder.CITIZEN)[0]
    return stored(row)


def kept_as_proof(sent: Sent, case: Complaint) -> tuple[bytes, bytes, str]:
    made = actions.attach(
        complaint=case, uploads=[upload(sent)], kind=PhotoKind.PROOF, explained="Dijelaskan.", by=builder.BY
    )
    return stored(made[0])


def stored(row: Photo) -> tuple[bytes, bytes, str]:
    from pamong.platform.files import storage

    assert row.file.name == f"foto-{row.file.name.split('-')[1].split('.')[0]}.{row.file.kind}"
    path = storage.root() / row.file.path
    return path.read_bytes(), (storage.root() / storage.preview_path(row.file.path)).read_bytes(), row.file.kind


WAYS: dict[str, Callable[[Sent, Complaint], tuple[bytes, bytes, str]]] = {
    "draft": kept_by_draft,
    "attached": kept_by_attaching,
    "proof": kept_as_proof,
}


@pytest.mark.parametrize("way", WAYS)
def test_refused_in_plain_words_or_drawn_anew(cat: Catalogue, way: str) -> None:
    case = builder.received(cat)
    for number, sent in enumerate(FILES):
        try:
            content, preview, kind = WAYS[way](sent, case)
        except Refused as refused:
            assert not sent.taken, (number, sent.name, str(refused))
            assert str(refused).endswith("."), refused
            assert "Error" not in str(refused)
        else:
            assert sent.taken, (number, sent.name, sent.content[:20])
            check_clean(content, preview, kind)


def test_bytes_turned_at_random_end_in_a_picture_or_a_refusal(cat: Catalogue) -> None:
    case = builder.received(cat)
    refused = 0
    for sent in turned():
        try:
            check_clean(*kept_by_attaching(sent, case))
        except Refused:
            refused += 1
    assert refused


def test_what_is_refused_leaves_nothing(cat: Catalogue, settings: Any) -> None:
    case = builder.received(cat)
    before = {p for p in Path(settings.MEDIA_ROOT).rglob("*") if p.is_file()}
    for sent in FILES:
        if not sent.taken:
            with pytest.raises(Refused):
                kept_by_attaching(sent, case)
    assert {p for p in Path(settings.MEDIA_ROOT).rglob("*") if p.is_file()} == before
    assert not StoredFile.objects.exists()
    assert not Photo.objects.exists()


# --- through the pages: one of each kind ---

FEW = [
    sent for sent in FILES[::12] if len(sent.name) <= 200 and sent.name.isprintable()
]  # the form refuses other names


def test_the_citizens_form_answers_each_in_words(cat: Catalogue) -> None:
    client = KeyedClient()

    def say(page: Any, **answers: Any) -> Any:
        return client.post(REPORT, {"state": hidden(page, "state"), "langkah": hidden(page, "langkah"), **answers})

    page = say(client.get(REPORT), mode="anonymous")
    page = say(page, category="lampu-jalan")
    page = say(page, text=builder.TEXT)
    page = say(page, q_sejak="lama")
    photos = say(page, street="Jalan Jenderal Sudirman")
    assert hidden(photos, "langkah") == "photos"
    for sent in FEW:
        answer = say(photos, photo=upload(sent), tambah="1")
        assert answer.status_code == (200 if sent.taken else 422), (sent.name, sent.content[:20])
        assert MARK not in answer.content
        assert sent.taken or b"data-error-summary" in answer.content
        DraftPhoto.objects.all().delete()


def test_the_officers_form_answers_each_in_words(world: World, cat: Catalogue) -> None:
    case = builder.assigned(world, cat)
    client = world.client("employee")
    parts = {k: getattr(builder.UPHELD, k) for k in ("outcome", "answer", "cause", "remedy", "prevention", "proof")}
    for sent in [s for s in FEW if not s.taken]:
        answer = client.post(f"/pengaduan/{case.pk}/putus/", {**parts, "version": case.version, "photo": upload(sent)})
        assert answer.status_code == 422, (sent.name, sent.content[:20])
        assert b"data-error-summary" in answer.content
    case.refresh_from_db()
    assert case.state == "assigned"


def test_a_kept_picture_is_served_as_nothing_but_a_picture(world: World, cat: Catalogue) -> None:
    case = builder.assigned(world, cat)
    row = actions.attach(
        complaint=case,
        uploads=[upload(Sent("<svg onload=1>.jpg", picture() + b"<html><script>", True))],
        kind=PhotoKind.REPORT,
        by=builder.CITIZEN,
    )[0]
    for size in ("", "?besar=1"):
        answer = world.client("employee").get(f"/pengaduan/{case.pk}/foto/{row.pk}/{size}")
        assert answer["Content-Type"] == "image/jpeg"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'; sandbox" in answer["Content-Security-Policy"]
        assert "svg" not in answer.headers.get("Content-Disposition", "")
        assert b"<script" not in answer.content
