"""The nightly comparison: undoubted news taken, conflicts kept once, nothing changed by the same file twice."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pamong.cli.main import main
from pamong.people import queries
from pamong.people.actions import sync as actions
from pamong.people.actions import units
from pamong.people.enums import ConflictKind, ConflictState
from pamong.people.models import Assignment, Person, SyncConflict, SyncRun
from pamong.people.queries import units as unit_reads
from pamong.platform.access.viewer import Viewer
from pamong.rulebook.errors import Refused
from tests.world import World, unit

pytestmark = pytest.mark.django_db
SYSTEM = Viewer.system("uji")


def record(who: Person, **fields: str) -> dict[str, Any]:
    """A row as SIASN exports it; what is not given equals what stands here."""
    post = queries.current_assignment(who.pk)
    assert post is not None
    return {
        "nipBaru": who.nip, "nama": who.name, "golRuangAkhir": who.rank, "jabatanNama": post.position_title,
        "unorNama": post.unit.name, "atasanNip": post.superior.nip if post.superior else "", "emailGov": who.email,
        "kedudukanPnsNama": "Aktif", **fields,
    }  # fmt: skip


def compare(*rows: dict[str, Any]) -> actions.Report:
    content = json.dumps({"data": rows}).encode()
    return actions.run(content=content, file_name="siasn.json", source="upload", by=SYSTEM)


def only_conflict() -> SyncConflict:
    return SyncConflict.objects.get(state=ConflictState.OPEN)


def test_the_same_data_changes_nothing(world: World) -> None:
    report = compare(record(world.employee), record(world.peer))
    assert report.counts == {
        "new": 0, "changed": 0, "unchanged": 2, "asked": 0, "missing": 0, "conflicts": 0, "open": 0, "gone": 0,
    }  # fmt: skip


def test_what_is_empty_here_is_filled_in(world: World) -> None:
    Person.objects.filter(pk=world.employee.pk).update(email="", via=_action())
    assert compare(record(world.employee, emailGov="sari@salatiga.go.id")).counts["changed"] == 1
    assert Person.objects.get(pk=world.employee.pk).email == "sari@salatiga.go.id"


def _action() -> Any:
    from pamong.platform.guard import ACTION

    return ACTION


def test_a_difference_never_heard_of_is_asked_once(world: World) -> None:
    for _night in range(3):
        compare(record(world.employee, golRuangAkhir="III/c"))
    conflict = only_conflict()
    assert (conflict.field, conflict.ours, conflict.theirs) == ("rank", "III/b", "III/c")
    assert conflict.agency == world.a and conflict.person == world.employee
    assert Person.objects.get(pk=world.employee.pk).rank == "III/b"


def test_news_of_theirs_about_what_we_did_not_touch_is_taken(world: World) -> None:
    compare(record(world.employee))
    compare(record(world.employee, golRuangAkhir="III/c"))
    assert Person.objects.get(pk=world.employee.pk).rank == "III/c"
    assert not SyncConflict.objects.exists()


def test_what_we_changed_stays_while_they_say_the_old(world: World) -> None:
    old = record(world.employee)
    compare(old)
    Person.objects.filter(pk=world.employee.pk).update(rank="III/d", via=_action())
    compare(old)
    assert Person.objects.get(pk=world.employee.pk).rank == "III/d"
    compare({**old, "golRuangAkhir": "IV/a"})
    assert only_conflict().theirs == "IV/a"


def test_a_move_in_siasn_becomes_a_dated_post(world: World) -> None:
    compare(record(world.employee))
    compare(record(world.employee, unorNama=world.root.name, jabatanNama="Arsiparis", tmtJabatan="2026-03-01"))
    now = queries.current_assignment(world.employee.pk)
    assert now is not None and (now.unit, now.position_title) == (world.root, "Arsiparis")
    assert str(now.valid.lower) == "2026-03-01"
    assert Assignment.objects.filter(person=world.employee).count() == 2


def test_keeping_ours_is_not_asked_again_until_they_say_something_else(world: World) -> None:
    compare(record(world.employee, nama="Sari Lestari Widodo"))
    actions.keep(conflict=only_conflict(), note="Sesuai KTP", by=world.viewer("admin"))
    compare(record(world.employee, nama="Sari Lestari Widodo"))
    assert not SyncConflict.objects.filter(state=ConflictState.OPEN).exists()
    compare(record(world.employee, nama="Sari Lestari Hartono"))
    assert only_conflict().theirs == "Sari Lestari Hartono"


def test_taking_theirs_changes_that_field_only(world: World) -> None:
    compare(record(world.employee, nama="Sari Lestari Widodo", golRuangAkhir="III/c"))
    conflict = SyncConflict.objects.get(field="name")
    actions.take(conflict=conflict, by=world.viewer("admin"))
    after = Person.objects.get(pk=world.employee.pk)
    assert (after.name, after.rank) == ("Sari Lestari Widodo", "III/b")
    with pytest.raises(Refused):
        actions.take(conflict=conflict, by=world.viewer("admin"))


def test_an_unknown_or_closed_unit_names_what_to_do_and_heals_itself(world: World) -> None:
    data = unit(world.a, "Bidang Data", world.root)
    compare(record(world.employee), record(world.peer))
    row = record(world.employee, unorNama="Bidang Baru")
    compare(row)
    conflict = only_conflict()
    assert conflict.kind == ConflictKind.UNKNOWN_UNIT and "Buat unitnya" in conflict.note
    with pytest.raises(Refused):
        actions.take(conflict=conflict, by=world.viewer("admin"))
    units.create(parent=world.root, name="Bidang Baru", by=world.viewer("admin"))
    actions.take(conflict=conflict, by=world.viewer("admin"))
    now = queries.current_assignment(world.employee.pk)
    assert now is not None and now.unit.name == "Bidang Baru"
    wanted = unit_reads.Wanted(data, "merge", world.today, world.root)
    units.plan(wanted=wanted, decree="SK", by=world.viewer("admin"))
    compare(record(world.peer, unorNama="Bidang Data"))
    assert "digabung ke" in only_conflict().note


def test_a_name_that_several_units_bear_is_no_difference_where_ours_is_one_of_them(world: World) -> None:
    unit(world.b, world.office.name, world.b_root)
    compare(record(world.employee))
    assert not SyncConflict.objects.exists()
    elsewhere = unit(world.a, "Umum", world.root), unit(world.b, "Umum", world.b_root)
    compare(record(world.employee, unorNama=elsewhere[0].name))
    assert "Ada beberapa unit" in only_conflict().note


def test_newcomers_to_a_known_unit_are_entered_others_are_asked(world: World) -> None:
    row = {
        "nipBaru": "199505052020122001", "nama": "Rini", "jabatanNama": "Arsiparis", "unorNama": world.office.name,
        "jenisPegawaiNama": "PNS",
    }  # fmt: skip
    assert compare(row).counts["new"] == 1
    assert Person.objects.filter(nip="199505052020122001").exists()
    compare({**row, "nipBaru": "199506062020121002", "nama": "Riko", "unorNama": "Tidak Ada"})
    assert only_conflict().kind == ConflictKind.NEW_PERSON


def test_who_left_or_is_missing_is_asked_and_never_removed(world: World) -> None:
    everyone = [world.people[name] for name in ("head", "superior", "employee", "acting", "admin")]
    compare(*(record(who) for who in everyone), record(world.peer, kedudukanPnsNama="Pensiun"))
    assert only_conflict().kind == ConflictKind.LEFT
    report = compare(*(record(who) for who in everyone))
    assert report.counts["missing"] == 1
    assert only_conflict().kind == ConflictKind.MISSING
    assert Person.objects.get(pk=world.peer.pk).is_active
    compare(*(record(who) for who in everyone), record(world.peer))
    assert not SyncConflict.objects.filter(state=ConflictState.OPEN).exists()


def test_a_part_of_an_agency_makes_nobody_missing(world: World) -> None:
    assert compare(record(world.employee)).counts["missing"] == 0


def test_a_row_that_cannot_be_read_is_a_conflict(world: World) -> None:
    compare(record(world.peer), {"nipBaru": "123", "nama": "Salah", "unorNama": "X"})
    assert only_conflict().kind == ConflictKind.UNREADABLE


@pytest.mark.parametrize("content", [b"[]", b"{", b'{"data": [1]}', b"tidak;ada\n1;2\n"])
def test_a_file_without_people_leaves_a_failed_run(world: World, content: bytes) -> None:
    name = "a.csv" if content.startswith(b"tidak") else "a.json"
    with pytest.raises(Refused):
        actions.run(content=content, file_name=name, source="upload", by=SYSTEM)
    run = SyncRun.objects.get()
    assert run.state == "failed" and run.message


def test_the_night_takes_the_newest_file_once(world: World, tmp_path: Path) -> None:
    assert actions.run_folder(folder="", by=SYSTEM) is None
    assert actions.run_folder(folder=str(tmp_path), by=SYSTEM) is None
    (tmp_path / "lama.json").write_text(json.dumps([record(world.peer)]))
    os.utime(tmp_path / "lama.json", (1, 1))
    (tmp_path / "baru.json").write_text(json.dumps([record(world.employee, golRuangAkhir="III/c")]))
    (tmp_path / "catatan.txt").write_text("bukan data")
    first = actions.run_folder(folder=str(tmp_path), by=SYSTEM)
    assert first is not None and first.run is not None and first.run.file_name == "baru.json"
    assert actions.run_folder(folder=str(tmp_path), by=SYSTEM) is None
    (tmp_path / "rusak.json").write_text("[")
    assert actions.run_folder(folder=str(tmp_path), by=SYSTEM) is None
    assert SyncRun.objects.filter(state="failed").count() == 1


def test_a_table_file_with_indonesian_headings_does_as_well(world: World) -> None:
    content = f"NIP;Nama;Golongan;Unit Kerja\n{world.employee.nip};{world.employee.name};III/c;{world.office.name}\n"
    actions.run(content=content.encode(), file_name="simpeg.csv", source="upload", by=SYSTEM)
    assert only_conflict().theirs == "III/c"


def test_comparing_costs_the_same_for_many(world: World) -> None:
    def statements(count: int) -> int:
        rows = [record(world.employee)] * 0 + [
            {
                "nipBaru": f"19900101201501{1}{n:03d}",
                "nama": f"P {n}",
                "jabatanNama": "A",
                "unorNama": world.office.name,
            }
            for n in range(count)
        ]
        content = json.dumps(rows).encode()
        with CaptureQueriesContext(connection) as captured:
            actions.preview(content=content, file_name="a.json", by=SYSTEM)
        return len(captured)

    assert statements(3) == statements(60) <= 12


# --- pages ---


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_a_clerk_decides_from_the_list(world: World) -> None:
    compare(record(world.employee, golRuangAkhir="III/c", nama="Sari Lestari Widodo"))
    listed = text(world.client("admin").get(reverse("people:sync")))
    assert "III/c" in listed and "siasn.json" in listed
    rank, name = (SyncConflict.objects.get(field=field) for field in ("rank", "name"))
    url = reverse("people:sync_conflict", args=[rank.pk])
    assert "Yang dapat membereskan" in text(world.client("admin").get(url))
    assert world.client("admin").post(url, {"decision": "keep", "note": ""}).status_code == 422
    assert world.client("admin").post(url, {"decision": "keep", "note": "SK belum terbit"}).status_code == 303
    taken = reverse("people:sync_conflict", args=[name.pk])
    assert world.client("admin").post(taken, {"decision": "take"}).status_code == 303
    assert Person.objects.get(pk=world.employee.pk).name == "Sari Lestari Widodo"
    past = text(world.client("admin").get(reverse("people:sync"), {"lalu": "1"}))
    assert "SK belum terbit" not in past and world.admin.name in past
    assert "Tidak ada perbedaan" in text(world.client("admin").get(reverse("people:sync"), {"jenis": "different"}))


def test_another_agencys_conflicts_are_not_shown(world: World) -> None:
    compare(record(world.stranger, golRuangAkhir="III/c"))
    conflict = only_conflict()
    assert world.client("admin").get(reverse("people:sync_conflict", args=[conflict.pk])).status_code == 404
    assert world.stranger.name not in text(world.client("admin").get(reverse("people:sync")))
    assert world.stranger.name in text(world.client("personnel").get(reverse("people:sync")))


def test_the_personnel_office_compares_a_file_at_once(world: World) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("siasn.json", json.dumps([record(world.employee, golRuangAkhir="III/c")]).encode())
    answer = world.client("personnel").post(reverse("people:sync_upload"), {"file": file})
    assert answer.status_code == 303 and only_conflict().field == "rank"
    broken = SimpleUploadedFile("siasn.json", b"[")
    refused = world.client("personnel").post(reverse("people:sync_upload"), {"file": broken})
    assert refused.status_code == 422 and "tidak dapat dibaca" in text(refused)


def test_the_command_tells_and_writes_only_when_asked(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pamong.cli.prepare.migrate", lambda: None)
    file = tmp_path / "siasn.json"
    file.write_text(json.dumps([record(world.employee, golRuangAkhir="III/c")]))
    assert main(["sync", "people", str(file), "--dry-run", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["asked"] == 1 and said["conflicts_found"][0]["theirs"] == "III/c"
    assert not SyncConflict.objects.exists()
    assert main(["sync", "people", str(file)]) == 0
    assert "1 perbedaan" in capsys.readouterr().out
    assert SyncConflict.objects.count() == 1
    assert main(["sync", "people", str(tmp_path / "tidak-ada.json"), "--json"]) == 2
