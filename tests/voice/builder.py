"""A small catalogue and complaints in any state, made through the actions."""

import datetime as dt
import functools
import io
import secrets
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from pamong.people.models import RoleGrant, User
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.guard import ACTION
from pamong.platform.privacy import sealing
from pamong.voice.complaints import actions, queries
from pamong.voice.complaints.enums import Channel, Mode, PhotoKind
from pamong.voice.complaints.models import Category, Complaint, Place
from pamong.voice.complaints.rules.questions import Question
from tests.world import World, account

__all__ = ["ACTION", "BY", "CITIZEN", "Catalogue", "PhotoKind", "Who", "dt", "queries"]
BY = Viewer.system("uji")
CITIZEN = Viewer.anonymous()
TEXT = "Lampu jalan di depan pasar mati sejak Senin, anak sekolah pulang dalam gelap."
WRITTEN_OFFLINE: dict[str, Any] = {
    "mode": "open",
    "category": "lampu-jalan",
    "q_lampu-jalan_sejak": "lama",
    "q_lampu-jalan_jumlah": "3",
    "text": TEXT,
    "street": "Jalan Jenderal Sudirman",
    "name": "Pak Slamet",
    "phone": "0812-0000-0001",
    "token": "0123456789abcdef" * 2,
}
UPHELD = actions.Decision(
    outcome="upheld",
    answer="Lampu sudah diganti.",
    cause="Balast rusak.",
    remedy="Balast dan lampu diganti.",
    prevention="Jadwal periksa tiap tiga bulan.",
    proof="Berita acara 12.",
)
NOT_UPHELD = actions.Decision(outcome="not_upheld", answer="Kami periksa, lampu menyala.")


@dataclass
class Catalogue:
    """What complaints can be about, and where."""

    lamp: Category
    conduct: Category
    praise: Category
    north: Place
    market: Place


def catalogue(world: World) -> Catalogue:
    """Three categories and a kecamatan with one kelurahan; lamps belong to the civil registry's office (of all units)."""
    save = actions.catalogue.save_category
    lamp = save(
        code="lampu-jalan",
        name="Lampu jalan",
        description="mati atau rusak",
        questions=[
            Question("jumlah", "Berapa lampu?", "number"),
            Question(
                "sejak", "Sejak kapan?", "choice", required=True, choices=(("hari", "Hari ini"), ("lama", "Lebih lama"))
            ),
        ],
        by=BY,
    )
    conduct = save(code="perilaku-petugas", name="Perilaku petugas", about_officer=True, order=1, by=BY)
    praise = save(code="pujian", name="Pujian", is_praise=True, is_public=False, order=2, by=BY)
    north = actions.catalogue.save_place(name="Sidorejo", by=BY)
    market = actions.catalogue.save_place(name="Salatiga", parent=north, by=BY)
    actions.catalogue.set_responsible(category=lamp, place=None, unit=world.office, by=BY)
    return Catalogue(lamp, conduct, praise, north, market)


def officers(world: World) -> None:
    """Two complaint officers (region; one without post in the world's agencies) and a custodian, as accounts."""
    world.users["officer"] = account("officer", role=Who.COMPLAINT_OFFICER, name="Petugas Pengaduan")
    world.users["custodian"] = account("custodian", role=Who.CUSTODIAN, name="Kustodian")


def grant(user: User, role: Who, agency: Any = None) -> None:
    RoleGrant.objects.create(user=user, role=role, agency=agency)


@functools.cache
def _pair(passphrase: str, holder: int) -> sealing.KeyPair:
    """Made once in a run: its passphrase is stretched on purpose, which takes a second."""
    del holder
    return sealing.new_pair(passphrase)


def keys(passphrase: str = "sandi panjang dua orang") -> dict[int, sealing.KeyPair]:
    """Both holders' keys, the public halves registered."""
    pairs = {holder: _pair(passphrase, holder) for holder in (1, 2)}
    for holder, pair in pairs.items():
        actions.custody.add_key(holder=holder, label=f"Pemegang {holder}", public_key=pair.public, by=BY)
    return pairs


def report(cat: Catalogue, **changes: Any) -> actions.Report:
    values: dict[str, Any] = {
        "token": actions.draw_token(),
        "category": cat.lamp,
        "text": TEXT,
        "mode": Mode.OPEN,
        "channel": Channel.WEB,
        "answers": {"sejak": "lama"},
        "place": cat.market,
        "street": "Jalan Jenderal Sudirman",
        "name": "Pak Slamet",
        "phone": "0812-0000-0001",
    }
    return actions.Report(**{**values, **changes})


def received(cat: Catalogue, **changes: Any) -> Complaint:
    """A complaint just received."""
    return actions.receive(report=report(cat, **changes), by=CITIZEN).complaint


def assigned(world: World, cat: Catalogue, **changes: Any) -> Complaint:
    """Given to the office of ``superior``, to the employee by name."""
    by = world.viewer("officer")
    return actions.assign(complaint=received(cat, **changes), unit=world.office, handler_id=world.employee.pk, by=by)


def answered(world: World, cat: Catalogue, decision: actions.Decision = UPHELD, **changes: Any) -> Complaint:
    """Decided by the employee."""
    case = assigned(world, cat, **changes)
    actions.decide(complaint=case, decision=decision, by=world.viewer("employee"))
    case.refresh_from_db()
    return case


def photo(name: str = "IMG_20261122_CANARY.jpg", comment: bytes = b"") -> SimpleUploadedFile:
    """A small JPEG like no other, with a comment inside if wanted."""
    out = io.BytesIO()
    options: dict[str, Any] = {"comment": comment} if comment else {}
    Image.new("RGB", (64, 48), (*secrets.token_bytes(3),)).save(out, "JPEG", **options)
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")
