"""The published clients ``georeport`` and ``civicbot``, as they are, against the live server."""

import datetime as dt

import pytest
import requests
from civicbot.http import HttpError, HttpTransport, RateLimiter
from civicbot.open311 import CONFIRM_TOKEN, Open311Client, Open311Error, ValidationError
from civicbot.registry import Endpoint
from georeport import GeoReport

from pamong.platform.calendar.queries import now
from pamong.voice.complaints.models import Complaint
from tests.voice.open311.conftest import Town


def georeport(town: Town, fmt: str) -> GeoReport:
    return GeoReport(town.url, jurisdiction="kota.contoh.id", output_format=fmt)


@pytest.fixture
def civicbot(town: Town) -> Open311Client:
    endpoint = Endpoint(
        id="kota-contoh", name="Kota Contoh", base_url=town.url, write=True, api_key_required_for_write=True
    )
    return Open311Client(endpoint, HttpTransport(rate_limiter=RateLimiter(min_interval=0)), jurisdiction_id="")


@pytest.mark.parametrize("fmt", ["json", "xml"])
class TestGeoreport:
    def test_it_lists_services_and_their_questions(self, town: Town, fmt: str) -> None:
        client = georeport(town, fmt)
        assert [s["service_code"] for s in client.get_service_list()] == ["lampu-jalan", "pujian"]
        found = client.get_service_definition("lampu-jalan")
        assert found["service_code"] == "lampu-jalan"

    def test_it_reads_requests(self, town: Town, fmt: str) -> None:
        client = georeport(town, fmt)
        since = (now() - dt.timedelta(days=3)).strftime("%Y-%m-%dT%H:%M:%S+00:00")
        found = client.get_service_requests(service_code="lampu-jalan", start_date=since, status="open,closed")
        assert {town.shown.number, town.closed.number} <= {r["service_request_id"] for r in found}
        assert client.get_service_request(town.closed.number)["status"] == "closed"

    def test_it_meets_a_plain_refusal(self, town: Town, fmt: str) -> None:
        with pytest.raises(requests.HTTPError) as refused:
            georeport(town, fmt).get_service_request(town.hidden.number)
        assert refused.value.response is not None
        assert refused.value.response.status_code == 404


class TestCivicbot:
    def test_it_reads(self, town: Town, civicbot: Open311Client) -> None:
        assert [s["service_code"] for s in civicbot.list_services()] == ["lampu-jalan", "pujian"]
        assert civicbot.get_service_definition("lampu-jalan")["attributes"][1]["code"] == "sejak"
        found = civicbot.list_requests(service_code="lampu-jalan", status="open", page_size=5)
        assert found
        assert len(found) <= 5
        assert civicbot.list_requests(service_request_ids=[town.shown.number, town.closed.number])
        one = civicbot.get_request(town.shown.number)
        assert one is not None
        assert one["service_request_id"] == town.shown.number

    def test_it_sends_and_follows_its_report(self, town: Town, civicbot: Open311Client) -> None:
        sent = civicbot.create_request(
            "lampu-jalan",
            dry_run=False,
            confirm=CONFIRM_TOKEN,
            api_key=town.key,
            validate_remote=True,
            lat=-7.3312,
            lng=110.4923,
            description="Dari civicbot",
            attributes={"sejak": "hari", "jumlah": "3"},
            email="warga@contoh.id",
        )
        (item,) = sent.response
        case = Complaint.objects.get(number=item["service_request_id"])
        assert (case.text, case.answers) == ("Dari civicbot", {"sejak": "hari", "jumlah": "3"})
        followed = civicbot.get_request(item["service_request_id"])
        assert followed is not None
        assert followed["status"] == "open"
        assert civicbot.get_token(item["service_request_id"])[0]["service_request_id"] == case.number

    def test_it_is_told_what_is_missing(self, town: Town, civicbot: Open311Client) -> None:
        with pytest.raises(ValidationError, match="sejak"):
            civicbot.create_request("lampu-jalan", validate_remote=True, address_string="Jalan Melati")
        with pytest.raises(HttpError) as refused:
            civicbot.create_request(
                "lampu-jalan", dry_run=False, confirm=CONFIRM_TOKEN, api_key=town.key,
                address_string="Jalan Melati", description="Tanpa jawaban",
            )  # fmt: skip
        assert refused.value.status == 400
        assert "attribute[sejak]" in refused.value.body

    def test_without_a_key_it_gets_no_further(self, town: Town, civicbot: Open311Client) -> None:
        with pytest.raises(Open311Error):
            civicbot.create_request("pujian", dry_run=False, confirm=CONFIRM_TOKEN, lat=-7.3, lng=110.4)
        with pytest.raises(HttpError) as refused:
            civicbot.create_request(
                "pujian", dry_run=False, confirm=CONFIRM_TOKEN, api_key="pamong_bukan-kunci", lat=-7.3, lng=110.4,
                description="Terima kasih",
            )  # fmt: skip
        assert refused.value.status == 403


@pytest.mark.django_db
def test_what_programs_sent_stands_on_the_officers_list(town: Town) -> None:
    case = town.send(description="Terlihat petugas")
    page = town.world.client("officer").get(f"/pengaduan/?q={case.number}")
    assert page.status_code == 200
    assert case.number in page.content.decode()
