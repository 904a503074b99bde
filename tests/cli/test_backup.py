"""A backup and its way back, with the real programs: from the test's database into an empty one of the same server."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.conf import settings
from django.db import connection, transaction

from pamong.cli import archive, backup, restore
from pamong.platform.access.viewer import Viewer
from pamong.platform.files import actions as files
from pamong.platform.files.enums import FileKind
from pamong.voice.complaints import actions as complaints
from tests.voice import builder
from tests.world import build_world

BY = Viewer.system("uji")
TARGET = "pamong_restored"


@dataclass
class Made:
    folder: Path
    manifest: archive.Manifest
    number: str
    picture: str

    def again(self, place: Path) -> Path:
        """A copy to be damaged."""
        target = place / "salinan"
        for path in self.folder.rglob("*"):
            if path.is_file():
                archive.copied(path, target / path.relative_to(self.folder))
        return target


@pytest.fixture(scope="module")
def made(
    django_db_setup: object, django_db_blocker: object, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Made]:
    """A world that is really committed, backed up once; afterwards the database is emptied."""
    from django.core.management import call_command

    place, home = tmp_path_factory.mktemp("cadangan"), tmp_path_factory.mktemp("media")
    kept, settings.MEDIA_ROOT = settings.MEDIA_ROOT, home
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        try:
            world = build_world()
            builder.officers(world)
            builder.keys()
            cat = builder.catalogue(world)
            case = builder.received(cat, mode="confidential", name="Bu Rahasia", phone="0811-2222")
            complaints.attach(complaint=case, uploads=[builder.photo()], kind=builder.PhotoKind.REPORT, by=BY)
            with transaction.atomic():
                row = files.keep(b"%PDF-1.4 uji", kind=FileKind.PDF, name="uji.pdf", by=BY, purpose="uji")
            orphan = home / "2026" / "yatim.jpg"
            orphan.parent.mkdir(parents=True, exist_ok=True)
            orphan.write_bytes(b"of a transaction that never came")
            folder, manifest = backup.backup(place)
            yield Made(folder, manifest, case.number, row.path)
        finally:
            settings.MEDIA_ROOT = kept
            call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def target(made: Made, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of an empty database and an empty home."""
    place = connection.settings_dict

    def ask(statement: str) -> None:
        with psycopg.connect(
            host=place["HOST"], port=place["PORT"], user=place["USER"], dbname="postgres", autocommit=True
        ) as server:
            server.execute(statement.encode())

    ask(f"DROP DATABASE IF EXISTS {TARGET}")
    ask(f"CREATE DATABASE {TARGET}")
    url = f"postgres://{place['USER']}@{quote(str(place['HOST']), safe='')}:{place['PORT']}/{TARGET}"
    keep = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    yield {**keep, "DATABASE_URL": url, "PAMONG_HOME": str(tmp_path / "rumah")}
    ask(f"DROP DATABASE {TARGET} WITH (FORCE)")


def pamong(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pamong.cli.main", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_there_and_back_again(made: Made, target: dict[str, str]) -> None:
    done = pamong(target, "restore", str(made.folder), "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["rows"] == sum(made.manifest.rows.values()) > 100
    assert told["events"] > 0
    media = Path(target["PAMONG_HOME"]) / "media"
    assert names(media) == set(made.manifest.files)
    assert (media / made.picture).read_bytes() == b"%PDF-1.4 uji"
    with psycopg.connect(target["DATABASE_URL"]) as restored:
        cases = restored.execute("SELECT number FROM complaints_complaint").fetchall()
        sealed = restored.execute("SELECT sealed IS NOT NULL, name FROM complaints_identity").fetchall()
        labels = restored.execute("SELECT count(*) FROM pg_description WHERE objsubid > 0").fetchone()
        triggers = restored.execute("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal").fetchone()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal")
        assert triggers == cursor.fetchone()
    assert (cases, sealed) == ([(made.number,)], [(True, "")])
    assert labels
    assert labels[0] > 100  # personal data stay labelled
    again = pamong(target, "restore", str(made.folder))
    assert again.returncode == 1
    assert "tidak kosong dan tidak disentuh" in again.stderr


def test_a_home_with_files_alone_is_not_empty_either(made: Made, target: dict[str, str]) -> None:
    media = Path(target["PAMONG_HOME"]) / "media"
    media.mkdir(parents=True)
    (media / "milik-orang.jpg").write_bytes(b"x")
    done = pamong(target, "restore", str(made.folder))
    assert done.returncode == 1
    assert "tidak kosong" in done.stderr
    assert names(media) == {"milik-orang.jpg"}


def test_it_holds_what_rows_name_and_nothing_a_private_key_would_open(made: Made) -> None:
    assert not any("yatim" in path for path in made.manifest.files)
    assert made.manifest.damaged == []
    assert names(made.folder) == {"manifest.json", "database.dump", *(f"media/{path}" for path in made.manifest.files)}
    everything = b"".join(path.read_bytes() for path in made.folder.rglob("*") if path.is_file())
    assert b"Bu Rahasia" not in everything
    assert settings.SECRET_KEY.encode() not in everything
    assert {path.stat().st_mode & 0o077 for path in [made.folder, *map(made.folder.joinpath, names(made.folder))]} == {
        0
    }


@pytest.mark.parametrize("hurt", ["database.dump", "media"])
def test_what_was_damaged_is_named_and_not_restored(
    made: Made, target: dict[str, str], tmp_path: Path, hurt: str
) -> None:
    copy = made.again(tmp_path)
    file = copy / hurt if hurt != "media" else copy / "media" / made.picture
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    for words in (["restore", str(copy)], ["restore", "--verify", str(copy)]):
        done = pamong(target, *words)
        assert done.returncode == 1
        assert file.relative_to(copy).as_posix() in done.stderr
    assert not (Path(target["PAMONG_HOME"]) / "media").exists()
    assert pamong(target, "restore", "--verify", str(made.folder)).returncode == 0


def test_a_dump_that_does_not_load_leaves_the_target_empty(made: Made, target: dict[str, str], tmp_path: Path) -> None:
    copy = made.again(tmp_path)
    content = (copy / "database.dump").read_bytes()
    (copy / "database.dump").write_bytes(content[: len(content) // 2])
    told = archive.Manifest.read(copy)
    told.dump = archive.checksum(copy / "database.dump")
    told.write(copy)
    done = pamong(target, "restore", str(copy))
    assert done.returncode == 1
    assert "pg_restore gagal" in done.stderr
    assert names(Path(target["PAMONG_HOME"])) <= {"database.lock"}
    assert pamong(target, "restore", str(made.folder)).returncode == 0


def test_of_a_later_program_it_is_refused(made: Made, target: dict[str, str], tmp_path: Path) -> None:
    copy = made.again(tmp_path)
    told = archive.Manifest.read(copy)
    told.migrations.append("complaints.9999_later")
    told.write(copy)
    done = pamong(target, "restore", str(copy))
    assert done.returncode == 1
    assert "complaints.9999_later" in done.stderr


@pytest.mark.parametrize("text", ["", "{}", '{"format": 1}', "[]"])
def test_what_is_no_backup_is_said(tmp_path: Path, text: str) -> None:
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(archive.BackupError, match="bukan folder cadangan"):
        archive.Manifest.read(tmp_path)


def test_lines_that_belong_to_the_server_are_left_out() -> None:
    listed = (
        "2; 3079 16390 EXTENSION - citext ",
        "5200; 0 0 COMMENT - EXTENSION citext ",
        "4; 2615 2200 SCHEMA - public pg_database_owner",
    )
    assert not any(restore._ours(line) for line in listed)
    assert restore._ours("320; 1259 18000 TABLE public complaints_complaint pamong")
    assert restore._ours("5300; 0 0 COMMENT public COLUMN complaints_identity.name pamong")


@pytest.mark.django_db(transaction=True)
class TestTrouble:
    @pytest.fixture(autouse=True)
    def stored(self, tmp_path: Path, settings: object) -> str:
        settings.MEDIA_ROOT = tmp_path / "media"  # type: ignore[attr-defined]
        with transaction.atomic():
            row = files.keep(b"%PDF-1.4 uji", kind=FileKind.PDF, name="uji.pdf", by=BY, purpose="uji")
        return str(row.path)

    def test_a_file_that_is_gone_or_changed_is_named_and_the_rest_is_kept(self, stored: str, tmp_path: Path) -> None:
        (tmp_path / "media" / stored).write_bytes(b"changed")
        assert backup.backup(tmp_path / "satu")[1].damaged == [stored]
        (tmp_path / "media" / stored).unlink()
        folder, manifest = backup.backup(tmp_path / "dua")
        assert (manifest.damaged, manifest.files) == ([stored], {})
        assert list(manifest.wrong(folder)) == []

    def test_a_dump_that_fails_leaves_nothing(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(connection.settings_dict, "PORT", "1")
        with pytest.raises(archive.BackupError, match="pg_dump gagal"):
            backup.backup(tmp_path / "tiga")
        assert list((tmp_path / "tiga").iterdir()) == []
