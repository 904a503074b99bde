"""A plan from a workbook through its pages: checked first, written in one act, the same again changes nothing."""

import io
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pamong.platform.access.errors import Conflict, NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit.models import Event
from pamong.platform.importexport import reader
from pamong.programmes import actions, queries
from pamong.programmes.models import BudgetLine, Node, OutcomeIndicator, PlanUpload, YearTarget
from pamong.rulebook.errors import Refused
from tests.programmes import builder
from tests.security.pages import forms as forms_of
from tests.world import KeyedClient, World

pytestmark = pytest.mark.django_db
CHECK_BUDGET = 21


def book(**tables: list[list[Any]]) -> bytes:
    content = io.BytesIO()
    made = xlsxwriter.Workbook(content)
    for name, rows in tables.items():
        page = made.add_worksheet(name)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    made.close()
    return content.getvalue()


def everything() -> list[list[Any]]:
    """All rows of all plans."""
    models: tuple[Any, ...] = (Node, OutcomeIndicator, YearTarget, BudgetLine)
    return [list(model.objects.order_by("pk").values()) for model in models]


def sent(client: KeyedClient, plan_id: int, content: bytes, name: str = "rencana.xlsx") -> Any:
    return client.post(reverse("programmes:upload_new", args=[plan_id]), {"file": SimpleUploadedFile(name, content)})


def taken(client: KeyedClient, address: str) -> Any:
    """Press "Impor" on the page of a check."""
    page = client.get(address).content.decode()
    (form,) = [form for form in forms_of(page) if "seen" in form.filled()]
    return client.post(address, form.filled())


def imported(world: World, plan_id: int, content: bytes, who: str = "head") -> PlanUpload:
    """Upload, check and import as the page does."""
    by = world.viewer(who)
    row = actions.upload_plan(plan_id=plan_id, content=content, file_name="rencana.xlsx", by=by)
    return actions.take_upload(pk=row.pk, seen=queries.checked(row).fingerprint(), by=by)


def from_scratch(world: World) -> bytes:
    """A small Renstra as somebody types it: no ids."""
    year = world.today.year
    return book(
        Rencana=[
            ["Kode", "Nama", "Tingkat", "Kode induk", "Kode induk RPJMD", "Unit"],
            ["2.12.03.01", "Layanan akta", "Kegiatan", "2.12.03", "", ""],
            ["1", "Penduduk tercatat", "Tujuan", "", "S1", ""],
            ["1.1", "Akta tepat waktu", "Sasaran", "1", "", ""],
            ["2.12.03", "Pencatatan sipil", "Program", "1.1", "", world.office.name.upper()],
        ],
        Indikator=[
            ["Kode bagian", "Indikator", "Satuan", "Kondisi awal", "Tahun kondisi awal", f"Target {year}", year + 1],
            ["1.1", "Akta tepat waktu", "persen", "81,5", year - 1, 90, "95,25"],
            ["1.1", "Lama terbit", "hari", "", "", "", ""],
        ],
        Anggaran=[
            ["Kode bagian", "Tahun", "Kode rekening", "Nama rekening", "Pagu", "Realisasi"],
            ["2.12.03.01", year, "5.1.02", "Belanja barang", "250.000.000", 1000],
        ],
    )


def renstra(world: World) -> Any:
    """An empty Renstra under an RPJMD that has an outcome."""
    region = builder.plan(world)
    builder.node(region, "outcome", "S1", builder.node(region, "goal", "T1"), name="Akta terbit")
    return builder.plan(world, "a")


def test_a_whole_plan_comes_from_a_workbook_and_the_same_again_changes_nothing(world: World) -> None:
    plan, year, head = renstra(world), world.today.year, world.client("head")
    answer = sent(head, plan.pk, from_scratch(world))
    assert answer.status_code == 303
    address = answer.headers["Location"]
    page = head.get(address).content.decode()
    assert "Rencana belum berubah" in page
    assert Node.objects.filter(plan=plan).count() == 0
    assert taken(head, address).status_code == 303
    programme = Node.objects.get(plan=plan, code="2.12.03")
    assert programme.parent is not None and programme.parent.code == "1.1"
    assert (programme.agency_id, programme.unit_id) == (world.a.pk, world.office.pk)
    assert Node.objects.get(plan=plan, code="2.12.03.01").parent == programme
    top = Node.objects.get(plan=plan, code="1")
    assert top.parent is not None and top.parent.code == "S1"
    first, second = OutcomeIndicator.objects.filter(node__plan=plan)
    assert (first.baseline, first.order, second.order) == (Decimal("81.5"), 1, 2)
    assert dict(first.targets.values_list("year", "value")) == {year: Decimal(90), year + 1: Decimal("95.25")}
    line = BudgetLine.objects.get(node__plan=plan)
    assert (line.ceiling, line.realised, line.realised_on) == (Decimal(250_000_000), Decimal(1000), world.today)
    before = everything()
    again = sent(head, plan.pk, from_scratch(world)).headers["Location"]
    page = head.get(again).content.decode()
    assert "tidak ada yang perlu diimpor" in page
    assert head.post(again, {"seen": "x"}).status_code == 409
    assert everything() == before
    assert head.post(address, {"seen": "x"}).status_code == 409  # it was taken already
    assert "Diimpor" in head.get(address).content.decode()


def test_the_stored_plan_is_identical_after_no_change(world: World) -> None:
    town = builder.town(world)
    for plan, who in ((town.renstra, "head"), (town.region, "leader")):
        client, before = world.client(who), everything()
        content = client.get(reverse("programmes:workbook", args=[plan.pk])).content
        page = client.get(sent(client, plan.pk, content).headers["Location"]).content.decode()
        assert "tidak ada yang perlu diimpor" in page
        counts = queries.checked(PlanUpload.objects.latest("pk")).counts()
        assert (counts["new"], counts["changed"], counts["refused"]) == (0, 0, 0)
        assert counts["same"] > 2
        assert everything() == before


def test_changes_are_written_and_versions_count_on(world: World) -> None:
    town, year = builder.town(world), world.today.year
    content = book(
        Rencana=[
            ["Tingkat", "Kode", "Nama", "Kode induk", "ID"],
            ["Program", "2.12.03.2.01", "Program akta", "1.1", town.programme.pk],
            ["Kegiatan", "2.12.03", "Kegiatan akta", "2.12.03.2.01", town.activity.pk],
        ],
        Indikator=[["Kode bagian", "Indikator", "Satuan", f"Target {year}", "ID"], ["1.1", "Akta cepat", "%", "", town.measure.pk]],
        Anggaran=[
            ["Kode bagian", "Tahun", "Kode rekening", "Nama rekening", "Pagu"],
            ["2.12.03.2.01", year, "5.1.02", "Belanja jasa", 5],
        ],
    )  # fmt: skip
    row = imported(world, town.renstra.pk, content)
    assert (row.added, row.changed, row.refused) == (0, 4, 0)
    for one in (town.programme, town.activity, town.measure, town.line):
        one.refresh_from_db()
        assert one.version == 2
    assert (town.programme.code, town.activity.code) == ("2.12.03.2.01", "2.12.03")  # they changed places
    assert (town.activity.parent_id, town.measure.text, town.line.name) == (
        town.programme.pk,
        "Akta cepat",
        "Belanja jasa",
    )
    assert not town.measure.targets.exists()
    again = actions.upload_plan(plan_id=town.renstra.pk, content=content, file_name="x.xlsx", by=world.viewer("head"))
    assert queries.checked(again).counts() == {"new": 0, "changed": 0, "same": 4, "refused": 0}


def test_refused_rows_stay_out_and_go_back(world: World) -> None:
    plan, head = renstra(world), world.client("head")
    heads = ["Tingkat", "Kode", "Nama", "Kode induk"]
    content = book(Rencana=[heads, ["Tujuan", "1", "Tertib", ""], ["Program", "8", "Yatim", "9"]])
    address = sent(head, plan.pk, content).headers["Location"]
    page = head.get(address).content.decode()
    assert "Tidak ada bagian dengan kode “9”" in page
    assert taken(head, address).status_code == 303
    assert list(Node.objects.filter(plan=plan).values_list("code", flat=True)) == ["1"]
    answer = head.get(reverse("programmes:upload_refused", args=[PlanUpload.objects.get().pk]))
    rows = reader.read(answer.content, "ditolak.xlsx")[0].rows
    assert [str(cell) for cell in rows[1][:4]] == ["Program", "8", "Yatim", "9"]
    assert len(rows) == 2


def test_a_plan_that_changed_since_the_check_is_not_written_over(world: World) -> None:
    town, by = builder.town(world), world.viewer("head")
    content = book(Rencana=[["Tingkat", "Kode", "Nama"], ["Kegiatan", "2.12.03.2.01", "Layanan akta"]])
    row = actions.upload_plan(plan_id=town.renstra.pk, content=content, file_name="x.xlsx", by=by)
    seen = queries.checked(row).fingerprint()
    other = actions.NodeInput("activity", "2.12.03.2.01", "Layanan KK", parent_id=town.programme.pk)
    actions.save_node(plan_id=town.renstra.pk, node_id=town.activity.pk, given=other, by=by)
    with pytest.raises(Conflict):
        actions.take_upload(pk=row.pk, seen=seen, by=by)
    town.activity.refresh_from_db()
    assert town.activity.name == "Layanan KK"
    answer = world.client("head").post(reverse("programmes:upload", args=[row.pk]), {"seen": seen})
    assert answer.status_code == 409
    assert "berubah sejak Anda memeriksa" in answer.content.decode()


def test_a_row_that_changed_since_the_download_is_refused(world: World) -> None:
    town, by = builder.town(world), world.viewer("head")
    content = queries.plan_workbook(town.renstra)
    other = actions.NodeInput("activity", "2.12.03.2.01", "Layanan KK", parent_id=town.programme.pk)
    actions.save_node(plan_id=town.renstra.pk, node_id=town.activity.pk, given=other, by=by)
    row = actions.upload_plan(plan_id=town.renstra.pk, content=content, file_name="x.xlsx", by=by)
    found = queries.checked(row)
    assert found.counts()["refused"] == 1
    assert [column for column, _reason in found.of("refused")[0].faults] == ["Versi"]


def test_who_may_download_upload_and_import(world: World) -> None:
    town = builder.town(world)
    content = book(Rencana=[["Tingkat", "Kode", "Nama"], ["Tujuan", "9", "Baru"]])
    for who in ("employee", "stranger", "inspector"):
        assert world.client(who).get(reverse("programmes:workbook", args=[town.region.pk])).status_code == 200
        for plan in (town.region, town.renstra):
            assert sent(world.client(who), plan.pk, content).status_code in (403, 404)
    assert sent(world.client("head"), town.region.pk, content).status_code == 404  # not his
    row = actions.upload_plan(plan_id=town.renstra.pk, content=content, file_name="x.xlsx", by=world.viewer("head"))
    seen = queries.checked(row).fingerprint()
    for who in ("leader", "stranger_head", "employee"):
        address = reverse("programmes:upload", args=[row.pk])
        wanted = 200 if queries.may_edit(world.viewer(who), town.renstra) else 404
        assert world.client(who).get(address).status_code in (wanted, 403)
    with pytest.raises(NotVisible):
        actions.take_upload(pk=row.pk, seen=seen, by=world.viewer("stranger_head"))
    actions.take_upload(pk=row.pk, seen=seen, by=world.viewer("admin"))
    assert Node.objects.filter(plan=town.renstra, code="9").exists()


def test_the_log_says_who_imported_what(world: World) -> None:
    plan = renstra(world)
    imported(world, plan.pk, from_scratch(world))
    act = Event.objects.get(verb="plan.imported")
    assert (act.actor, act.row_id) == (world.head.name, str(plan.pk))
    assert act.new is not None and (act.new["new"], act.new["refused"]) == (7, 0)
    assert Event.objects.filter(table="programmes_node", kind="insert", new__code="2.12.03.01").exists()
    kept = Event.objects.get(table="programmes_planupload", kind="insert")
    assert kept.new is not None and kept.new["content"] == "•"


def test_what_no_reader_should_open_is_refused_on_the_page(world: World) -> None:
    plan, head = renstra(world), world.client("head")
    for content, name in (
        (b"<html>", "a.xlsx"),
        (b"", "a.xlsx"),
        (b"PK\x03\x04zz", "a.xlsx"),
        (b"Nama;NIP\nA;1", "a.csv"),
    ):
        assert sent(head, plan.pk, content, name).status_code == 422
    assert head.post(reverse("programmes:upload_new", args=[plan.pk]), {}).status_code == 422
    assert not PlanUpload.objects.exists()


def test_a_table_as_csv(world: World) -> None:
    plan = renstra(world)
    content = b"Tingkat;Kode;Nama\nTujuan;1;Tertib\n"
    row = actions.upload_plan(plan_id=plan.pk, content=content, file_name="x.csv", by=world.viewer("head"))
    actions.take_upload(pk=row.pk, seen=queries.checked(row).fingerprint(), by=world.viewer("head"))
    assert Node.objects.get(plan=plan).name == "Tertib"


def test_signed_agreements_are_named_before_the_import(world: World) -> None:
    town, year = builder.town(world), world.today.year
    promise = builder.promise(world, town)
    content = book(Rencana=[["Tingkat", "Kode", "Nama"], ["Sasaran", "1.1", "Akta cepat"]])
    head = world.client("head")
    address = sent(head, town.renstra.pk, content).headers["Location"]
    assert f"Perjanjian kinerja {year} sudah ditandatangani" in head.get(address).content.decode()
    taken(head, address)
    promise.refresh_from_db()
    assert promise.content is not None and promise.content["outcomes"][0]["name"] == town.own_outcome.name
    assert queries.differs(promise)


def test_old_files_go_and_the_page_says_so(world: World) -> None:
    plan = renstra(world)
    row = imported(world, plan.pk, from_scratch(world))
    assert actions.forget_uploads(by=Viewer.system("uji")) == 0
    with connection.cursor() as cursor:
        cursor.execute("UPDATE programmes_planupload SET created_at = now() - interval '31 days'")
    assert actions.forget_uploads(by=Viewer.system("uji")) == 1
    page = world.client("head").get(reverse("programmes:upload", args=[row.pk])).content.decode()
    assert "sudah dihapus karena lama" in page
    with pytest.raises(Refused):
        queries.checked(PlanUpload.objects.get(pk=row.pk))


def test_statements_do_not_grow_with_the_rows(world: World) -> None:
    plan, head = renstra(world), world.client("head")

    def counted(rows: int, first: int) -> tuple[int, int]:
        parts = [
            ["Tujuan", f"{first}", "Tertib"],
            *(["Sasaran", f"{first}.{n}", "Hasil", f"{first}"] for n in range(rows)),
        ]
        measures = [[f"{first}.{n}", f"Ukuran {n}", n] for n in range(rows)]
        content = book(
            Rencana=[["Tingkat", "Kode", "Nama", "Kode induk"], *parts],
            Indikator=[["Kode bagian", "Indikator", world.today.year], *measures],
        )
        address = sent(head, plan.pk, content).headers["Location"]
        with CaptureQueriesContext(connection) as looked:
            assert head.get(address).status_code == 200
        row = PlanUpload.objects.latest("pk")
        seen = queries.checked(row).fingerprint()
        with CaptureQueriesContext(connection) as wrote:
            actions.take_upload(pk=row.pk, seen=seen, by=world.viewer("head"))
        return len(looked), len(wrote)

    few, many = counted(2, 1), counted(60, 2)
    assert few == many
    assert many[0] <= CHECK_BUDGET


@given(
    codes=st.permutations(["1.1", "2.12.03", "2.12.03.2.01"]),
    texts=st.lists(st.sampled_from(["A", "B", "C"]), min_size=2, max_size=2, unique=True),
    fresh=st.lists(st.sampled_from(["1.1", "2.12.03", "2.12.03.2.01", "9"]), max_size=2),
)
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_rows_may_exchange_their_codes_in_any_way(
    world: World, codes: list[str], texts: list[str], fresh: list[str]
) -> None:
    """Whatever is accepted can be written, and then the same file finds nothing more to do."""
    with transaction.atomic():
        town, by = builder.town(world), world.viewer("head")
        second = builder.measure(town.own_outcome, world.today.year, text="B")
        nodes = (town.own_outcome, town.programme, town.activity)
        kinds, parents = ("Sasaran", "Program", "Kegiatan"), ("1", codes[0], codes[1])
        content = book(
            Rencana=[
                ["Tingkat", "Kode", "Nama", "Kode induk", "ID"],
                *([k, c, "Nama", p, n.pk] for k, c, p, n in zip(kinds, codes, parents, nodes, strict=True)),
                *(["Sasaran", code, f"Baru {number}", "1", ""] for number, code in enumerate(fresh)),
            ],
            Indikator=[
                ["Kode bagian", "Indikator", "ID"],
                *([codes[0], t, m.pk] for t, m in zip(texts, (town.measure, second), strict=True)),
            ],
        )
        row = actions.upload_plan(plan_id=town.renstra.pk, content=content, file_name="x.xlsx", by=by)
        found = queries.checked(row)
        assert len([one for one in found.judged if one.faults]) <= len(fresh)
        actions.take_upload(pk=row.pk, seen=found.fingerprint(), by=by)
        assert [Node.objects.get(pk=n.pk).code for n in nodes] == list(codes)
        again = actions.upload_plan(plan_id=town.renstra.pk, content=content, file_name="x.xlsx", by=by)
        counts = queries.checked(again).counts()
        assert (counts["new"], counts["changed"]) == (0, 0)
        transaction.set_rollback(True)
