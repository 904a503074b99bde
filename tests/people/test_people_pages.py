"""The list of people, its export and the page of a person: scope, NIP, filters, as-of, cost."""

import datetime as dt
import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pamong.people import queries
from pamong.people.models import Assignment
from pamong.platform.audit.models import Read
from pamong.platform.guard import ACTION
from tests.world import World, assign, person, unit

pytestmark = pytest.mark.django_db
LIST = "/kepegawaian/"
A_PEOPLE = {"head", "superior", "employee", "peer", "acting", "admin"}
B_PEOPLE = {"stranger_head", "stranger"}
SEEN = {
    "employee": {"employee"},
    "superior": {"superior", "employee", "peer"},
    "head": A_PEOPLE,
    "admin": A_PEOPLE,
    "personnel": A_PEOPLE | B_PEOPLE,
    "inspector": A_PEOPLE | B_PEOPLE,
    "leader": A_PEOPLE | B_PEOPLE,
    "stranger": {"stranger"},
    "stranger_head": B_PEOPLE,
}


def listed(world: World, who: str, **query: str) -> set[str]:
    page = world.client(who).get(LIST, query).content.decode()
    return {key for key, p in world.people.items() if f"/pegawai/{p.pk}/" in page}


@pytest.mark.parametrize("who", sorted(SEEN))
def test_who_sees_whom(world: World, who: str) -> None:
    assert listed(world, who) == SEEN[who]


@pytest.mark.parametrize("who", sorted(SEEN))
def test_list_page_and_export_share_one_scope(world: World, who: str) -> None:
    client = world.client(who)
    for key, p in world.people.items():
        status = client.get(reverse("people:person", args=[p.pk])).status_code
        assert (status == 200) == (key in SEEN[who]), key
        assert status in (200, 404)
    names = {row[1] for row in rows_of(client.get(reverse("people:export")).content)[1:]}
    assert names == {world.people[key].name for key in SEEN[who]}


def test_the_system_keeper_sees_nobody(world: World) -> None:
    client = world.client("sysadmin")
    assert client.get(LIST).status_code == 403
    assert client.get(reverse("people:export")).status_code == 403
    assert client.get(reverse("people:person", args=[world.employee.pk])).status_code == 403


def test_an_acting_superior_sees_the_staff_while_he_acts(world: World) -> None:
    assert listed(world, "acting") == {"acting"}
    world.appoint_acting()
    assert listed(world, "acting") == {"acting", "superior", "employee", "peer"}


@pytest.mark.parametrize(
    ("who", "sees"),
    [("superior", True), ("admin", True), ("personnel", True), ("inspector", True), ("head", False), ("leader", False)],
)
def test_the_number_is_shown_to_those_who_need_it(world: World, who: str, sees: bool) -> None:
    number = "19900505 201707 2 004"
    client = world.client(who)
    assert (number in client.get(LIST).content.decode()) == sees
    assert (number in client.get(reverse("people:person", args=[world.employee.pk])).content.decode()) == sees
    exported = {row[1]: row[0] for row in rows_of(client.get(reverse("people:export")).content)[1:]}
    assert (exported[world.employee.name] == world.employee.nip) == sees
    assert str(exported[world.employee.name]).startswith("1990")
    found = world.employee.name in client.get(LIST, {"q": world.employee.nip}).content.decode()
    assert found == sees


def test_a_head_sees_the_numbers_of_his_direct_staff(world: World) -> None:
    page = world.client("head").get(LIST).content.decode()
    assert "19820304 200604 1 002" in page
    assert "19900505 201707 2 004" not in page


def test_contact_is_for_the_person_and_the_clerks(world: World) -> None:
    url = reverse("people:person", args=[world.employee.pk])
    assert {who for who in SEEN if world.employee.email in world.client(who).get(url).content.decode()} == {
        "employee",
        "admin",
        "personnel",
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "sari"}, {"employee"}),
        ({"q": "LESTARI"}, {"employee"}),
        ({"q": "  sari   lestari"}, {"employee"}),
        ({"q": "1990"}, {"employee"}),
        ({"q": "19900505 2017"}, {"employee"}),
        ({"q": "201707"}, set()),
        ({"q": "tidak ada"}, set()),
        ({"q": "%"}, set()),
        ({"q": "_"}, set()),
        ({"q": "teguh", "status": "PNS"}, {"peer"}),
        ({"q": "teguh", "status": "PPPK"}, set()),
    ],
)
def test_searching(world: World, query: dict[str, str], expected: set[str]) -> None:
    assert listed(world, "admin", **query) == expected


def test_a_unit_means_it_and_all_below(world: World) -> None:
    assert listed(world, "admin", unit=str(world.office.pk)) == {"superior", "employee", "peer"}
    assert listed(world, "admin", unit=str(world.root.pk)) == A_PEOPLE


def test_units_of_others_are_no_choice(world: World) -> None:
    assert [int(pk) for pk, _ in queries.units_for(world.viewer("admin"))] == [world.root.pk, world.office.pk]
    assert [int(pk) for pk, _ in queries.units_for(world.viewer("superior"))] == [world.office.pk]
    assert listed(world, "admin", unit=str(world.b_root.pk)) == A_PEOPLE


@pytest.mark.parametrize(
    "query",
    [
        {"q": "\x00"},
        {"q": "a" * 3000},
        {"unit": "abc"},
        {"unit": "9" * 40},
        {"status": "XX"},
        {"pada": "31-02-2026"},
        {"pada": "0000-00-00"},
        {"pada": "99999-01-01"},
        {"hal": "0"},
        {"hal": "abc"},
        {"hal": "99999999999999999999"},
        {"urut": "person__user__password"},
        {"urut": "-"},
        {"q": "\u202esari"},
    ],
)
def test_made_up_addresses_do_no_harm(world: World, query: dict[str, str]) -> None:
    client = world.client("admin")
    for url in (LIST, reverse("people:export"), reverse("people:person", args=[world.employee.pk])):
        assert client.get(url, query).status_code == 200, (url, query)


@pytest.mark.parametrize("number", ["0", "999999999", "99999999999999999999999"])
def test_numbers_of_nobody_are_a_404(world: World, number: str) -> None:
    assert world.client("personnel").get(f"/kepegawaian/pegawai/{number}/").status_code == 404


def names_in_order(world: World, order: str) -> list[str]:
    found = queries.people_list(world.viewer("admin"), queries.PeopleFilter(order=order))
    return [row.person.name for row in found]


def test_sorting(world: World) -> None:
    names = names_in_order(world, "nama")
    assert names == sorted(names)
    assert names_in_order(world, "-nama") == names[::-1]
    assert names_in_order(world, "made up") == names
    posts = [
        row.position_title for row in queries.people_list(world.viewer("admin"), queries.PeopleFilter(order="jabatan"))
    ]
    assert posts == sorted(posts)


def move_employee(world: World) -> dt.date:
    """The employee moved to the agency b a month ago; answers the day of the move."""
    moved = world.today - dt.timedelta(days=30)
    Assignment.objects.filter(person=world.employee).update(via=ACTION, valid=(dt.date(2024, 1, 2), moved))
    assign(world.employee, world.b_root, "Penata Layanan", world.stranger_head, since=moved)
    return moved


def test_the_list_as_of_a_day(world: World) -> None:
    moved = move_employee(world)
    before = (moved - dt.timedelta(days=1)).isoformat()
    assert "employee" not in listed(world, "admin")
    assert "employee" in listed(world, "admin", pada=before)
    assert "employee" in listed(world, "stranger_head")
    assert "employee" not in listed(world, "stranger_head", pada=before)


def test_the_page_as_of_a_day(world: World) -> None:
    moved = move_employee(world)
    url = reverse("people:person", args=[world.employee.pk])
    client = world.client("personnel")
    assert "Penata Layanan" in client.get(url).content.decode()
    then = client.get(url, {"pada": (moved - dt.timedelta(days=1)).isoformat()}).content.decode()
    card = then[then.index("Keadaan pada") : then.index("Data pribadi")]
    assert "Pengadministrasi Kependudukan" in card
    assert "Penata Layanan" not in card
    long_ago = client.get(url, {"pada": "2001-01-01"}).content.decode()
    assert "Tidak ada penugasan pada tanggal ini" in long_ago


def test_a_former_superior_sees_only_his_time(world: World) -> None:
    moved = move_employee(world)
    url = reverse("people:person", args=[world.employee.pk])
    client = world.client("superior")
    assert client.get(url).status_code == 404
    assert client.get(url, {"pada": (moved - dt.timedelta(days=1)).isoformat()}).status_code == 200


def test_the_page_names_who_stands_in_for_the_superior(world: World) -> None:
    world.appoint_acting()
    page = world.client("admin").get(reverse("people:person", args=[world.employee.pk])).content.decode()
    assert world.acting.name in page
    assert "Plh" in page


def test_readings_are_recorded_without_the_reader_himself(world: World) -> None:
    client = world.client("superior")
    client.get(LIST)
    client.get(reverse("people:person", args=[world.employee.pk]))
    client.get(reverse("people:export"))
    client.get(reverse("people:person", args=[world.superior.pk]))
    found = [(r.what, sorted(r.subjects)) for r in Read.objects.order_by("id")]
    staff = sorted([world.employee.pk, world.peer.pk])
    assert found == [("person.list", staff), ("person.view", [world.employee.pk]), ("person.export", staff)]


def rows_of(content: bytes) -> list[tuple[object, ...]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True).active
    assert sheet is not None
    return [tuple("" if v is None else v for v in row) for row in sheet.iter_rows(values_only=True)]


def test_the_export_is_exactly_what_is_shown(world: World) -> None:
    client = world.client("admin")
    response = client.get(reverse("people:export"), {"unit": str(world.office.pk), "urut": "-nama"})
    rows = rows_of(response.content)
    assert rows[0] == ("NIP", "Nama", "Status", "Golongan", "Jabatan", "Unit kerja", "Atasan langsung")
    assert [row[1] for row in rows[1:]] == sorted(
        (world.people[k].name for k in ("superior", "employee", "peer")), reverse=True
    )
    assert "attachment" in response["Content-Disposition"]
    assert all(isinstance(row[0], str) and len(row[0]) == 18 for row in rows[1:])


@pytest.mark.parametrize("name", ["=1+1", "+628", "-2", "@cmd", "\tx"])
def test_no_cell_of_the_export_starts_a_formula(world: World, name: str) -> None:
    assign(person(name, "199707152024212003"), world.office, name, world.superior)
    rows = rows_of(world.client("admin").get(reverse("people:export"), {"unit": str(world.office.pk)}).content)
    cells = [str(cell) for row in rows for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]
    assert f"'{name}" in cells


def crowd(world: World, size: int) -> None:
    for number in range(size):
        who = person(f"Pegawai {number:04d}", f"19900101201501{1 + number % 2}{number:03d}")
        assign(who, world.office, "Pengadministrasi Umum", world.superior)


def queries_of(world: World, who: str, url: str) -> int:
    client = world.client(who)
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("who", ["superior", "admin", "personnel"])
def test_the_list_costs_the_same_at_any_size(world: World, who: str) -> None:
    small = queries_of(world, who, LIST)
    crowd(world, 120)
    large = queries_of(world, who, LIST)
    assert small == large <= 10


def test_the_account_list_costs_the_same_at_any_size(world: World) -> None:
    url = reverse("people:account_list")
    small = queries_of(world, "admin", url)
    crowd(world, 60)
    assert small == queries_of(world, "admin", url) <= 10


def test_a_person_page_is_cheap(world: World) -> None:
    assert queries_of(world, "admin", reverse("people:person", args=[world.employee.pk])) <= 13


def test_the_list_is_paged_by_fifty(world: World) -> None:
    crowd(world, 60)
    client = world.client("admin")
    first = client.get(LIST, {"q": "Pegawai"}).content.decode()
    second = client.get(LIST, {"q": "Pegawai", "hal": "2"}).content.decode()
    assert first.count("Pengadministrasi Umum") == 50
    assert second.count("Pengadministrasi Umum") == 10
    assert "q=Pegawai" in first


def test_odd_names_do_not_break_the_page(world: World) -> None:
    deep = unit(world.a, "Seksi " + "Panjang Sekali " * 12, world.office)
    for number, name in enumerate(["X", "O'Neil <b>tebal</b>", "ꦱꦫꦶ", "N" * 150]):
        assign(person(name, f"19970715202421200{number + 1}"), deep, "Penata <i>miring</i>", world.superior)
    page = world.client("admin").get(LIST).content.decode()
    assert "<b>tebal</b>" not in page
    assert "<i>miring</i>" not in page
    assert "ꦱꦫꦶ" in page


def test_masking_keeps_the_length_and_little_else() -> None:
    masked = queries.masked_nip("199005052017072004")
    assert len(masked) == 18
    assert masked.startswith("1990") and masked.endswith("004")
    assert "0505" not in masked
