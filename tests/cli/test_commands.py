"""The thin commands: what they print and how they end."""

import json
from pathlib import Path

import pytest
from django.db import connection

from pamong.cli import doctor, prepare
from pamong.platform.access.table import TABLE
from tests.cli.conftest import Run

pytestmark = pytest.mark.django_db


def test_routes_as_json(run: Run) -> None:
    code, out, _ = run("routes", "--json")
    found = {route["name"]: route for route in json.loads(out)}
    assert code == 0
    assert found["health:ready"] == {
        "name": "health:ready",
        "path": "/healthz/ready",
        "methods": ["GET"],
        "policy": "health.view",
    }
    assert all(route["policy"] in TABLE for route in found.values())


def test_routes_as_words(run: Run) -> None:
    code, out, _ = run("routes")
    assert code == 0
    assert "/healthz/ready" in out


def test_policy_as_json(run: Run) -> None:
    code, out, _ = run("policy", "--json")
    assert code == 0
    assert {f"{row['object']}.{row['action']}" for row in json.loads(out)} == set(TABLE)


def test_policy_as_words(run: Run) -> None:
    assert "health.view" in run("policy")[1]


def test_audit_verify(run: Run, world: object) -> None:
    code, out, _ = run("audit", "verify", "--json")
    assert code == 0
    assert json.loads(out)["events"] > 0
    assert "utuh" in run("audit", "verify")[1]


def test_audit_verify_finds_a_changed_event(run: Run, world: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_event DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE audit_event SET actor = 'somebody else' WHERE id = (SELECT max(id) FROM audit_event) RETURNING id"
        )
        changed = cursor.fetchone()[0]
        cursor.execute("ALTER TABLE audit_event ENABLE TRIGGER USER")
    code, out, _ = run("audit", "verify", "--json")
    assert code == 1
    assert json.loads(out)["damaged"] == [changed]
    assert "rusak" in run("audit", "verify")[1]


def test_migrate_again_changes_nothing(run: Run) -> None:
    code, out, _ = run("migrate", "--json")
    assert (code, json.loads(out)) == (0, {"applied": []})


def test_doctor_finds_a_healthy_machine(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PAMONG_HOME", str(tmp_path))
    monkeypatch.setattr(
        doctor, "database_log", lambda: doctor.log_finding({}, ours=True)
    )  # a tester's server logs more
    code, out, _ = run("doctor", "--json")
    told = json.loads(out)
    assert (code, told["ok"]) == (0, True), told
    assert {check["name"] for check in told["checks"]} >= {
        "PAMONG_HOME",
        "basis data",
        "skema",
        "jam",
        "pekerja",
        "jejak audit",
    }


@pytest.mark.parametrize(
    ("changed", "ours", "ok", "said"),
    [
        ({}, False, True, "tidak mengutip"),
        ({"log_min_error_statement": "error"}, False, False, "log_min_error_statement"),
        ({"log_statement": "all"}, False, False, "log_statement"),
        ({"log_min_duration_statement": "500"}, False, False, "log_min_duration_statement"),
        ({"log_min_error_statement": "error"}, True, True, "pamong stop"),
    ],
)
def test_doctor_looks_at_what_the_database_logs(changed: dict[str, str], ours: bool, ok: bool, said: str) -> None:
    found = doctor.log_finding({**doctor.QUIET, **changed}, ours=ours)
    assert (found.ok, said in found.text) == (ok, True)
    assert doctor.database_log().name == "log basis data"


def test_doctor_names_a_parked_job(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from pamong.platform.jobs.app import defer
    from tests.platform.jobs.sample import fails

    monkeypatch.setenv("PAMONG_HOME", str(tmp_path))
    number = defer(fails, key="x")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE id = %s", [number])
    code, out, _ = run("doctor")
    assert code == 1
    assert f"test.fails (no. {number})" in out


def test_doctor_says_that_jobs_wait_for_a_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    from pamong.platform.jobs.app import defer
    from tests.platform.jobs.sample import effect

    assert doctor.worker().ok
    defer(effect, key="x")
    found = doctor.worker()
    assert not found.ok
    assert "1 pekerjaan menunggu" in found.text


def test_doctor_stops_at_a_missing_migration(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from pamong.platform.health import queries

    monkeypatch.setenv("PAMONG_HOME", str(tmp_path))
    monkeypatch.setattr(doctor, "django", lambda: None)
    monkeypatch.setattr(queries, "missing_migrations", lambda: ["people.0009_x"])
    found = list(doctor.look())
    assert (found[-1].name, found[-1].ok) == ("skema", False)
    assert "pamong migrate" in found[-1].text


def test_outbox_lists_and_shows(run: Run, settings: object) -> None:
    folder = Path(settings.OUTBOX)  # type: ignore[attr-defined]
    assert run("outbox", "--json")[1] == "[]\n"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "a.eml").write_text("To: sari@contoh.go.id\nSubject: Catatan dikembalikan\n\nIsi surat\n")
    (mail,) = json.loads(run("outbox", "--json")[1])
    assert (mail["to"], mail["subject"], mail["file"]) == ("sari@contoh.go.id", "Catatan dikembalikan", "a.eml")
    assert "Catatan dikembalikan" in run("outbox")[1]
    assert "Isi surat" in run("outbox", "a.eml")[1]


def test_outbox_shows_nothing_outside_its_folder(run: Run, settings: object, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("rahasia")
    code, out, _ = run("outbox", "../secret")
    assert (code, out) == (1, "")


def test_translations_that_cannot_be_written_only_cost_a_language(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from pamong.platform.ui import messages

    def refused() -> list[Path]:
        raise PermissionError(13, "denied", "/locale/en/django.mo")

    assert prepare.translations() in {0, 1}  # they are compiled by whoever was first
    assert prepare.translations() == 0
    monkeypatch.setattr(messages, "compile_messages", refused)
    assert prepare.translations() == 0
    assert "/locale/en/django.mo" in capsys.readouterr().err


def test_static_files_are_collected_when_something_changed(
    settings: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "static"
    settings.STATIC_ROOT = root  # type: ignore[attr-defined]
    assert prepare.static_files()
    assert (root / "pamong" / "live.js").exists()
    assert not prepare.static_files()
    monkeypatch.setattr(prepare, "_fingerprint", lambda: "another")
    assert prepare.static_files()
