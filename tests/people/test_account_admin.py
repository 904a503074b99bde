"""The clerk's pages: lost phones, closing, roles; always within his scope and with a trace."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from pamong.people.actions import accounts
from pamong.people.models import RoleGrant, User
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.who import Who
from pamong.platform.audit.models import Event, Read
from pamong.platform.notifications.models import Notification
from pamong.rulebook.errors import Refused
from tests.people.signing import is_signed_in
from tests.world import World

pytestmark = pytest.mark.django_db
REASON = "Ponsel hilang, dicek di loket"


def release(world: World, who: str, by: str, reason: str = REASON) -> object:
    return world.client(by).post(reverse("people:release_factor", args=[world.people[who].pk]), {"reason": reason})


def has_factor(world: World, who: str) -> bool:
    return bool(Authenticator.objects.filter(user=world.users[who]).exists())


def test_a_lost_phone_is_released_with_a_reason(world: World) -> None:
    response = release(world, "employee", "admin")
    assert response.status_code == 303  # type: ignore[attr-defined]
    assert not has_factor(world, "employee")
    event = Event.objects.get(verb="account.second_factor_released")
    assert event.new == {"reason": REASON}
    assert event.actor == world.admin.name
    assert "melepas faktor kedua" in Notification.objects.get(person_id=world.employee.pk).text


def test_after_release_the_next_sign_in_asks_for_a_new_app(world: World) -> None:
    release(world, "employee", "admin")
    world.users["employee"].refresh_from_db()
    assert world.client("employee").get("/")["Location"] == "/akun/siapkan/"


@pytest.mark.parametrize("reason", ["", "hilang", "   "])
def test_no_release_without_a_reason(world: World, reason: str) -> None:
    response = release(world, "employee", "admin", reason)
    assert response.status_code == 422  # type: ignore[attr-defined]
    assert has_factor(world, "employee")


def test_the_typed_reason_stays_on_the_page(world: World) -> None:
    response = release(world, "employee", "admin", "hilang di")
    assert "hilang di" in response.content.decode()  # type: ignore[attr-defined]
    assert "sedikitnya 10" in response.content.decode()  # type: ignore[attr-defined]


def test_nobody_releases_his_own(world: World) -> None:
    response = release(world, "admin", "admin")
    assert response.status_code == 422  # type: ignore[attr-defined]
    assert has_factor(world, "admin")


@pytest.mark.parametrize(
    ("by", "who", "status"),
    [
        ("admin", "stranger", 404),
        ("superior", "employee", 403),
        ("employee", "peer", 403),
        ("sysadmin", "employee", 403),
        ("inspector", "employee", 403),
    ],
)
def test_release_stays_in_scope(world: World, by: str, who: str, status: int) -> None:
    assert release(world, who, by).status_code == status  # type: ignore[attr-defined]
    assert has_factor(world, who)


def test_a_regional_account_is_released_by_the_region_only(world: World) -> None:
    RoleGrant.objects.create(user=world.users["head"], role=Who.LEADER, agency=None)
    assert release(world, "head", "admin").status_code == 403  # type: ignore[attr-defined]
    assert release(world, "head", "personnel").status_code == 303  # type: ignore[attr-defined]


def test_closing_and_reopening(world: World) -> None:
    client, theirs = world.client("admin"), world.client("employee")
    page = reverse("people:account_page", args=[world.employee.pk])
    assert client.post(reverse("people:account_close", args=[world.employee.pk])).status_code == 302
    assert not is_signed_in(theirs)
    assert "dinonaktifkan" in client.get(page).content.decode()
    assert client.post(reverse("people:account_reopen", args=[world.employee.pk])).status_code == 303
    assert User.objects.get(pk=world.users["employee"].pk).is_active
    assert [e.verb for e in Event.objects.filter(verb__in=["account.closed", "account.reopened"]).order_by("id")] == [
        "account.closed",
        "account.reopened",
    ]


def test_nobody_closes_his_own_account(world: World) -> None:
    response = world.client("admin").post(reverse("people:account_close", args=[world.admin.pk]))
    assert response.status_code == 409
    assert User.objects.get(pk=world.users["admin"].pk).is_active


def test_closing_somebody_of_another_agency_is_a_404(world: World) -> None:
    assert world.client("admin").post(reverse("people:account_close", args=[world.stranger.pk])).status_code == 404
    assert world.client("admin").post(reverse("people:account_reopen", args=[world.stranger.pk])).status_code == 404


def test_the_region_gives_and_takes_roles(world: World) -> None:
    client = world.client("personnel")
    url = reverse("people:role_grant", args=[world.employee.pk])
    response = client.post(url, {"role": "agency_admin", "agency": str(world.a.pk)})
    grant = RoleGrant.objects.get(user=world.users["employee"])
    assert response["X-Object-Id"] == str(grant.pk)
    assert (grant.role, grant.agency_id) == ("agency_admin", world.a.pk)
    assert world.viewer("employee").agencies_for(Who.AGENCY_ADMIN) == frozenset({world.a.pk})
    assert "Admin kepegawaian" in client.get(reverse("people:account_page", args=[world.employee.pk])).content.decode()
    client.post(reverse("people:role_revoke", args=[world.employee.pk, grant.pk]))
    assert not RoleGrant.objects.filter(user=world.users["employee"]).exists()
    assert Event.objects.filter(verb="account.role_granted").count() == 1
    assert Event.objects.filter(verb="account.role_revoked").count() == 1


@pytest.mark.parametrize(
    ("role", "with_agency"),
    [("agency_admin", False), ("assessment_team", False), ("personnel", True), ("inspector", True), ("sysadmin", True)],
)
def test_roles_need_the_right_reach(world: World, role: str, with_agency: bool) -> None:
    sent = {"role": role, "agency": str(world.a.pk) if with_agency else ""}
    response = world.client("personnel").post(reverse("people:role_grant", args=[world.employee.pk]), sent)
    assert response.status_code == 422
    assert not RoleGrant.objects.filter(user=world.users["employee"]).exists()


def test_a_role_is_given_once(world: World) -> None:
    viewer = world.viewer("personnel")
    accounts.grant_role(person_id=world.employee.pk, role=Who.INSPECTOR, agency_id=None, by=viewer)
    with pytest.raises(Refused, match="sudah dipegang"):
        accounts.grant_role(person_id=world.employee.pk, role=Who.INSPECTOR, agency_id=None, by=viewer)


@pytest.mark.parametrize("who", ["admin", "employee", "head", "inspector", "leader", "sysadmin"])
def test_nobody_else_gives_roles(world: World, who: str) -> None:
    response = world.client(who).post(
        reverse("people:role_grant", args=[world.employee.pk]), {"role": "inspector", "agency": ""}
    )
    assert response.status_code == 403
    assert not RoleGrant.objects.filter(user=world.users["employee"]).exists()


def test_nobody_raises_himself(world: World) -> None:
    RoleGrant.objects.create(user=world.users["admin"], role=Who.PERSONNEL, agency=None)
    viewer = world.viewer("admin")
    with pytest.raises(Refused, match="admin lain"):
        accounts.grant_role(person_id=world.admin.pk, role=Who.INSPECTOR, agency_id=None, by=viewer)
    own = RoleGrant.objects.get(user=world.users["admin"], role=Who.PERSONNEL)
    with pytest.raises(Refused, match="admin lain"):
        accounts.revoke_role(grant=own, by=viewer)


def test_a_made_up_role_is_refused_in_words(world: World) -> None:
    response = world.client("personnel").post(
        reverse("people:role_grant", args=[world.employee.pk]), {"role": "raja", "agency": "x"}
    )
    assert response.status_code == 422


def test_somebody_elses_grant_is_a_404(world: World) -> None:
    grant = RoleGrant.objects.get(user=world.users["admin"])
    response = world.client("personnel").post(reverse("people:role_revoke", args=[world.employee.pk, grant.pk]))
    assert response.status_code == 404
    assert RoleGrant.objects.filter(pk=grant.pk).exists()


def test_the_list_tells_states_apart(world: World) -> None:
    client = world.client("admin")
    url = reverse("people:account_list")
    User.objects.filter(pk=world.users["peer"].pk).update(is_active=False)
    accounts.issue_codes(person_ids=[world.superior.pk], by=world.viewer("admin"))
    found = {
        state: client.get(url, {"keadaan": state}).content.decode() for state in ("waiting", "closed", "open", "new")
    }
    assert world.superior.name in found["waiting"] and world.peer.name not in found["waiting"]
    assert f'id="p{world.peer.pk}"' in found["closed"] and f'id="p{world.head.pk}"' not in found["closed"]
    assert f'id="p{world.head.pk}"' in found["open"] and f'id="p{world.peer.pk}"' not in found["open"]
    assert "Tidak ada pegawai yang cocok" in found["new"]


def test_the_list_shows_the_own_agency_and_records_the_reading(world: World) -> None:
    page = world.client("admin").get(reverse("people:account_list")).content.decode()
    assert world.employee.name in page
    assert world.stranger.name not in page
    read = Read.objects.get(what="activation.issue")
    assert world.employee.pk in read.subjects
    assert world.admin.pk not in read.subjects


@pytest.mark.parametrize("query", [{"q": "sari"}, {"q": "199005052017072004"}, {"q": "1990 0505"}])
def test_searching_accounts(world: World, query: dict[str, str]) -> None:
    page = world.client("admin").get(reverse("people:account_list"), query).content.decode()
    assert world.employee.name in page
    assert f'id="p{world.head.pk}"' not in page


@pytest.mark.parametrize(
    "query", [{"q": "\x00"}, {"keadaan": "raja"}, {"hal": "x"}, {"hal": "-1"}, {"hal": "999999"}, {"q": "a" * 5000}]
)
def test_made_up_addresses_of_the_list_do_no_harm(world: World, query: dict[str, str]) -> None:
    assert world.client("admin").get(reverse("people:account_list"), query).status_code == 200


def test_the_page_of_a_stranger_is_a_404(world: World) -> None:
    assert world.client("admin").get(reverse("people:account_page", args=[world.stranger.pk])).status_code == 404
    with pytest.raises(NotVisible):
        accounts.release_second_factor(person_id=world.stranger.pk, reason=REASON, by=world.viewer("admin"))
