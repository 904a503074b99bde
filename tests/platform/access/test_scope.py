"""From the table to a filter: who sees which rows; checked by a second, plain implementation."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Q

from pamong.people.models import Assignment
from pamong.people.queries import assignments, under
from pamong.platform.access import may, scope
from pamong.platform.access import scope as scope_package
from pamong.platform.access.scope import EVERYTHING
from pamong.platform.access.table import ROWS, TABLE, Row, as_json
from pamong.platform.access.viewer import RoleGrant, Viewer, viewer_of
from pamong.platform.access.who import LABELS, ROLES, Who
from tests.world import World

EMPLOYEE = Viewer(user_id=1, person_id=10, agency_id=1)
HEAD = Viewer(user_id=2, person_id=20, agency_id=1, leads=("000001.",), has_reports=True)
CLERK = Viewer(user_id=3, person_id=30, agency_id=1, grants=frozenset({RoleGrant(Who.AGENCY_ADMIN, 1)}))
TWO = Viewer(user_id=4, grants=frozenset({RoleGrant(Who.AGENCY_ADMIN, 1), RoleGrant(Who.AGENCY_ADMIN, 2)}))
REGION = Viewer(user_id=5, grants=frozenset({RoleGrant(Who.PERSONNEL, None)}))
KEEPER = Viewer(user_id=6, grants=frozenset({RoleGrant(Who.SYSADMIN, None)}))
NOBODY = Viewer.anonymous()
RELATIONS = {Who.SELF: Q(a=1), Who.SUPERIOR: Q(b=1), Who.ABOVE: Q(c=1)}


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        Row("uji", "umum", (Who.PUBLIC,)),
        Row("uji", "staf", (Who.STAFF,)),
        Row("uji", "diri", (Who.SELF,)),
        Row("uji", "garis", (Who.SELF, Who.SUPERIOR, Who.ABOVE)),
        Row("uji", "admin", (Who.AGENCY_ADMIN,)),
        Row("uji", "campur", (Who.SELF, Who.AGENCY_ADMIN, Who.PERSONNEL)),
        Row("uji", "kosong", ()),
    ]
    for row in rows:
        monkeypatch.setitem(TABLE, row.policy, row)


@pytest.mark.usefixtures("table")
@pytest.mark.parametrize(
    ("viewer", "policy", "expected"),
    [
        (NOBODY, "uji.umum", True),
        (NOBODY, "uji.staf", False),
        (NOBODY, "uji.diri", False),
        (NOBODY, "uji.admin", False),
        (NOBODY, "uji.kosong", False),
        (EMPLOYEE, "uji.umum", True),
        (EMPLOYEE, "uji.staf", True),
        (EMPLOYEE, "uji.diri", True),
        (EMPLOYEE, "uji.garis", True),
        (EMPLOYEE, "uji.admin", False),
        (EMPLOYEE, "uji.campur", True),
        (EMPLOYEE, "uji.kosong", False),
        (CLERK, "uji.admin", True),
        (REGION, "uji.admin", False),
        (REGION, "uji.campur", True),
        (REGION, "uji.staf", False),
        (REGION, "uji.diri", False),
        (KEEPER, "uji.campur", False),
        (KEEPER, "uji.umum", True),
    ],
)
def test_the_first_question(viewer: Viewer, policy: str, expected: bool) -> None:
    assert may(viewer, policy) is expected


@pytest.mark.usefixtures("table")
@pytest.mark.parametrize(
    ("viewer", "policy", "expected"),
    [
        (NOBODY, "uji.umum", EVERYTHING),
        (NOBODY, "uji.garis", Q(pk__in=())),
        (NOBODY, "uji.staf", Q(pk__in=())),
        (EMPLOYEE, "uji.staf", EVERYTHING),
        (EMPLOYEE, "uji.diri", Q(pk__in=()) | Q(a=1)),
        (EMPLOYEE, "uji.garis", Q(pk__in=()) | Q(a=1) | Q(b=1) | Q(c=1)),
        (EMPLOYEE, "uji.admin", Q(pk__in=())),
        (CLERK, "uji.admin", Q(pk__in=()) | Q(agency_id__in=[1])),
        (TWO, "uji.admin", Q(pk__in=()) | Q(agency_id__in=[1, 2])),
        (TWO, "uji.diri", Q(pk__in=())),
        (CLERK, "uji.campur", Q(pk__in=()) | Q(a=1) | Q(agency_id__in=[1])),
        (REGION, "uji.campur", EVERYTHING),
        (KEEPER, "uji.campur", Q(pk__in=())),
        (EMPLOYEE, "uji.kosong", Q(pk__in=())),
    ],
)
def test_the_filter(viewer: Viewer, policy: str, expected: Q) -> None:
    assert scope(viewer, policy, RELATIONS) == expected


@pytest.mark.usefixtures("table")
def test_the_way_to_the_agency_is_told() -> None:
    assert scope(CLERK, "uji.admin", {}, agency="skp__agency_id") == Q(pk__in=()) | Q(skp__agency_id__in=[1])


@pytest.mark.usefixtures("table")
def test_a_forgotten_relation_is_an_error_and_not_a_hole() -> None:
    with pytest.raises(ImproperlyConfigured, match="superior"):
        scope(EMPLOYEE, "uji.garis", {Who.SELF: Q(a=1)})


def test_an_unknown_policy_is_an_error() -> None:
    for call in (lambda: may(EMPLOYEE, "kas.ambil"), lambda: scope(EMPLOYEE, "kas.ambil", {})):
        with pytest.raises(KeyError):
            call()


def test_agencies_of_a_role() -> None:
    assert CLERK.agencies_for(Who.AGENCY_ADMIN) == frozenset({1})
    assert TWO.agencies_for(Who.AGENCY_ADMIN) == frozenset({1, 2})
    assert REGION.agencies_for(Who.PERSONNEL) is None
    assert REGION.agencies_for(Who.AGENCY_ADMIN) == frozenset()
    assert EMPLOYEE.agencies_for(Who.PERSONNEL) == frozenset()


def test_one_regional_grant_outweighs_those_of_agencies() -> None:
    both = Viewer(
        user_id=1, grants=frozenset({RoleGrant(Who.ASSESSMENT_TEAM, 1), RoleGrant(Who.ASSESSMENT_TEAM, None)})
    )
    assert both.agencies_for(Who.ASSESSMENT_TEAM) is None


OPEN = {Who.PUBLIC, Who.RECEIPT}  # a receipt is shown on the page itself


def test_the_system_passes_no_gate() -> None:
    system = Viewer.system("impor")
    assert system.user_id is None
    assert not system.is_staff
    assert not [row.policy for row in ROWS if not OPEN & set(row.who) and may(system, row.policy)]


def test_the_keeper_of_the_machine_sees_no_personal_data() -> None:
    assert not [row.policy for row in ROWS if row.logged and may(KEEPER, row.policy)]


def test_a_visitor_holds_only_what_is_public() -> None:
    assert [row.policy for row in ROWS if may(NOBODY, row.policy)] == [r.policy for r in ROWS if OPEN & set(r.who)]


def test_no_path_leads_nowhere() -> None:
    assert under((), "unit__path") == Q(pk__in=())
    assert under(("000001.",), "unit__path") == Q(pk__in=()) | Q(unit__path__startswith="000001.")


def test_the_table_as_json_is_the_table() -> None:
    rows = as_json()
    assert len(rows) == len(ROWS)
    assert {f"{r['object']}.{r['action']}" for r in rows} == set(TABLE)
    assert all(set(r["who"]) <= {str(w) for w in Who} for r in rows)


def test_roles_and_relations_are_apart_and_all_named() -> None:
    assert {w for w in Who if w.is_role} == ROLES
    assert set(LABELS) == set(Who)
    assert all(w.label for w in Who)
    assert scope_package is not None


@pytest.mark.django_db
class TestInTheWorld:
    """The viewer of each person of the test world, and what the filter lets through."""

    def test_visitors_have_no_viewer(self) -> None:
        from django.contrib.auth.models import AnonymousUser

        assert viewer_of(AnonymousUser()) == NOBODY

    def test_the_viewer_knows_place_duties_and_roles(self, world: World) -> None:
        superior = world.viewer("superior")
        assert (superior.person_id, superior.agency_id, superior.unit_id) == (
            world.superior.pk,
            world.a.pk,
            world.office.pk,
        )
        assert superior.acts_for == frozenset({world.superior.pk})
        assert superior.leads == (world.office.path,)
        assert superior.has_reports
        assert not world.viewer("employee").has_reports
        assert world.viewer("admin").grants == frozenset({RoleGrant(Who.AGENCY_ADMIN, world.a.pk)})
        assert world.viewer("sysadmin").person_id is None

    @pytest.mark.parametrize(
        "who",
        ["head", "superior", "employee", "peer", "acting", "admin", "stranger", "personnel", "inspector", "leader"],
    )
    def test_a_second_implementation_agrees(self, world: World, who: str) -> None:
        viewer = world.viewer(who)
        seen = set(assignments(viewer).values_list("person_id", flat=True))
        assert seen == {a.person_id for a in Assignment.objects.select_related("unit") if plainly_sees(viewer, a)}


def plainly_sees(viewer: Viewer, row: Assignment) -> bool:
    """The rule of "person.list" said once more, without filters."""
    if any(g.role in (Who.PERSONNEL, Who.INSPECTOR, Who.LEADER) for g in viewer.grants):
        return True
    if any(g.role == Who.AGENCY_ADMIN and g.agency_id == row.agency_id for g in viewer.grants):
        return True
    if viewer.person_id is None:
        return False
    own = row.person_id == viewer.person_id
    direct = row.superior_id in viewer.acts_for
    return own or direct or any(row.unit.path.startswith(path) for path in viewer.leads)
