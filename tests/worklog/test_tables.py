"""Many entries from a table: every way people write cells, row errors, dry run equal to the import, the file back."""

import datetime as dt
import io
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pamong.evidence.models import Fact
from pamong.platform.importexport.writer import workbook
from pamong.worklog import actions, queries
from pamong.worklog.models import Entry, EntryImport
from pamong.worklog.rules import cells, table
from tests.worklog.builder import log, plan, yesterday
from tests.world import World

HEAD = ["Rencana Aksi", "Tanggal", "Jam Mulai", "Jam Selesai", "Kegiatan Harian", "Realisasi", "Satuan", "Bukti Dukung"]
D = dt.date(2026, 11, 26)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026-11-26", D),
        ("26-11-2026", D),
        ("26/11/2026", D),
        ("26.11.2026", D),
        ("26 November 2026", D),
        ("Kamis, 26 Nov 2026", D),
        ("26 Nop 2026", D),
        (dt.datetime.combine(D, dt.time(8)), D),
        (D, D),
        (46352, D),
        (46352.0, D),
        ("2026-11-26T08:00:00", D),
    ],
)
def test_dates_as_people_write_them(cell: Any, day: dt.date) -> None:
    assert cells.day(cell) == day


@pytest.mark.parametrize(
    ("cell", "hour"),
    [
        ("08.00", 8),
        ("8:00", 8),
        ("08:00:00", 8),
        ("8", 8),
        (dt.time(8), 8),
        (1 / 3, 8),
        (0.875, 21),
        ("21.00 WITA", 21),
    ],
)
def test_hours_as_people_write_them(cell: Any, hour: int) -> None:
    assert cells.clock(cell) == dt.time(hour)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("12", "12.00"),
        ("1.250,5", "1250.50"),
        ("1.250", "1250.00"),
        ("2.5", "2.50"),
        (7, "7.00"),
        (2.25, "2.25"),
        ("", None),
    ],
)
def test_amounts_as_people_write_them(cell: Any, number: str | None) -> None:
    assert cells.amount(cell) == (Decimal(number) if number else None)


@pytest.mark.parametrize(
    ("read", "cell"),
    [
        (cells.day, "kemarin"),
        (cells.day, "31-02-2026"),
        (cells.day, ""),
        (cells.clock, "25.00"),
        (cells.clock, "pagi"),
        (cells.clock, "08.75"),
        (cells.amount, "banyak"),
        (cells.amount, -1),
        (cells.amount, 1e300),
        (cells.amount, float("nan")),
        (cells.link, "javascript:alert(1)"),
        (cells.link, "drive saya"),
    ],
)
def test_what_cannot_be_read_says_so(read: Any, cell: Any) -> None:
    with pytest.raises(cells.Fault):
        read(cell)


def test_hidden_characters_and_long_texts_are_faults_of_their_row() -> None:
    columns = table.columns_of(HEAD)
    rows: list[list[Any]] = [
        ["", "2026-11-26", "08.00", "09.00", "a\u202eb", "", "", ""],
        ["", "2026-11-26", "09.00", "10.00", "x" * 501, "", "", ""],
        ["", "", "", "", "", "", "", ""],
        ["", "2026-11-26", "21.00", "05.00", "Jaga malam", "", "", ""],
    ]
    one, two, three = table.read_rows(rows, columns, [])
    assert one.faults
    assert two.faults
    assert (three.row, three.faults, three.next_day) == (5, (), True)


def cells_of(content: bytes) -> list[tuple[Any, ...]]:
    """The rows of the first sheet of a workbook."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    return list(book[book.sheetnames[0]].values)


def sheet(world: World, *rows: list[Any], headings: list[str] = HEAD) -> bytes:
    return workbook(headings=headings, rows=rows)


def row(world: World, start: str, end: str, text: str = "Memeriksa berkas", **more: Any) -> list[Any]:
    day = more.get("day", yesterday(world))
    return [
        more.get("plan", ""),
        day,
        start,
        end,
        text,
        more.get("amount", ""),
        more.get("unit", ""),
        more.get("link", ""),
    ]


def upload(world: World, content: bytes, name: str = "kegiatan.xlsx", reason: str = "") -> EntryImport:
    return actions.upload_table(content=content, file_name=name, late_reason=reason, by=world.viewer("employee"))


def test_a_table_is_judged_then_taken_with_the_same_result(world: World) -> None:
    (indicator,) = plan(world)
    log(world, "13:00", "14:00", text="Rapat bidang")
    content = sheet(
        world,
        row(world, "08.00", "09.00", plan="Jumlah akta 1", amount=12, link="https://drive.example/x"),
        row(world, "08.30", "09.30"),  # overlaps the row before
        row(world, "13.30", "14.30"),  # overlaps what stands
        row(world, "10.00", "11.00", plan="Tidak ada"),
        row(world, "11.00", "10.00", text=""),
        row(world, "07.00", "07.30", day="2020-01-01"),
        row(world, "13.00", "14.00", text="Rapat bidang"),  # the same as what stands
        row(world, "15.00", "16.00", day="besok"),
    )
    found = upload(world, content)
    by = world.viewer("employee")
    judged = actions.judge_table(upload=found, by=by)
    assert Entry.objects.count() == 1
    assert [(j.line.row, j.taken, j.same) for j in judged] == [
        (2, True, False), (3, False, False), (4, False, False), (5, False, False), (6, False, False), (7, False, False),
        (8, False, True), (9, False, False),
    ]  # fmt: skip
    assert all(j.reasons for j in judged if not j.taken and not j.same)
    done = actions.take_table(upload=found, by=by)
    assert (done.taken, done.refused) == (1, 6)
    entry = Entry.objects.exclude(text="Rapat bidang").get()
    assert (entry.indicator_id, entry.quantity, entry.origin, entry.link) == (
        indicator.pk, Decimal(12), "import", "https://drive.example/x",
    )  # fmt: skip
    assert Fact.objects.filter(metric="worklog.entry").count() == 2
    again = actions.take_table(upload=found, by=by)
    assert (again.taken, Entry.objects.count()) == (1, 2)
    second = actions.take_table(upload=upload(world, content), by=by)
    assert (second.taken, Entry.objects.count()) == (0, 2)


def test_late_rows_need_the_reason_of_the_upload(world: World) -> None:
    content = sheet(world, row(world, "08.00", "09.00", day=world.today - dt.timedelta(days=5)))
    by = world.viewer("employee")
    assert not actions.judge_table(upload=upload(world, content), by=by)[0].taken
    actions.take_table(upload=upload(world, content, reason="Diklat"), by=by)
    assert Entry.objects.get().late_reason == "Diklat"


def test_two_hundred_rows_cost_what_two_cost(world: World) -> None:
    by = world.viewer("employee")
    costs = []
    for count, back in ((2, 2), (60, 1)):
        day = world.today - dt.timedelta(days=back)
        rows = [
            row(world, f"{6 + i // 6:02}.{i % 6 * 10:02}", f"{6 + i // 6:02}.{i % 6 * 10 + 9:02}", day=day)
            for i in range(count)
        ]
        found = upload(world, sheet(world, *rows))
        with CaptureQueriesContext(connection) as seen:
            assert actions.take_table(upload=found, by=by).taken == count
        costs.append(len(seen))
    assert costs[0] == costs[1]
    assert costs[0] <= 22


def test_csv_with_semicolons_other_order_and_english_headings(world: World) -> None:
    day = yesterday(world).strftime("%d-%m-%Y")
    text = f"activity;date;start time;end time\nRapat;{day};08.00;09.00\n"
    found = upload(world, text.encode(), "kegiatan.csv")
    assert actions.take_table(upload=found, by=world.viewer("employee")).taken == 1


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"Nama;Alamat\na;b\n", "x.csv", "templatnya"),
        (b"", "x.csv", ""),
        (b"PK\x03\x04rusak", "x.xlsx", ""),
        (b"a", "x.pdf", ""),
    ],
)
def test_a_file_that_is_none_is_refused_at_the_field(world: World, content: bytes, name: str, said: str) -> None:
    client = world.client("employee")
    answer = client.post("/harian/impor/", {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not EntryImport.objects.exists()


def test_through_the_pages_with_the_error_file_back(world: World) -> None:
    client = world.client("employee")
    content = sheet(world, row(world, "08.00", "09.00"), row(world, "10.00", "11.00", plan="Entah"))
    answer = client.post("/harian/impor/", {"file": SimpleUploadedFile("k.xlsx", content)})
    assert answer.status_code == 303
    address = answer["Location"]
    page = client.get(address).content.decode()
    assert "Catat 1 kegiatan" in page
    assert "tidak ada di SKP Anda" in page
    assert not Entry.objects.exists()
    back = client.get(f"{address}ditolak/")
    rows = cells_of(back.content)
    assert rows[0][-2:] == ("Kesalahan", "Baris asal")
    assert rows[1][0] == "Entah"
    assert "tidak ada di SKP" in rows[1][-2]
    assert client.post(address).status_code == 303
    assert "1 kegiatan tercatat" in client.get(address).content.decode()
    assert Entry.objects.count() == 1
    assert world.client("peer").get(address).status_code == 404
    assert world.client("peer").post(address).status_code == 404


def test_the_template_can_be_imported_as_it_is(world: World) -> None:
    plan(world)
    client = world.client("employee")
    template = client.get("/harian/impor/templat/").content
    assert list(cells_of(template)[0]) == HEAD
    found = upload(world, template, "templat.xlsx")
    (one,) = actions.judge_table(upload=found, by=world.viewer("employee"))
    assert not one.line.faults
    assert one.line.target


def test_the_export_comes_in_again_and_changes_nothing(world: World) -> None:
    plan(world)
    log(world, "08:00", "09:00", quantity=Decimal("2.5"), link="https://drive.example/a")
    log(world, "10:00", "11:00", text="=HYPERLINK(1)")
    client = world.client("employee")
    answer = client.get(f"/harian/unduh/?dari={yesterday(world)}&sampai={world.today}")
    values = cells_of(answer.content)
    assert len(values) == 3
    assert values[1][3] == "09.00"
    found = upload(world, answer.content, "ekspor.xlsx")
    judged = actions.judge_table(upload=found, by=world.viewer("employee"))
    assert [j.same for j in judged] == [True, True]


def test_old_uploads_are_forgotten(world: World) -> None:
    found = upload(world, sheet(world, row(world, "08.00", "09.00")))
    assert actions.forget_tables(by=world.viewer("employee")) == 0
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE worklog_entryimport SET created_at = now() - interval '8 days' WHERE id = %s", [found.pk]
        )
    assert actions.forget_tables(by=world.viewer("employee")) == 1
    assert queries.table_headings() == HEAD
