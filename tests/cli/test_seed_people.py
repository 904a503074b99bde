"""Invented people hang together: numbers, names, posts and superiors."""

import random
from collections import Counter

import pytest

from pamong.cli.seeding import bulk
from pamong.cli.seeding import offices as o
from pamong.cli.seeding.duties import IN_WORDS, duties_of
from pamong.cli.seeding.folk import MAIL, Named, Planned, Slot, populate
from pamong.cli.seeding.names import FIRST_SEQUENCE, LONG, Registry
from pamong.cli.seeding.plans import levels
from pamong.cli.seeding.roles import NAMED, ROLES
from pamong.people.enums import PositionKind
from pamong.planning.enums import Aspect, Direction, Perspective
from pamong.platform.access.who import Who
from pamong.rulebook import nip as nips


@pytest.fixture(scope="module")
def town() -> list[Planned]:
    return populate(o.TOWN, random.Random(2026), NAMED)


def by_nip(people: list[Planned]) -> dict[str, Planned]:
    return {p.person.nip: p for p in people}


# --- persons ---


def test_every_number_is_sound_and_says_what_the_person_is(town: list[Planned]) -> None:
    for planned in town:
        parts = nips.parse(planned.person.nip)
        assert isinstance(parts, nips.NipParts), planned.person
        assert parts.born == planned.person.birth_date
        assert parts.sex.value == planned.person.sex
        assert parts.status.value == planned.person.status


def test_no_number_is_given_twice_even_to_twins() -> None:
    registry = Registry(random.Random(1))
    made = [registry.person("school", sex="L") for _ in range(3000)]
    assert len({p.nip for p in made}) == len(made)


def test_sequence_numbers_keep_away_from_those_of_real_workbooks(town: list[Planned]) -> None:
    assert min(int(p.person.nip[15:]) for p in town) >= FIRST_SEQUENCE > 900


def test_people_born_on_one_day_get_following_numbers() -> None:
    registry = Registry(random.Random(1))
    assert registry._nip("199001012015011") == "199001012015011901"
    assert registry._nip("199001012015011") == "199001012015011902"
    assert registry._nip("199001012015012") == "199001012015012901"


def test_names_are_as_varied_as_in_an_office() -> None:
    registry = Registry(random.Random(3))
    names = [registry.person("bachelor").name for _ in range(1500)]
    assert any(" " not in name for name in names), "one-word names"
    assert any(name.startswith(LONG) for name in names), "long names"
    assert any(", " in name for name in names), "titles behind the name"
    assert max(map(len, names)) <= 150
    assert len(set(names)) > 900


def test_seniors_are_civil_servants_of_a_leaders_rank() -> None:
    registry = Registry(random.Random(3))
    for _ in range(200):
        person = registry.person("master", senior=True)
        assert person.status == "PNS"
        assert person.rank in ("IV/a", "IV/b")
        assert 1970 <= person.birth_date.year <= 1981


def test_contract_staff_carry_roman_grades_and_the_code_of_their_intake() -> None:
    registry = Registry(random.Random(3))
    contract = [p for p in (registry.person("diploma") for _ in range(300)) if p.status == "PPPK"]
    assert contract
    assert {p.rank for p in contract} == {"VII"}
    assert {p.nip[12:14] for p in contract} == {"21"}


def test_a_doctor_is_called_one() -> None:
    registry = Registry(random.Random(3))
    names = [registry.person("doctor").name for _ in range(100)]
    assert sum("dr. " in name for name in names) > 80


# --- posts ---


def test_the_same_seed_makes_the_same_town_and_another_one_does_not(town: list[Planned]) -> None:
    assert populate(o.TOWN, random.Random(2026), NAMED) == town
    assert populate(o.TOWN, random.Random(2027), NAMED) != town


def test_about_three_hundred_people_work_in_five_agencies(town: list[Planned]) -> None:
    sizes = Counter(p.agency for p in town)
    assert 250 <= len(town) <= 330
    assert len(sizes) == 5
    assert min(sizes.values()) >= 20


def test_every_agency_carries_the_name_of_the_invented_town(town: list[Planned]) -> None:
    assert all(p.agency.endswith(o.REGION) for p in town)


def test_superiors_come_before_their_staff_and_lead_them(town: list[Planned]) -> None:
    seen: dict[str, Planned] = {}
    for planned in town:
        if planned.superior is not None:
            leader = seen[planned.superior]
            assert leader.is_head
            assert leader.agency != planned.agency or planned.units[: len(leader.units)] == leader.units
        seen[planned.person.nip] = planned
    assert [p for p in town if p.superior is None] == [town[0]]


def test_each_unit_has_one_head(town: list[Planned]) -> None:
    heads = Counter(p.units for p in town if p.is_head)
    assert set(heads) == {p.units for p in town}
    assert set(heads.values()) == {1}


def test_nobody_began_before_he_joined(town: list[Planned]) -> None:
    assert all(p.since.year > int(p.person.nip[8:12]) for p in town)


def test_kinds_of_posts_are_those_of_the_law(town: list[Planned]) -> None:
    kinds = Counter(p.post.kind for p in town)
    assert set(kinds) == set(PositionKind.values)
    assert kinds["JPT"] == 5
    assert all(p.is_head and len(p.units) == 1 for p in town if p.post.kind == "JPT")


def test_addresses_cannot_reach_anybody(town: list[Planned]) -> None:
    assert MAIL.endswith(".example")
    assert all(p.email.endswith(f"@{MAIL}") for p in town)
    assert all(p.phone.startswith("08120000") and len(p.phone) == 12 for p in town)


def test_a_named_person_takes_the_place_meant_for_him() -> None:
    office = o.Office("Kantor", o.top("Kepala"), 2, (o.CLERK,))
    people = populate([office], random.Random(1), {Slot("Kantor", "Kantor", 2): Named("Sukarni", "P")})
    assert people[2].person.name == "Sukarni"
    assert people[2].person.sex == "P"
    assert people[1].person.name != "Sukarni"


# --- roles ---


def test_every_role_has_its_place_in_the_town(town: list[Planned]) -> None:
    found = {p.slot: p for p in town if p.slot in NAMED}
    assert set(found) == set(NAMED)
    assert len(NAMED) == len(ROLES), "no two roles share a person"


def test_the_roles_stand_to_each_other_as_the_journeys_need(town: list[Planned]) -> None:
    place = {p.slot: p for p in town}
    who = {role.key: place[role.slot] for role in ROLES}
    assert who["employee"].superior == who["peer"].superior == who["superior"].person.nip
    assert who["superior"].superior == who["acting"].superior == who["head"].person.nip
    assert who["head"].superior == who["leader"].person.nip
    assert who["stranger"].agency != who["employee"].agency
    assert who["stranger"].superior == who["stranger_head"].person.nip
    assert who["employee_alive"].superior == who["superior_alive"].person.nip
    assert who["superior_alive"].superior == who["head_alive"].person.nip
    assert who["agency_admin"].agency == who["head"].agency
    assert who["employee"].person.sex == "P"


def test_only_the_agency_admin_is_limited_to_an_agency() -> None:
    grants = {role.key: (role.grant, role.own_agency) for role in ROLES if role.grant}
    assert grants == {
        "personnel": (Who.PERSONNEL, False),
        "agency_admin": (Who.AGENCY_ADMIN, True),
        "complaint_officer": (Who.COMPLAINT_OFFICER, False),
        "custodian": (Who.CUSTODIAN, False),
        "inspector": (Who.INSPECTOR, False),
        "leader": (Who.LEADER, False),
        "sysadmin": (Who.SYSADMIN, False),
    }


def test_every_role_says_what_it_is_for() -> None:
    assert all(role.tip for role in ROLES)
    assert len({role.key for role in ROLES}) == len(ROLES)


# --- duties ---


def in_words(planned: Planned) -> bool:
    """Whether the plan has the qualitative form: targets in words, without aspect (PermenPANRB 6/2022, lampiran)."""
    return planned.slot in IN_WORDS


def test_everybody_has_duties_whose_weights_make_a_hundred(town: list[Planned]) -> None:
    for planned in town:
        duties = duties_of(planned)
        assert sum(duty.weight for duty in duties) == 100, planned.post
        for indicator in (duty.indicator for duty in duties):
            assert bool(indicator.target_text) if in_words(planned) else indicator.target is not None


def test_leaders_have_perspectives_and_heads_a_budget(town: list[Planned]) -> None:
    for planned in (p for p in town if p.is_head):
        perspectives = [duty.perspective for duty in duties_of(planned)]
        assert set(perspectives) <= set(Perspective.values)
        assert Perspective.BUDGET in perspectives


def test_the_words_of_duties_are_those_of_the_plan(town: list[Planned]) -> None:
    for planned in town:
        for duty in duties_of(planned):
            assert duty.indicator.aspect in ([""] if in_words(planned) else Aspect.values)
            assert duty.indicator.direction in Direction.values
            assert "{" not in duty.title
            assert len(duty.title) <= 300
            assert all(0 < doing.least <= doing.most and 0 < doing.minutes <= 300 for doing in duty.doings)


def test_staff_can_always_log_something_and_carry_a_leaders_result(town: list[Planned]) -> None:
    for planned in (p for p in town if not p.is_head):
        assert all(duty.doings and duty.parent for duty in duties_of(planned))


def test_levels_put_every_superior_before_his_staff(town: list[Planned]) -> None:
    members = [p for p in town if p.agency == o.HEALTH_OFFICE]
    found = levels(members)
    assert [p.slot.number for p in found[0]] == [0]
    assert sum(map(len, found)) == len(members)
    known = by_nip(members)
    for number, level in enumerate(found[1:], 1):
        assert all(known[p.superior or ""] in found[number - 1] for p in level)


# --- large offices ---


@pytest.mark.parametrize("people", [60, 200, 2_000, 20_000])
def test_an_office_to_measure_has_exactly_the_people_asked_for(people: int) -> None:
    folk = populate(bulk.region(bulk.bench(people)), random.Random(1))
    assert len(folk) == people
    large = [p for p in folk if p.agency != o.PERSONNEL_OFFICE]
    assert len({p.agency for p in large}) == 1
    assert len(large) >= people - 12


@pytest.mark.parametrize("people", [200, 2_000])
def test_superiors_at_the_foot_have_about_eight_people(people: int) -> None:
    folk = populate(bulk.region(bulk.bench(people)), random.Random(1))
    teams = Counter(p.superior for p in folk if p.post.title in ("Guru", o.CLERK.title) and not p.is_head)
    large = [size for nip, size in teams.items() if by_nip(folk)[nip or ""].post.title == "Kepala Satuan"]
    assert min(large) >= 7
    assert max(large) <= 9


def test_nobody_leads_more_units_than_one_can(monkeypatch: pytest.MonkeyPatch) -> None:
    folk = populate(bulk.region(bulk.bench(20_000)), random.Random(1))
    reports = Counter(p.superior for p in folk if p.is_head and p.superior)
    assert max(reports.values()) <= bulk.FAN + 1


@pytest.mark.parametrize(("profile", "people"), [("s", 300), ("m", 12_000)])
def test_profiles_make_regions_of_many_agencies(profile: str, people: int) -> None:
    size = bulk.PROFILES[profile]
    folk = populate(bulk.region(size), random.Random(1))
    assert len(folk) == people
    assert len({p.agency for p in folk}) == 1 + -(-(people - 12) // size.agency)
    assert len({p.person.nip for p in folk}) == people


def test_large_offices_write_less_each_so_that_filling_stays_short() -> None:
    assert bulk.bench(200).share == 0.8
    assert bulk.bench(20_000).share < bulk.bench(2_000).share


def test_an_imported_office_is_not_taken_for_one_of_the_example() -> None:
    """The demo must take a real town's workbook afterwards without asking whether two agencies are one."""
    from pamong.people.rules.near import key, near

    names = [o.SECRETARIAT, o.INSPECTORATE, o.PERSONNEL_OFFICE, o.CIVIL_REGISTRY, o.HEALTH_OFFICE]
    for name in names:
        plain = name.removesuffix(f" {o.OF}")
        assert plain != name
        for other in (plain, f"{plain} Kota Salatiga", f"{plain} Kabupaten Maju"):
            assert not near(key(other), key(name))
