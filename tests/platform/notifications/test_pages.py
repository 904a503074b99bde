"""Pages: what I want to hear, the agency's hours, the log without content."""

import datetime as dt
from typing import Any

from pamong.platform.audit.models import Event
from pamong.platform.notifications import actions, queries
from pamong.platform.notifications.contacts import contacts_of
from pamong.platform.notifications.models import Choice, Delivery, HoursPolicy, Profile, PushSubscription
from pamong.platform.notifications.web.views.browsers import device_of
from tests.platform.notifications.conftest import BY
from tests.platform.notifications.test_channels import browser
from tests.platform.notifications.test_notices import notify
from tests.world import World

PAGE = "/pemberitahuan/pengaturan/"


def wishes(world: World, **changes: str) -> Any:
    page = world.client("employee").get(PAGE)
    form = page.context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}
    typed = {name: value for name, value in typed.items() if value not in (False, "")}
    return world.client("employee").post(PAGE, {**typed, **changes})


def test_choices_are_stored_and_shown_again(world: World) -> None:
    page = world.client("employee").get(PAGE).content.decode()
    assert "Ada yang perlu dilihat" in page
    assert "Segera (bawaan)" in page
    assert "Kata sandi diganti" not in page, "what cannot be chosen is not asked"
    assert "<c-" not in page
    assert world.employee.email in page
    answer = wishes(world, kind_uji_surat="digest", own_quiet="on", quiet_from="21.00", quiet_to="07.00")
    assert answer.status_code == 303
    assert dict(Choice.objects.values_list("kind", "mode")) == {"uji.surat": "digest"}
    profile = Profile.objects.get(person_id=world.employee.pk)
    assert (profile.quiet_from, profile.quiet_to, profile.email) == (dt.time(21), dt.time(7), True)
    assert "jam tenang sendiri" in world.client("employee").get(PAGE).content.decode()
    assert wishes(world, kind_uji_surat="now").status_code == 303
    assert not Choice.objects.exists()


def test_own_quiet_hours_need_both_times(world: World) -> None:
    answer = world.client("employee").post(PAGE, {"own_quiet": "on", "quiet_from": "21.00"})
    assert answer.status_code == 422
    assert "kosongkan centang" in answer.content.decode()
    assert wishes(world, quiet_from="21.00").status_code == 303
    assert Profile.objects.get(person_id=world.employee.pk).quiet_from is None


def test_the_page_costs_few_statements(world: World, django_assert_max_num_queries: Any) -> None:
    client = world.client("employee")
    client.get(PAGE)
    with django_assert_max_num_queries(8):
        client.get(PAGE)


def test_a_browser_is_remembered_and_let_go(world: World, settings: Any) -> None:
    settings.PUSH_HOSTS = ("push.contoh",)
    _key, keys = browser()
    client = world.client("employee")
    agent = "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"
    given = {"endpoint": "https://push.contoh/rahasia-42", **keys}
    answer = client.post("/pemberitahuan/perangkat/", given, headers={"User-Agent": agent})
    assert answer.status_code == 200
    page = client.get(PAGE).content.decode()
    assert "Chrome, Android" in page
    assert "rahasia-42" not in page
    assert "rahasia-42" not in str(list(Event.objects.values_list("old", "new")))
    bad = client.post("/pemberitahuan/perangkat/", {**given, "endpoint": "https://evil.example/x"})
    assert bad.status_code == 409
    pk = PushSubscription.objects.get().pk
    assert world.client("peer").post("/pemberitahuan/perangkat/lepas/", {"id": pk}).status_code == 303
    assert PushSubscription.objects.exists(), "another's browser is not mine to let go"
    assert client.post("/pemberitahuan/perangkat/lepas/", {"id": pk}).status_code == 303
    assert not PushSubscription.objects.exists()
    client.post("/pemberitahuan/perangkat/", given)
    client.post("/pemberitahuan/perangkat/lepas/", {"endpoint": given["endpoint"]})
    assert not PushSubscription.objects.exists()


def test_browsers_in_words() -> None:
    assert device_of("Mozilla/5.0 (Windows NT 10.0) Chrome/140 Safari/537 Edg/140") == "Edge, Windows"
    assert device_of("Mozilla/5.0 (iPhone) Version/17 Safari/604") == "Safari, iPhone"
    assert device_of("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0") == "Firefox, Linux"
    assert device_of("") == "Peramban"


def test_the_most_particular_hours_hold(world: World) -> None:
    def hours(who: str = "employee") -> queries.Hours:
        person_id = world.people[who].pk
        return queries.hours_of(contacts_of([person_id]))[person_id]

    assert hours() == queries.USUAL
    policy: dict[str, Any] = {"quiet_to": dt.time(5), "digest_at": dt.time(8), "by": BY}
    actions.set_hours(agency_id=None, valid_from=dt.date(2026, 1, 1), quiet_from=dt.time(19), **policy)
    actions.set_hours(agency_id=world.a.pk, valid_from=dt.date(2026, 1, 1), quiet_from=dt.time(21), **policy)
    actions.set_hours(agency_id=world.a.pk, valid_from=dt.date(2999, 1, 1), quiet_from=dt.time(1), **policy)
    assert (hours().quiet_from, hours("stranger").quiet_from) == (dt.time(21), dt.time(19))
    own: dict[str, Any] = {"quiet_from": dt.time(23), "quiet_to": dt.time(4), "by": world.viewer("employee")}
    actions.set_profile(email=True, whatsapp=False, **own)
    assert hours() == queries.Hours(dt.time(23), dt.time(4), dt.time(8))


def test_an_admin_sets_the_hours_of_his_agency_only(world: World) -> None:
    typed = {"valid_from": "2026-01-01", "quiet_from": "21.00", "quiet_to": "05.00", "digest_at": "07.00"}
    admin, office = world.client("admin"), world.client("personnel")
    assert admin.post("/pemberitahuan/ketentuan/", {**typed, "agency": "semua"}).status_code == 422
    assert admin.post("/pemberitahuan/ketentuan/", {**typed, "agency": world.b.pk}).status_code == 422
    assert admin.post("/pemberitahuan/ketentuan/", {**typed, "agency": world.a.pk}).status_code == 303
    assert office.post("/pemberitahuan/ketentuan/", {**typed, "agency": "semua"}).status_code == 303
    assert set(HoursPolicy.objects.values_list("agency_id", flat=True)) == {world.a.pk, None}
    page = admin.get("/pemberitahuan/ketentuan/").content.decode()
    assert "21.00–05.00" in page
    assert "<c-" not in page
    assert world.client("employee").get("/pemberitahuan/ketentuan/").status_code == 403


def test_the_log_shows_neither_persons_nor_content(world: World) -> None:
    notify(world.employee, kind="uji.surat", text="Isi rahasia")
    actions.send_direct(channel="sms", address="+62811999", text="Isi rahasia", key="x", by=BY)
    Delivery.objects.filter(channel="sms").update(state="parked", reason="refused", done_at=actions.moment())
    client = world.client("sysadmin")
    page = client.get("/pemberitahuan/kiriman/").content.decode()
    for hidden in ("rahasia", "62811999", world.employee.name, world.employee.email):
        assert hidden not in page
    assert "Ditolak layanan pengirim" in page
    assert "Balasan untuk warga" in page
    assert "<c-" not in page
    Delivery.objects.create(event="kabar:1", channel="email", kind="following.told")
    assert "Kabar untuk warga" in client.get("/pemberitahuan/kiriman/").content.decode()
    filtered = client.get("/pemberitahuan/kiriman/?keadaan=parked&jalur=sms").content.decode()
    assert filtered.count("<tr>") == 2
    assert "Tidak ada kiriman" in client.get("/pemberitahuan/kiriman/?jalur=push").content.decode()
    assert client.get("/pemberitahuan/kiriman/?keadaan=xyz").status_code == 200
    pk = Delivery.objects.get(channel="sms").pk
    assert client.post(f"/pemberitahuan/kiriman/{pk}/ulang/").status_code == 303
    assert client.post(f"/pemberitahuan/kiriman/{pk}/ulang/").status_code == 409
    assert world.client("admin").get("/pemberitahuan/kiriman/").status_code == 403


def test_the_log_costs_the_same_for_many(world: World, django_assert_max_num_queries: Any) -> None:
    Delivery.objects.bulk_create([Delivery(event=f"x{n}", channel="sms") for n in range(120)])
    client = world.client("sysadmin")
    client.get("/pemberitahuan/kiriman/")
    with django_assert_max_num_queries(6):
        assert "dari 120" in client.get("/pemberitahuan/kiriman/").content.decode()
