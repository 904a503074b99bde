"""What a second reader of the contract tried: extreme numbers, filters that cannot match, cases taken out, moments that tell."""

import datetime as dt
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pamong.platform.guard import ACTION
from pamong.voice.complaints import actions as complaints
from pamong.voice.complaints.enums import Mode
from pamong.voice.complaints.models import Complaint
from pamong.voice.open311 import actions
from tests.voice import builder
from tests.voice.builder import BY, CITIZEN, Catalogue
from tests.voice.open311.conftest import REPORT
from tests.voice.public.builder import show, shown
from tests.world import World

pytestmark = pytest.mark.django_db
V2 = "/open311/v2"


@pytest.fixture
def key(world: World, cat: Catalogue) -> str:
    return actions.make_key(name="Lapor Kampung", per_hour=60, by=BY)[1]


def get(path: str, **params: Any) -> Any:
    return Client().get(f"{V2}/{path}", params)


def post(key: str, **changes: Any) -> Any:
    return Client(enforce_csrf_checks=True).post(f"{V2}/requests.json", {"api_key": key, **REPORT, **changes})


def sent(key: str, **changes: Any) -> Complaint:
    answer = post(key, **changes)
    assert answer.status_code == 201, answer.content
    return Complaint.objects.get(number=answer.json()[0]["service_request_id"])


class TestNumbers:
    @pytest.mark.parametrize(
        "lat", ["1e999999999", "-1e999999999", "1e-999999999", "NaN", "sNaN", "Infinity", "9" * 400, "٧"]
    )
    def test_extreme_degrees_are_told_or_taken(self, key: str, lat: str) -> None:
        answer = post(key, lat=lat)
        assert answer.status_code in (201, 400)
        assert isinstance(answer.json(), list)

    @pytest.mark.parametrize("name", ["attribute[sejak]", "attribute[sejak][]", "attribute[sejak][0]"])
    def test_attributes_as_clients_write_them(self, key: str, name: str) -> None:
        body = {k: v for k, v in REPORT.items() if k != "attribute[sejak]"}
        answer = Client().post(f"{V2}/requests.json", {"api_key": key, **body, name: "lama"})
        assert answer.status_code == 201


class TestFilters:
    @pytest.mark.parametrize("code", ["a b", "a\0b", "%", "tidak-ada", "<script>"])
    def test_a_code_that_cannot_be_finds_nothing(self, world: World, cat: Catalogue, code: str) -> None:
        case = shown(world, cat)
        assert get("requests.json", service_code=code).json() == []
        found = get("requests.json", service_code=f"{code},lampu-jalan").json()
        assert [row["service_request_id"] for row in found] == [case.number]

    def test_the_root_without_its_slash_is_a_list_too(self, world: World) -> None:
        answer = Client().get("/open311")
        assert (answer.status_code, answer["Content-Type"]) == (404, "text/xml; charset=utf-8")


class TestWhatIsKeptBack:
    def test_a_case_an_officer_kept_back_or_took_out_is_gone(self, world: World, cat: Catalogue, key: str) -> None:
        kept, out = sent(key), sent(key, description="Lampu lain")
        assert get(f"requests/{kept.number}.json").status_code == 200
        officer = world.viewer("officer")
        complaints.moderate(complaint=kept, show=False, text="", by=officer)
        show(world, out)
        complaints.moderate(complaint=out, show=False, text="", by=officer)
        for case in (kept, out):
            assert get(f"requests/{case.number}.json").status_code == 404
            assert get(f"tokens/{case.number}.json").status_code == 404
            assert get("requests.json", service_request_id=case.number).json() == []

    def test_a_kind_that_is_never_public_is_not_shown(self, world: World, cat: Catalogue, key: str) -> None:
        case = sent(key, service_code="pujian")
        assert get(f"requests/{case.number}.json").status_code == 404

    def test_no_list_names_a_case_nobody_cleared(self, world: World, cat: Catalogue, key: str) -> None:
        case = sent(key)
        complaints.verify(complaint=case, by=world.viewer("officer"))
        for path in ("requests.json", "servicerequestupdates.json"):
            assert case.number not in get(path, extensions="true").content.decode()
        show(world, case)
        for path in ("requests.json", "servicerequestupdates.json"):
            assert case.number in get(path).content.decode()

    def test_no_answer_tells_when_a_citizen_sent_his_report(self, world: World, cat: Catalogue) -> None:
        for mode in (Mode.OPEN, Mode.ANONYMOUS):
            case = show(world, builder.answered(world, cat, mode=mode))
            complaints.confirm(complaint=case, by=CITIZEN)
            Complaint.objects.filter(pk=case.pk).update(via=ACTION, received_day=world.today - dt.timedelta(days=2))
        rows = get("requests.json", extensions="true").json()
        assert len(rows) == 2
        for row in rows:
            own = [note["datetime"] for note in row["notes"] if note["type"] == "received"]
            assert len(own) == 1
            assert all("T00:00:00" in moment for moment in [row["requested_datetime"], *own])
        updates = get("servicerequestupdates.json").json()
        assert {u["service_request_id"] for u in updates} == {row["service_request_id"] for row in rows}
        assert "Laporan diterima" not in json.dumps(updates)


class TestLimits:
    def test_refused_reports_count_against_the_key(self, world: World, cat: Catalogue) -> None:
        _row, slow = actions.make_key(name="Pelan", per_hour=2, by=BY)
        answers = [post(slow, service_code="tidak-ada"), post(slow, lat="x"), post(slow)]
        assert [answer.status_code for answer in answers] == [404, 400, 429]
        assert int(answers[2]["Retry-After"]) > 0
        assert not Complaint.objects.exists()

    def test_an_address_has_its_limit_over_all_keys(
        self, world: World, cat: Catalogue, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("pamong.voice.open311.web.views.requests.PER_ADDRESS", 3)
        keys = [actions.make_key(name=f"Aplikasi {n}", per_hour=2, by=BY)[1] for n in range(3)]
        statuses = [post(key, description=f"Ke-{n}").status_code for n, key in enumerate(keys * 2)]
        assert statuses == [201, 201, 201, 429, 429, 429]
        assert Complaint.objects.count() == 3
        _row, large = actions.make_key(name="Besar", per_hour=60, by=BY)
        assert post(large, description="Lain").status_code == 201, "what a key allows, one server may send"

    def test_a_refused_picture_leaves_nothing(self, world: World, cat: Catalogue, key: str) -> None:
        broken = SimpleUploadedFile("foto.jpg", b"\xff\xd8\xff\xe0rusak")
        assert post(key, media=broken).status_code == 400
        assert not Complaint.objects.exists()

    def test_addresses_are_those_the_program_came_by(self, world: World, cat: Catalogue) -> None:
        (end,) = Client().get("/open311/discovery.json", headers={"Host": "localhost:8123"}).json()["endpoints"]
        assert end["url"] == "http://localhost:8123/open311/v2"
        assert Client().get(end["url"].removeprefix("http://localhost:8123") + "/services.json").status_code == 200
