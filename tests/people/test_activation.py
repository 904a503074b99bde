"""Activation codes: issued by clerks, hashed, one use, seven days, five tries (ASVS 6.4.1, 6.4.3, 6.5.1-5)."""

import datetime as dt
import re

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.urls import reverse

from pamong.people.actions import accounts
from pamong.people.models import ActivationCode, RoleGrant, User
from pamong.people.rules import accounts as rules
from pamong.platform.access.errors import NotAllowed, NotVisible
from pamong.platform.access.models import AnsweredRequest
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.audit.models import Event
from pamong.platform.notifications.models import Notification
from pamong.rulebook.errors import Refused
from tests.people.signing import sign_in
from tests.world import PASSWORD, KeyedClient, World, account, assign, person

pytestmark = pytest.mark.django_db
NEW = "kata-sandi-yang-baru-77"
ACTIVATE = "/akun/aktivasi/"
SYSTEM = Viewer.system("uji")


def issue(world: World, *names: str, by: str = "admin") -> dict[str, str]:
    """Codes by NIP."""
    issued = accounts.issue_codes(person_ids=[world.people[n].pk for n in names], by=world.viewer(by))
    return {line.nip: line.code for line in issued}


def use(nip: str, code: str, password: str = NEW, **extra: object) -> object:
    sent = {"nip": nip, "code": code, "password": password, "again": password}
    return KeyedClient().post(ACTIVATE, sent, **extra)  # type: ignore[arg-type]


def new_colleague(world: World) -> object:
    """Somebody in the office who has no account yet."""
    colleague = person("Wulan Ayu", "199707152024212003", status="PPPK")
    assign(colleague, world.office, "Penata Layanan", world.superior)
    return colleague


def test_a_clerk_opens_an_account_and_the_person_enters(world: World) -> None:
    colleague = new_colleague(world)
    page = world.client("admin").post(reverse("people:issue_codes"), {"people": [colleague.pk]})  # type: ignore[attr-defined]
    assert page.status_code == 200
    shown = re.findall(r"data-code>([A-Z2-9-]+)<", page.content.decode())
    assert len(shown) == 1
    response = use("19970715 202421 2 003", shown[0].lower().replace("-", " "))
    assert response["Location"] == "/akun/masuk/"  # type: ignore[index]
    client = KeyedClient()
    assert sign_in(client, "199707152024212003", NEW)["Location"] == "/"
    assert client.get("/")["Location"] == "/akun/siapkan/"
    assert "Pasang aplikasi autentikator" in client.get("/akun/siapkan/").content.decode()


def test_only_the_hash_is_stored_and_nothing_is_logged(world: World, caplog: pytest.LogCaptureFixture) -> None:
    code = issue(world, "employee")[world.employee.nip]
    plain = rules.plain_code(code)
    assert plain not in ActivationCode.objects.get().code_hash
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(string_agg(coalesce(old::text, '') || coalesce(new::text, ''), ' '), '') FROM audit_event"
        )
        log = cursor.fetchone()[0]
    assert plain not in log
    assert code not in log
    assert ActivationCode.objects.get().code_hash not in log
    assert code not in caplog.text


def test_the_list_of_codes_is_shown_once(world: World) -> None:
    client = world.client("admin")
    sent = {"people": [world.employee.pk]}
    first = client.post(reverse("people:issue_codes"), sent, headers={"Idempotency-Key": "kunci-kode-1"})
    assert b"data-code" in first.content
    assert bytes(AnsweredRequest.objects.get(key="kunci-kode-1").body) == b""
    again = client.post(reverse("people:issue_codes"), sent, headers={"Idempotency-Key": "kunci-kode-1"})
    assert again.status_code == 409
    assert b"data-code" not in again.content
    assert Event.objects.filter(verb="account.code_issued").count() == 1
    assert first["Cache-Control"] == "no-store"


def test_the_person_is_told(world: World) -> None:
    issue(world, "employee")
    notice = Notification.objects.get(person_id=world.employee.pk)
    assert world.admin.name in notice.text


def test_a_code_works_once(world: World) -> None:
    code = issue(world, "employee")[world.employee.nip]
    assert use(world.employee.nip, code).status_code == 303  # type: ignore[attr-defined]
    assert use(world.employee.nip, code, "kata-sandi-orang-lain-1").status_code == 422  # type: ignore[attr-defined]
    world.users["employee"].refresh_from_db()
    assert world.users["employee"].check_password(NEW)


def test_a_new_code_ends_the_older_one(world: World) -> None:
    old = issue(world, "employee")[world.employee.nip]
    new = issue(world, "employee")[world.employee.nip]
    assert use(world.employee.nip, old).status_code == 422  # type: ignore[attr-defined]
    assert use(world.employee.nip, new).status_code == 303  # type: ignore[attr-defined]


def test_issuing_changes_neither_password_nor_sessions(world: World) -> None:
    client = world.client("employee")
    issue(world, "employee")
    assert client.get(reverse("people:account")).status_code == 200
    assert sign_in(KeyedClient(), world.employee.nip, PASSWORD)["Location"] == "/"


def test_using_a_code_ends_all_sessions_but_keeps_the_second_factor(world: World) -> None:
    client = world.client("employee")
    code = issue(world, "employee")[world.employee.nip]
    use(world.employee.nip, code)
    assert client.get(reverse("people:account")).status_code == 302
    assert Authenticator.objects.filter(user=world.users["employee"], type="totp").exists()


def test_after_five_wrong_tries_the_right_code_is_dead(world: World) -> None:
    code = issue(world, "employee")[world.employee.nip]
    for _ in range(5):
        assert use(world.employee.nip, "AAAA-AAAA-AAAA").status_code == 422  # type: ignore[attr-defined]
    assert ActivationCode.objects.get().tries == 5
    assert use(world.employee.nip, code).status_code == 422  # type: ignore[attr-defined]
    assert Event.objects.filter(verb="account.code_refused").count() == 6


def test_after_seven_days_the_code_is_dead(world: World) -> None:
    code = issue(world, "employee")[world.employee.nip]
    stored = ActivationCode.objects.get()
    days = stored.expires_at - stored.issued_at
    assert dt.timedelta(days=6, hours=23) < days < dt.timedelta(days=7, minutes=1)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_activationcode SET expires_at = now() - interval '1 second'")
    assert use(world.employee.nip, code).status_code == 422  # type: ignore[attr-defined]


def test_wrong_unknown_and_expired_look_the_same(world: World) -> None:
    issue(world, "employee")

    def text(response: object) -> str:
        return re.sub(r'value="[^"]*"', "", response.content.decode())  # type: ignore[attr-defined]

    pages = {text(use(nip, "AAAA-BBBB-CCCC")) for nip in (world.employee.nip, world.peer.nip, "199912312025061001")}
    assert len(pages) == 1
    assert "tidak cocok, sudah dipakai, atau sudah lewat 7 hari" in pages.pop()


def test_tries_are_limited_per_account_and_address(world: World) -> None:
    for _ in range(10):
        use("199912312025061001", "AAAA-BBBB-CCCC")
    assert use("199912312025061001", "AAAA-BBBB-CCCC").status_code == 429  # type: ignore[attr-defined]
    for number in range(20):
        use(f"19991231202506{number:04d}", "AAAA-BBBB-CCCC")
    assert use("198001012005011001", "AAAA-BBBB-CCCC").status_code == 429  # type: ignore[attr-defined]
    other = use("198001012005011001", "AAAA-BBBB-CCCC", REMOTE_ADDR="198.51.100.44")
    assert other.status_code == 422  # type: ignore[attr-defined]


def test_a_weak_password_does_not_cost_a_try(world: World) -> None:
    code = issue(world, "employee")[world.employee.nip]
    assert use(world.employee.nip, code, "pendek").status_code == 422  # type: ignore[attr-defined]
    assert use(world.employee.nip, code, world.employee.nip).status_code == 422  # type: ignore[attr-defined]
    assert ActivationCode.objects.get().tries == 0
    assert use(world.employee.nip, code).status_code == 303  # type: ignore[attr-defined]


@pytest.mark.parametrize("nip", ["", "\x00", "9" * 3000, "\u202e"])
@pytest.mark.parametrize("code", ["", "\x00", "A" * 3000, "'; DROP TABLE"])
def test_what_nobody_types_is_refused_in_words(world: World, nip: str, code: str) -> None:
    assert use(nip, code).status_code == 422  # type: ignore[attr-defined]


def test_clerks_act_for_their_own_agency_only(world: World) -> None:
    with pytest.raises(NotVisible):
        issue(world, "employee", "stranger")
    assert not ActivationCode.objects.exists()
    response = world.client("admin").post(reverse("people:issue_codes"), {"people": [world.stranger.pk]})
    assert response.status_code == 404


@pytest.mark.parametrize("who", ["employee", "superior", "head", "inspector", "leader", "sysadmin"])
def test_nobody_else_issues_codes(world: World, who: str) -> None:
    client = world.client(who)
    assert client.post(reverse("people:issue_codes"), {"people": [world.peer.pk]}).status_code == 403
    assert client.get(reverse("people:account_list")).status_code == 403
    assert not ActivationCode.objects.exists()


def test_the_region_office_acts_for_everybody(world: World) -> None:
    assert set(issue(world, "employee", "stranger", by="personnel")) == {world.employee.nip, world.stranger.nip}


def test_an_agency_clerk_cannot_take_over_a_regional_account(world: World) -> None:
    RoleGrant.objects.create(user=world.users["head"], role=Who.PERSONNEL, agency=None)
    with pytest.raises(NotAllowed):
        issue(world, "head")
    assert issue(world, "head", by="personnel")


def test_codes_are_issued_to_active_people_only(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_person SET is_active = false WHERE id = %s", [world.employee.pk])
    with pytest.raises(NotVisible):
        issue(world, "employee")


def test_choosing_nobody_or_too_many_is_refused_in_words(world: World) -> None:
    client = world.client("admin")
    response = client.post(reverse("people:issue_codes"), {})
    assert response.status_code == 409
    assert "Pilih sedikitnya satu pegawai" in response.content.decode()
    with pytest.raises(Refused, match="50"):
        accounts.issue_codes(person_ids=range(1, 52), by=world.viewer("admin"))


@pytest.mark.parametrize("value", ["abc", "-1", "1e9", "9" * 30, "1;2", ""])
def test_choices_nobody_can_click_are_ignored(world: World, value: str) -> None:
    response = world.client("admin").post(reverse("people:issue_codes"), {"people": [value]})
    assert response.status_code == 409
    assert "Pilih sedikitnya satu pegawai" in response.content.decode()


def test_the_whole_region_in_fifties_keeps_each_code_apart(world: World) -> None:
    codes = issue(world, "employee", "peer", "superior", "acting")
    assert len(set(codes.values())) == 4
    assert use(world.employee.nip, codes[world.peer.nip]).status_code == 422  # type: ignore[attr-defined]


def test_opening_an_account_twice_makes_one(world: World) -> None:
    colleague = new_colleague(world)
    first = accounts.open_account(person=colleague, by=SYSTEM)  # type: ignore[arg-type]
    assert accounts.open_account(person=colleague, by=SYSTEM).pk == first.pk  # type: ignore[arg-type]
    assert User.objects.filter(nip="199707152024212003").count() == 1
    assert not first.has_usable_password()


def test_accounts_without_person_are_not_on_any_clerks_list(world: World) -> None:
    account("layanan-uji", role=Who.INSPECTOR)
    page = world.client("personnel").get(reverse("people:account_list")).content.decode()
    assert "layanan-uji" not in page
