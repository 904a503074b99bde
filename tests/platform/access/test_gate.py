"""The gate: right, method, transaction, audit context, refusals in plain words (checks A1, W3)."""

from typing import Any

import pytest
from django.core.checks import Error
from django.test import Client
from django.urls import path

from pamong.people.models import User
from pamong.platform.access import routes
from pamong.platform.access.gate import gate
from pamong.platform.access.table import TABLE
from pamong.platform.audit.models import Event
from pamong.platform.calendar.models import Holiday
from tests.world import KeyedClient, World

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.platform.access.urls")]


def post(world: World, url: str, who: str | None = "employee", **sent: Any) -> Any:
    return world.client(who).post(url, sent)


def test_a_policy_nobody_wrote_down_fails_at_import() -> None:
    with pytest.raises(KeyError):
        gate("kas.ambil")


def test_everybody_may_read_what_is_public(world: World) -> None:
    for who in (None, "employee", "sysadmin"):
        assert world.client(who).get("/uji/umum/").content == b"umum"


def test_without_sign_in_the_way_leads_to_it_and_back(world: World) -> None:
    response = KeyedClient().get("/uji/staf/?a=1&b=%C3%A9")
    assert response.status_code == 302
    assert response["Location"].startswith("/akun/masuk/?next=/uji/staf/%3Fa%3D1")


def test_a_signed_in_person_without_the_right_gets_a_403_in_words(world: World) -> None:
    response = world.client("sysadmin").get("/uji/dua/")
    assert response.status_code == 403
    assert "tidak berhak" in response.content.decode()


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_other_methods_are_refused(world: World, method: str) -> None:
    response = getattr(world.client("employee"), method)("/uji/staf/")
    assert response.status_code == 405
    assert response["Allow"] == "GET"


@pytest.mark.parametrize("method", ["get", "head", "put", "delete"])
def test_writes_answer_post_only(world: World, method: str) -> None:
    assert getattr(world.client("employee"), method)("/uji/tulis/").status_code == 405
    assert not Holiday.objects.exists()


def test_a_method_cannot_be_smuggled_in(world: World) -> None:
    client = world.client("employee")
    headers = {"X-HTTP-Method-Override": "POST", "X-HTTP-Method": "POST"}
    assert client.get("/uji/tulis/?_method=POST", headers=headers).status_code == 405
    assert not Holiday.objects.exists()


def test_head_is_a_get_without_body(world: World) -> None:
    response = world.client("employee").head("/uji/staf/")
    assert response.status_code == 200
    assert response.content == b""


def test_a_write_needs_the_form_token(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.users["employee"], backend="pamong.people.web.backend.AccountBackend")
    response = client.post("/uji/tulis/", {"name": "x"}, headers={"Idempotency-Key": "kunci-uji-1"})
    assert response.status_code == 403
    assert not Holiday.objects.exists()


def test_a_token_from_elsewhere_does_not_help(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.users["employee"], backend="pamong.people.web.backend.AccountBackend")
    client.cookies["csrftoken"] = "a" * 32
    headers = {"Idempotency-Key": "kunci-uji-1", "X-CSRFToken": "a" * 32, "Origin": "https://jahat.example"}
    assert client.post("/uji/tulis/", {"name": "x"}, headers=headers).status_code == 403
    assert not Holiday.objects.exists()


def test_a_write_answers_with_a_303_and_the_id(world: World) -> None:
    response = post(world, "/uji/tulis/", name="Hari uji")
    assert response.status_code == 303
    assert response["X-Object-Id"] == str(Holiday.objects.get().pk)


def test_the_audit_knows_who_and_through_which_door(world: World) -> None:
    post(world, "/uji/tulis/", name="Hari uji")
    event = Event.objects.get(table="calendar_holiday")
    assert event.kind == "insert"
    assert event.actor == world.employee.name
    assert event.actor_id == world.users["employee"].pk
    assert event.route == "home.view"
    assert len(event.request_id) == 32


def test_every_request_has_its_own_number(world: World) -> None:
    client = world.client("employee")
    for _ in range(3):
        client.post("/uji/tulis/", {"name": "x"})
    assert Event.objects.filter(table="calendar_holiday").values("request_id").distinct().count() == 3


def test_the_context_does_not_leak_into_what_follows(world: World) -> None:
    post(world, "/uji/tulis/", name="x")
    Holiday.objects.all().update(name="y")
    last = Event.objects.filter(table="calendar_holiday").latest("id")
    assert last.kind == "update"
    assert last.request_id in ("", Event.objects.filter(kind="insert", table="calendar_holiday").get().request_id)


@pytest.mark.parametrize(
    ("how", "status", "words"),
    [
        ("404", 404, "tidak ditemukan"),
        ("403", 403, "tidak berhak"),
        ("409", 409, "Belum boleh sebelum 1 Mei 2031."),
        ("conflict", 409, "punya dia"),
        ("422", 422, "isian keliru"),
    ],
)
def test_a_refusal_undoes_everything_and_says_why(world: World, how: str, status: int, words: str) -> None:
    response = post(world, "/uji/tolak/", how=how)
    assert response.status_code == status
    assert words in response.content.decode()
    assert not Holiday.objects.exists()
    assert not Event.objects.filter(table="calendar_holiday").exists()


def test_both_sides_of_a_conflict_are_shown(world: World) -> None:
    text = post(world, "/uji/tolak/", how="conflict").content.decode()
    assert all(word in text for word in ("Bambang", "punya saya", "punya dia"))


def test_a_traced_refusal_leaves_its_trace(world: World) -> None:
    response = post(world, "/uji/tolak/", how="traced")
    assert response.status_code == 422
    assert Holiday.objects.count() == 1


def test_the_unforeseen_undoes_everything_too(world: World) -> None:
    client = world.client("employee")
    client.raise_request_exception = False
    response = client.post("/uji/tolak/", {"how": "boom"})
    assert response.status_code == 500
    assert "unforeseen" not in response.content.decode()
    assert not Holiday.objects.exists()


def test_nothing_for_staff_is_kept_by_browsers(world: World) -> None:
    assert world.client("employee").get("/uji/staf/")["Cache-Control"] == "no-store"
    assert "no-store" not in KeyedClient().get("/uji/umum/").get("Cache-Control", "")


@pytest.mark.parametrize("lack", ["password", "factor"])
def test_an_unfinished_account_opens_only_its_own_pages(world: World, lack: str) -> None:
    user = world.users["employee"]
    if lack == "password":
        User.objects.filter(pk=user.pk).update(must_change_password=True)
    else:
        user.authenticator_set.all().delete()  # type: ignore[attr-defined]  # the library's
    client = world.client("employee")
    assert client.get("/uji/staf/")["Location"] == "/akun/siapkan/"
    assert client.post("/uji/tulis/", {"name": "x"})["Location"] == "/akun/siapkan/"
    assert client.get("/uji/akun/").status_code == 200
    assert client.get("/uji/umum/").status_code == 200
    assert not Holiday.objects.exists()


def test_every_route_of_the_product_is_in_the_table() -> None:
    found = routes.routes()
    assert len(found) > 20
    assert [r["name"] for r in found if r["policy"] not in TABLE] == []


def test_a_route_past_the_gate_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    naked = path("telanjang/", lambda request: None, name="telanjang")  # type: ignore[arg-type,return-value]

    class Resolver:
        url_patterns = [naked]

    monkeypatch.setattr(routes, "get_resolver", Resolver)
    errors = routes.check_routes(None)
    assert [e.id for e in errors if isinstance(e, Error)] == ["pamong.E001"]
    assert "telanjang" in errors[0].msg


def test_library_prefixes_do_not_open_other_names() -> None:
    assert routes.policy_of("account_login", None) == "account.sign_in"
    assert routes.policy_of("account_login_as", None) is None
    assert routes.policy_of("account_signup", None) is None
    assert routes.policy_of("mfa_deactivate_totp", None) is None


def test_reading_changes_nothing(world: World) -> None:
    client = world.client("admin")
    before = Event.objects.count()
    for url in ("/uji/staf/", "/uji/akun/", "/", "/akun/", "/hak-saya/", "/kepegawaian/", "/kepegawaian/plt-plh/"):
        client.get(url)
        client.head(url)
    assert Event.objects.count() == before
