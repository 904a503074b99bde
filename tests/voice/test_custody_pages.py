"""Custody and settings as pages, and the holders' command."""

import json
from pathlib import Path
from typing import Any

import pytest

from pamong.cli.main import main
from pamong.platform.privacy import sealing
from pamong.voice.complaints import actions, queries
from pamong.voice.complaints.enums import Mode
from pamong.voice.complaints.models import (
    AnswerTemplate,
    Category,
    CustodianKey,
    Place,
    Responsible,
    Unsealing,
    VoicePolicy,
)
from pamong.voice.complaints.rules.questions import questions_of
from pamong.voice.complaints.web.catalogue_forms import read_questions, write_questions
from tests.voice import builder
from tests.voice.builder import Catalogue
from tests.world import World

pytestmark = pytest.mark.django_db
CUSTODY, SETTINGS = "/pengaduan/kustodian/", "/pengaduan/pengaturan/"
PHRASE = "empat kata sandi panjang"


class TestCustodyPages:
    def test_the_page_says_what_is_missing(self, world: World, cat: Catalogue) -> None:
        page = world.client("custodian").get(CUSTODY).content.decode()
        assert "daftarkan dulu kunci publik kedua pemegang" in page
        assert "Belum ada permintaan." in page
        builder.keys()
        assert "daftarkan dulu" not in world.client("custodian").get(CUSTODY).content.decode()

    def test_a_key_is_registered_by_form(self, world: World, cat: Catalogue) -> None:
        client = world.client("custodian")
        public = sealing.new_pair("x").public
        form = {"holder": "1", "label": "Inspektur", "public_key": f" {public.hex().upper()} "}
        assert client.post(f"{CUSTODY}kunci/", form).status_code == 303
        row = CustodianKey.objects.get()
        assert (bytes(row.public_key), row.label) == (public, "Inspektur")
        assert row.fingerprint in client.get(CUSTODY).content.decode()

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"public_key": "bukan kunci"}, "hanya berisi angka dan huruf"),
            ({"public_key": "ab" * 31}, "terdiri dari 64"),
            ({"holder": "3"}, "tidak tersedia"),
            ({"label": ""}, "wajib diisi"),
        ],
    )
    def test_what_is_wrong_is_said(self, world: World, cat: Catalogue, changes: dict[str, str], words: str) -> None:
        form = {"holder": "1", "label": "Inspektur", "public_key": "ab" * 32, **changes}
        page = world.client("custodian").post(f"{CUSTODY}kunci/", form)
        assert page.status_code == 422
        assert words in page.content.decode()
        assert not CustodianKey.objects.exists()

    def test_from_the_wish_to_the_sealed_file(self, world: World, cat: Catalogue) -> None:
        builder.keys()
        case = builder.received(cat, mode=Mode.CONFIDENTIAL, name="Bu Rahasia")
        custodian, inspector = world.client("custodian"), world.client("inspector")
        wrong = custodian.post(f"{CUSTODY}minta/", {"number": "P-0000-0000", "reason": "Perkara 12"})
        assert wrong.status_code == 422
        assert "Tidak ada laporan rahasia" in wrong.content.decode()
        asked = custodian.post(f"{CUSTODY}minta/", {"number": case.number, "reason": "Perkara 12"})
        assert asked.status_code == 303
        wish = Unsealing.objects.get()
        assert custodian.post(f"{CUSTODY}{wish.pk}/putuskan/", {"keputusan": "setuju"}).status_code == 409
        assert custodian.post(f"{CUSTODY}{wish.pk}/unduh/").status_code == 409
        assert "Perkara 12" in inspector.get(CUSTODY).content.decode()
        assert inspector.post(f"{CUSTODY}{wish.pk}/putuskan/", {"keputusan": "setuju"}).status_code == 303
        answer = custodian.post(f"{CUSTODY}{wish.pk}/unduh/")
        assert answer["Content-Disposition"] == f'attachment; filename="{case.number}.segel"'
        assert bytes.fromhex(answer.content.decode().strip()) == bytes(case.identity.sealed or b"")
        assert inspector.post(f"{CUSTODY}{wish.pk}/unduh/").status_code == 403

    def test_a_refused_wish_stays_refused(self, world: World, cat: Catalogue) -> None:
        builder.keys()
        case = builder.received(cat, mode=Mode.CONFIDENTIAL)
        wish = actions.custody.ask(complaint=case, reason="x", by=world.viewer("custodian"))
        inspector = world.client("inspector")
        assert inspector.post(f"{CUSTODY}{wish.pk}/putuskan/", {"keputusan": "tolak"}).status_code == 303
        wish.refresh_from_db()
        assert wish.state == "refused"
        assert world.client("custodian").post(f"{CUSTODY}{wish.pk}/unduh/").status_code == 409

    @pytest.mark.parametrize("name", ["officer", "superior", "personnel", "sysadmin", "leader"])
    def test_others_do_not_come_in(self, world: World, cat: Catalogue, name: str) -> None:
        client = world.client(name)
        assert client.get(CUSTODY).status_code == 403
        assert client.post(f"{CUSTODY}minta/", {"number": "x", "reason": "x"}).status_code == 403


class TestCommand:
    def phrase(self, folder: Path) -> str:
        file = folder / "sandi.txt"
        file.write_text(PHRASE + "\n")
        return str(file)

    def make(self, folder: Path, holder: int, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
        file = folder / f"kunci-{holder}.txt"
        code = main(["custodian", "keygen", str(file), "--passphrase-file", self.phrase(folder), "--json"])
        assert code == 0
        made: dict[str, str] = json.loads(capsys.readouterr().out)
        return made

    def test_two_holders_open_it_one_after_the_other(
        self, cat: Catalogue, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        for holder in (1, 2):
            made = self.make(tmp_path, holder, capsys)
            public = bytes.fromhex(made["public_key"])
            assert sealing.fingerprint(public) == made["fingerprint"]
            actions.custody.add_key(holder=holder, label=str(holder), public_key=public, by=builder.BY)
        case = builder.received(cat, mode=Mode.CONFIDENTIAL, name="Bu Rahasia", phone="0811")
        sealed = tmp_path / "kasus.segel"
        sealed.write_text(bytes(case.identity.sealed or b"").hex())
        shared = ["--passphrase-file", self.phrase(tmp_path)]
        first = ["custodian", "unseal", "--key", str(tmp_path / "kunci-1.txt"), str(sealed), *shared]
        second = ["custodian", "unseal", "--key", str(tmp_path / "kunci-2.txt")]
        assert main([*second, str(sealed), *shared]) == 1
        assert "giliran pemegang lain" in capsys.readouterr().err
        assert main([*first, "--json"]) == 0
        assert json.loads(capsys.readouterr().out) == {"opened": False, "file": f"{sealed}.dalam"}
        assert main([*first]) == 1
        assert "tidak ditimpa" in capsys.readouterr().err
        assert main([*second, f"{sealed}.dalam", *shared]) == 0
        assert capsys.readouterr().out == "Nama: Bu Rahasia\nTelepon: 0811\n"

    def test_private_keys_are_for_their_owner_and_never_overwritten(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        made = self.make(tmp_path, 1, capsys)
        file = Path(made["file"])
        assert file.stat().st_mode & 0o777 == 0o600
        assert main(["custodian", "keygen", str(file), "--passphrase-file", self.phrase(tmp_path)]) == 1
        assert made["public_key"] not in file.read_text()

    def test_a_short_passphrase_is_refused(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (tmp_path / "pendek").write_text("pendek")
        file = tmp_path / "kunci.txt"
        assert main(["custodian", "keygen", str(file), "--passphrase-file", str(tmp_path / "pendek")]) == 1
        assert "paling sedikit 12" in capsys.readouterr().err
        assert not file.exists()

    def test_what_is_no_key_is_said(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (tmp_path / "k").write_text("zzz")
        (tmp_path / "s").write_text("00")
        shared = ["--passphrase-file", self.phrase(tmp_path)]
        assert main(["custodian", "unseal", "--key", str(tmp_path / "k"), str(tmp_path / "s"), *shared]) == 1
        assert main(["custodian", "unseal", "--key", str(tmp_path / "none"), str(tmp_path / "s"), *shared]) == 1
        assert capsys.readouterr().err.count("pamong:") == 2


class TestSettings:
    def post(self, world: World, part: str, **data: Any) -> Any:
        return world.client("officer").post(SETTINGS, {"bagian": part, **data})

    def test_empty_it_says_what_to_do(self, world: World, db: None) -> None:
        builder.officers(world)
        page = world.client("officer").get(SETTINGS).content.decode()
        for words in ("Belum ada kategori.", "Belum ada daftar tempat.", "Belum ada contoh jawaban."):
            assert words in page

    def test_a_category_with_questions(self, world: World, cat: Catalogue) -> None:
        lines = "ukuran* | choice | Seberapa besar? | Kecil, Besar\nkapan | date | Sejak kapan?"
        answer = self.post(
            world, "kategori", code="sampah", name="Sampah", questions=lines, is_public="on", is_active="on", order="5"
        )
        assert answer.status_code == 303
        made = Category.objects.get(code="sampah")
        first, second = questions_of(made.questions)
        assert (first.code, first.required, first.choices) == ("ukuran", True, (("1", "Kecil"), ("2", "Besar")))
        assert (second.kind, second.required) == ("date", False)
        page = world.client("officer").get(f"{SETTINGS}?ubah=sampah").content.decode()
        assert "ukuran* | choice | Seberapa besar? | Kecil, Besar" in page

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"code": "Kode Salah"}, "huruf kecil"),
            ({"name": " "}, "wajib diisi"),
            ({"questions": "tanpa garis"}, "belum dapat dibaca"),
            ({"questions": "a | foto | Foto?"}, "belum dapat dibaca"),
            ({"questions": "a | choice | Pilih?"}, "belum dapat dipakai"),
        ],
    )
    def test_what_cannot_be_used_is_said(
        self, world: World, cat: Catalogue, changes: dict[str, str], words: str
    ) -> None:
        form = {"code": "sampah", "name": "Sampah", "order": "1", **changes}
        answer = self.post(world, "kategori", **form)
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert not Category.objects.filter(name="Sampah").exists()

    def test_a_category_about_officers_is_never_public(self, world: World, cat: Catalogue) -> None:
        self.post(world, "kategori", code="pungli", name="Pungutan", about_officer="on", is_public="on", order="1")
        assert not Category.objects.get(code="pungli").is_public

    def test_questions_read_as_they_were_written(self) -> None:
        lines = "a* | choice | Satu? | X, Y\nb | number | Dua?"
        assert write_questions(tuple(read_questions(lines))) == lines

    def test_places_have_two_levels(self, world: World, cat: Catalogue) -> None:
        assert self.post(world, "tempat", name="Argomulyo").status_code == 303
        top = Place.objects.get(name="Argomulyo")
        assert self.post(world, "tempat", name="Ledok", parent=top.pk, code="33.73.03.1001").status_code == 303
        assert Place.objects.get(name="Ledok").parent == top
        assert (
            "Argomulyo",
            [(str(top.pk), "Kecamatan Argomulyo"), (str(Place.objects.get(name="Ledok").pk), "Ledok")],
        ) in (queries.place_choices())
        assert self.post(world, "tempat", name=" ").status_code == 422

    def test_the_nearest_rule_says_who_handles_it(self, world: World, cat: Catalogue) -> None:
        assert queries.responsible_unit(cat.lamp, cat.market) == world.office
        self.post(world, "penanggung", category=cat.lamp.pk, place=cat.north.pk, unit=world.b_root.pk)
        assert queries.responsible_unit(cat.lamp, cat.market) == world.b_root
        self.post(world, "penanggung", category=cat.lamp.pk, place=cat.market.pk, unit=world.root.pk)
        assert queries.responsible_unit(cat.lamp, cat.market) == world.root
        assert queries.responsible_unit(cat.lamp, None) == world.office
        self.post(world, "penanggung", category=cat.lamp.pk, place=cat.market.pk, unit="")
        assert queries.responsible_unit(cat.lamp, cat.market) == world.b_root
        assert Responsible.objects.count() == 2
        assert queries.responsible_unit(cat.praise, cat.market) is None

    def test_ready_answers_are_offered_where_one_decides(self, world: World, cat: Catalogue) -> None:
        for title, category in (("Umum", ""), ("Lampu", cat.lamp.pk), ("Pujian", cat.praise.pk)):
            assert self.post(world, "jawaban", title=title, text="Isi.", category=category).status_code == 303
        assert self.post(world, "jawaban", title="Umum", text="Isi baru.", category="").status_code == 303
        assert AnswerTemplate.objects.count() == 3
        case = builder.assigned(world, cat)
        page = world.client("employee").get(f"/pengaduan/{case.pk}/").content.decode()
        assert "Isi baru." in page
        assert "<strong>Lampu</strong>" in page
        assert "<strong>Pujian</strong>" not in page

    def test_local_numbers_are_dated(self, world: World, cat: Catalogue) -> None:
        later = world.today + builder.dt.timedelta(days=30)
        form = {"valid_from": later.isoformat(), "silence": "7", "reopen": "14", "sample": "10", "anonymous": "50"}
        form |= {"follow": "60", "alert": "180", "sms": "40"}
        assert self.post(world, "angka", **form).status_code == 303
        assert VoicePolicy.objects.count() == 1
        assert queries.policy_on(world.today).silence_working_days == 10
        now_on = queries.policy_on(later)
        assert (now_on.silence_working_days, now_on.follow_days, now_on.alert_days) == (7, 60, 180)
        assert (now_on.sms_replies_per_day, queries.policy_on(world.today).sms_replies_per_day) == (40, 30)
        past = {**form, "valid_from": (world.today - builder.dt.timedelta(days=1)).isoformat()}
        assert self.post(world, "angka", **past).status_code == 422
        assert self.post(world, "angka", **{**form, "sample": "101"}).status_code == 422
        assert self.post(world, "angka", **{**form, "sms": "9"}).status_code == 422

    def test_an_unknown_part_is_refused_in_words(self, world: World, cat: Catalogue) -> None:
        answer = self.post(world, "lain")
        assert answer.status_code == 422
        assert "Muat ulang halaman ini" in answer.content.decode()

    @pytest.mark.parametrize("name", ["custodian", "inspector", "superior", "personnel"])
    def test_only_complaint_officers(self, world: World, cat: Catalogue, name: str) -> None:
        assert world.client(name).get(SETTINGS).status_code == 403
