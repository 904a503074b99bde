"""The workbook of a town's personnel office, with every fault such files have: everything in it is found, nothing else."""

import datetime as dt
import functools
from collections import Counter

import pytest

from pamong.people.actions import imports
from pamong.people.actions.import_write import Defaults
from pamong.people.enums import Matter
from pamong.people.models import Agency, Assignment, ImportRun, Person, Unit, User, WorkItem
from pamong.people.queries.imports import find_columns
from pamong.people.rules.known import Known
from pamong.people.rules.plan import ImportPlan, make
from pamong.people.rules.rows import parse
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit.models import Event
from pamong.platform.importexport.reader import read
from tests.people.imports.files import EXPECTED, sample

pytestmark = pytest.mark.django_db
CLERK = Viewer.system("uji impor")


def preview() -> ImportPlan:
    return imports.preview(content=sample(), file_name="pegawai.xlsx", answers={}, by=CLERK)


def bring_in() -> ImportPlan:
    return imports.import_file(
        content=sample(),
        file_name="pegawai.xlsx",
        answers={},
        defaults=Defaults("Kota Salatiga", "Asia/Jakarta"),
        by=CLERK,
    )


def test_preview_counts_what_is_expected() -> None:
    plan = preview()
    assert plan.counts()["new"] == EXPECTED["people_valid"]
    assert plan.counts()["changed"] == plan.counts()["unchanged"] == 0
    assert plan.counts()["refused"] == EXPECTED["rows_bad"]
    assert plan.identical == EXPECTED["rows_identical_twice"]
    assert len(plan.new_units) == EXPECTED["units"]
    assert sum(work.matter == "unknown_superior" for work in plan.work) == EXPECTED["rows_with_unknown_superior"]
    assert plan.questions == []


def test_preview_writes_nothing() -> None:
    preview()
    assert not Person.objects.exists()
    assert not ImportRun.objects.exists()


@functools.cache
def planned() -> ImportPlan:
    """Against an empty database, without asking one."""
    sheets = read(sample(), "pegawai.xlsx")
    found = find_columns(sheets)
    parsed = parse(sheets[found.sheet].rows, found.heading_row, found.columns)
    return make(parsed, Known(dt.date(2026, 11, 22)), {})


@pytest.mark.parametrize("bad", EXPECTED["bad"], ids=lambda bad: f"{bad['field']}-{bad['nip'][:12]}")
def test_every_bad_row_is_refused_with_field_and_reason(bad: dict[str, str]) -> None:
    refused = [note for note in planned().refused if note.field == bad["field"] and bad["why"] in note.reason]
    names = {note.name for note in refused}
    nips = {note.nip for note in refused}
    assert (bad["nama"] in names) if bad["nama"] else (bad["nip"] in nips)


def test_refusals_name_the_row_of_the_sheet() -> None:
    plan = planned()
    rows = [note.row for note in plan.refused]
    assert rows == sorted(rows, key=lambda row: row or 0)
    by_value = {note.value: note.row for note in plan.refused}
    assert by_value["19730718200021203"] == 225


def test_signature_line_and_blank_rows_are_left_out_and_said() -> None:
    said = [note for note in planned().warnings if "diabaikan" in note.reason]
    assert [note.value for note in said] == ["Mengetahui, Kepala BKPSDM"]


def test_import_does_what_the_preview_says() -> None:
    before = preview()
    plan = bring_in()
    assert plan.counts() == before.counts()
    assert [n.as_dict() for n in plan.refused] == [n.as_dict() for n in before.refused]
    assert Person.objects.count() == Assignment.objects.count() == User.objects.count() == EXPECTED["people_valid"]
    assert Unit.objects.count() == EXPECTED["units"]


def test_second_run_changes_nothing() -> None:
    bring_in()
    events = Event.objects.filter(
        table__in=["people_person", "people_assignment", "people_unit", "people_user"]
    ).count()
    plan = bring_in()
    assert (plan.counts()["new"], plan.counts()["changed"]) == (0, 0)
    assert plan.counts()["unchanged"] == EXPECTED["people_valid"]
    again = Event.objects.filter(table__in=["people_person", "people_assignment", "people_unit", "people_user"]).count()
    assert again == events
    assert WorkItem.objects.count() == EXPECTED["rows_with_unknown_superior"] + 1


def test_organisation_is_a_tree_of_agencies() -> None:
    bring_in()
    tops = Unit.objects.filter(parent__isnull=True)
    assert set(tops.values_list("name", flat=True)) == set(Agency.objects.values_list("name", flat=True))
    assert "Dinas Kependudukan dan Pencatatan Sipil" in {unit.name for unit in tops}
    registry = Unit.objects.get(name="Bidang Pelayanan Pencatatan Sipil")
    assert registry.parent is not None
    assert registry.path == registry.parent.path + Unit.step(registry.pk)
    assert registry.agency.name == registry.parent.name
    assert Agency.objects.filter(region="Kota Salatiga").count() == Agency.objects.count()


def test_capital_copies_are_one_unit_in_the_better_spelling() -> None:
    bring_in()
    assert Unit.objects.filter(name="Bagian Umum").count() == 1
    assert not Unit.objects.filter(name="BAGIAN UMUM").exists()


def test_every_unit_but_the_empty_one_has_its_head() -> None:
    bring_in()
    led = set(Assignment.objects.filter(is_head=True).values_list("unit__name", flat=True))
    without = set(Unit.objects.exclude(name__in=led).values_list("name", flat=True))
    assert without == {"Dinas Antariksa"}
    head = Assignment.objects.get(unit__name="Kecamatan Argomulyo", is_head=True)
    assert head.position_title == "Camat Argomulyo"


def test_unknown_superiors_become_work_not_failure() -> None:
    bring_in()
    items = WorkItem.objects.filter(matter=Matter.UNKNOWN_SUPERIOR).select_related("person")
    assert len(items) == EXPECTED["rows_with_unknown_superior"]
    assert {item.detail for item in items} == {"197001011995011999"}
    for item in items:
        assert Assignment.objects.get(person=item.person).superior is None
    assert WorkItem.objects.filter(matter=Matter.UNIT_WITHOUT_HEAD).count() == 1


def test_superiors_who_come_later_in_the_file_are_found() -> None:
    bring_in()
    named = Assignment.objects.filter(superior__isnull=False).count()
    assert named == EXPECTED["people_valid"] - EXPECTED["rows_with_unknown_superior"] - 1  # and the one at the very top


def test_kinds_ranks_and_contacts_are_read() -> None:
    bring_in()
    kinds = Counter(Assignment.objects.values_list("position_kind", flat=True))
    assert kinds["JPT"] == 14
    assert set(kinds) == {"JPT", "JA", "JF"}
    kept = Person.objects.get(nip="197508242002051007")  # the contacts stand only in its second copy
    assert (kept.email, kept.phone) == ("pegawai1251@contoh.go.id", "081295715276")
    assert Person.objects.filter(status="PPPK", rank="IX").exists()


def test_accounts_wait_for_activation() -> None:
    bring_in()
    user = User.objects.get(nip="197508242002051007")
    assert user.person is not None
    assert not user.has_usable_password()
    assert not user.check_password("")


def test_run_is_kept_and_audited() -> None:
    bring_in()
    run = ImportRun.objects.get()
    assert run.state == "done"
    assert run.applied_at is not None
    act = Event.objects.get(verb="import.applied")
    assert act.actor == "uji impor"
    assert act.new is not None
    assert act.new["new"] == EXPECTED["people_valid"]
    row = Event.objects.filter(table="people_person", kind="insert").first()
    assert row is not None
    assert (row.actor, row.route) == ("uji impor", "people.import")


def test_content_of_the_file_never_reaches_the_audit() -> None:
    bring_in()
    row = Event.objects.get(table="people_importfile", kind="insert")
    assert row.new is not None
    assert row.new["content"] == "•"
