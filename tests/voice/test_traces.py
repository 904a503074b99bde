"""The canary sweep: nothing of an anonymous reporter stays anywhere; of a confidential one only sealed bytes.

Looks at raw bytes of the database's files (tables, indexes, write-ahead log), media, outbox and what was logged, plain and in
every usual encoding and digest; tests/faults/test_canary_sweep.py looks through a whole product. Each sweep has its own
negative control: the same canaries in open mode must be found.
"""

import io
import logging
import secrets
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from pamong.platform import embedded
from pamong.platform.access.models import AnsweredRequest, Attempt
from pamong.platform.audit.models import Event
from pamong.voice.complaints import actions
from pamong.voice.complaints.models import Complaint, DraftPhoto
from tests.sweep.canaries import Wanted, digested, encoded
from tests.sweep.places import unpacked
from tests.voice import builder
from tests.voice.test_pages import REPORT, hidden
from tests.world import KeyedClient, build_world


def canaries() -> dict[str, str]:
    """Fresh ones for each test: the write-ahead log still holds what other tests wrote."""
    mark, number = secrets.token_hex(6), secrets.randbelow(10**8)
    return {
        "address": f"2001:db8:{mark[:4]}:{mark[4:8]}::{mark[8:]}",
        "agent": f"KenariAgen/9.87 ({mark})",
        "language": f"xk-Kenari{mark},qz;q=0.7",
        "referer": f"https://kenari-{mark}.contoh/halaman",
        "cookie": f"kue-{mark}",
        "name": f"Kenari {mark.title()} Wijayakusuma",
        "phone": f"0899-{number:08d}",
        "email": f"kenari.{mark}@contoh-surat.id",
        "file": f"IMG_{mark}_20261122",
        "camera": f"KenariCam {mark}",
    }


def photo(planted: dict[str, str]) -> SimpleUploadedFile:
    """A picture with camera, place and text inside, and a telling name."""
    exif = Image.Exif()
    exif[Base.Model] = exif[Base.Make] = planted["camera"]
    exif[Base.ImageDescription] = planted["name"]
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (7.0, 20.0, 1.0)
    out = io.BytesIO()
    Image.new("RGB", (80, 60), "blue").save(out, "JPEG", exif=exif, comment=planted["phone"].encode())
    return SimpleUploadedFile(f"{planted['file']}.jpg", out.getvalue(), content_type="image/jpeg")


def send(mode: str, planted: dict[str, str]) -> tuple[KeyedClient, Complaint]:
    """Report through the pages with every canary planted; contact is sent along whatever was asked."""
    client = KeyedClient(
        REMOTE_ADDR=planted["address"],
        HTTP_USER_AGENT=planted["agent"],
        HTTP_ACCEPT_LANGUAGE=planted["language"],
        HTTP_REFERER=planted["referer"],
        HTTP_X_FORWARDED_FOR=planted["address"],
    )
    client.cookies["jejak"] = planted["cookie"]
    contact = {name: planted[name] for name in ("name", "phone", "email")}

    def say(page: Any, **answers: Any) -> Any:
        return client.post(
            REPORT, {"state": hidden(page, "state"), "langkah": hidden(page, "langkah"), **contact, **answers}
        )

    page = say(client.get(REPORT), mode=mode)
    page = say(page, category="lampu-jalan")
    page = say(page, text=builder.TEXT)
    page = say(page, q_sejak="lama")
    page = say(page, street="Jalan Jenderal Sudirman")
    page = say(page, photo=photo(planted))
    while hidden(page, "langkah") != "review":
        page = say(page)
    done = say(page)
    assert done.status_code == 200
    return client, Complaint.objects.get()


class Case:
    """A world that commits, and where its bytes lie."""

    def __init__(self, settings: Any, caplog: pytest.LogCaptureFixture) -> None:
        self.world = build_world()
        builder.officers(self.world)
        self.cat = builder.catalogue(self.world)
        builder.keys()
        self.caplog, self.since = caplog, time.time()
        self.planted = canaries()
        self.wanted = Wanted()
        for name, text in self.planted.items():
            self.wanted.add(name, "identity", {*encoded(text), *digested(text)})
        self.folders = (embedded.ensure().data, Path(settings.MEDIA_ROOT), Path(settings.OUTBOX))

    def found_in(self, content: bytes) -> set[str]:
        return {name for part in unpacked(content) for name, _what, _around in self.wanted.within(part)}

    def hits(self) -> set[str]:
        """Canaries in any file written since the start, the write-ahead log among them (it holds every committed row)."""
        hits = self.found_in(self.caplog.text.encode())
        for folder in self.folders:
            for path in folder.rglob("*"):
                if path.is_file() and path.stat().st_mtime >= self.since - 1:
                    hits |= self.found_in(path.read_bytes()) | self.found_in(path.name.encode())
        return hits

    def send(self, mode: str) -> tuple[KeyedClient, Complaint]:
        return send(mode, self.planted)


@pytest.fixture
def place(transactional_db: None, settings: Any, caplog: pytest.LogCaptureFixture) -> Case:
    if not embedded.in_use():
        pytest.skip("the files of a foreign database cannot be read")
    caplog.set_level(logging.INFO)
    return Case(settings, caplog)


def test_the_sweep_finds_what_is_there(place: Case) -> None:
    place.send("open")
    assert {"name", "phone", "email"} <= place.hits()


def test_of_an_anonymous_reporter_nothing_stays(place: Case) -> None:
    client, case = place.send("anonymous")
    receipt = {"number": case.number, "secret": "0" * 20}
    client.post("/tanda-terima/", receipt)
    client.get("/lapor/tidak-ada/")
    assert place.hits() == set()
    assert not AnsweredRequest.objects.exists()
    assert not DraftPhoto.objects.exists()
    assert "sessionid" not in client.cookies
    actions.periodic.lift_marks(by=builder.BY)
    assert place.hits() == set()


def test_of_a_confidential_reporter_only_sealed_bytes_stay(place: Case) -> None:
    _client, case = place.send("confidential")
    assert place.hits() == set()
    assert case.identity.sealed is not None
    assert len(bytes(case.identity.sealed)) == 512 + 2 * 48


def test_no_moment_of_an_anonymous_report_is_written_down(place: Case) -> None:
    before = [Event.objects.count(), *kept()]
    _client, case = place.send("anonymous")
    assert case.received_at is None
    assert [Event.objects.count(), *kept()] == before
    assert not Attempt.objects.exists()


def kept() -> list[int]:
    """How many jobs, live events and notices there are (the queue outlives a test)."""
    found = []
    with connection.cursor() as cursor:
        for table in ("procrastinate_jobs", "live_event", "notifications_notification"):
            cursor.execute(f"SELECT count(*) FROM {table}")
            found.append(int(cursor.fetchone()[0]))
    return found


def test_pages_and_exports_of_every_role_show_none_of_it(place: Case) -> None:
    _client, case = place.send("confidential")
    for role in [*place.world.users, None]:
        browser = place.world.client(role)
        for address in ("/", "/pengaduan/", f"/pengaduan/{case.pk}/", "/pengaduan/unduh/", "/pengaduan/inspeksi/"):
            answer = browser.get(address)
            assert place.found_in(answer.content) == set(), (role, address)
