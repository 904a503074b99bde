"""Reading requests: windows, filters, pages, and that nothing gets out that is not public."""

import datetime as dt
import json
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from pamong.platform.calendar.queries import now
from pamong.voice.complaints import actions
from pamong.voice.complaints.models import Complaint
from tests.voice import builder
from tests.voice.open311.conftest import Town
from tests.voice.open311.test_contract import fault
from tests.voice.public.builder import shown

FIELDS = {
    "service_request_id", "status", "status_notes", "service_name", "service_code", "description", "agency_responsible",
    "service_notice", "requested_datetime", "updated_datetime", "expected_datetime", "address", "address_id", "zipcode",
    "lat", "long", "media_url",
}  # fmt: skip


def ids(found: Any) -> list[str]:
    return [item["service_request_id"] for item in found]


def at(delta: dt.timedelta) -> str:
    return (now() + delta).strftime("%Y-%m-%dT%H:%M:%SZ")


def test_23_what_was_sent_is_found_by_its_id_without_its_words(town: Town) -> None:
    case = town.send(description="Belum disunting: nomor saya 0812-3", phone="08123")
    (item,) = town.json(f"requests/{case.number}")
    assert (item["service_request_id"], item["status"], item["service_code"]) == (case.number, "open", "lampu-jalan")
    assert (item["description"], item["address"], item["lat"], item["media_url"]) == (None, "", None, "")
    assert case.number not in ids(town.json("requests"))
    town.show(case, "Lampu mati di depan sekolah.")
    (item,) = town.json(f"requests/{case.number}")
    assert (item["description"], item["lat"], item["long"]) == ("Lampu mati di depan sekolah.", -7.331, 110.492)
    assert case.number in ids(town.json("requests"))


@pytest.mark.parametrize("fmt", ["json", "xml"])
def test_24_a_case_that_is_not_public_does_not_exist(town: Town, fmt: str) -> None:
    answers = [town.get(f"requests/{n}.{fmt}") for n in (town.hidden.number, town.about.number, "P-0000-0000", "1")]
    assert [fault(a, 404) for a in answers] == [fault(answers[0], 404)] * 4
    assert town.json("requests", service_request_id=f"{town.hidden.number},{town.about.number}") == []


def test_24_what_turns_into_a_case_about_an_officer_is_gone(town: Town) -> None:
    case = town.send(description="Ternyata soal petugas")
    assert town.json(f"requests/{case.number}")
    actions.classify(complaint=case, category=town.cat.conduct, by=town.world.viewer("officer"))
    fault(town.get(f"requests/{case.number}.json"), 404)


def test_25_ids_override_all_other_filters(town: Town) -> None:
    both = f"{town.shown.number},{town.old.number}"
    found = town.json("requests", service_request_id=both, status="closed", start_date="kemarin", service_code="x")
    assert set(ids(found)) == {town.shown.number, town.old.number}


def test_26_without_dates_the_last_ninety_days(town: Town) -> None:
    found = ids(town.json("requests"))
    assert town.shown.number in found
    assert town.old.number not in found
    earlier = town.json("requests", start_date=at(-dt.timedelta(days=120)), end_date=at(-dt.timedelta(days=60)))
    assert ids(earlier) == [town.old.number]
    assert ids(town.json("requests", start_date=at(-dt.timedelta(days=120)))) == [town.old.number]


@pytest.mark.parametrize(
    "query",
    [
        {"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-04-02T00:00:01Z"},  # 27
        {"start_date": "2026-11-22T10:00:00"},  # 28
        {"start_date": "2026-11-22"},
        {"end_date": "besok"},
        {"end_date": "0001-01-01T00:00:00Z"},
        {"status": "pending"},
        {"page": "0"},
        {"page": "satu"},
        {"page_size": "1001"},
    ],
)
@pytest.mark.parametrize("fmt", ["json", "xml"])
def test_27_and_28_what_cannot_be_understood_is_400(town: Town, query: dict[str, str], fmt: str) -> None:
    assert fault(town.get(f"requests.{fmt}", **query), 400)


def test_29_a_plus_that_was_not_escaped(town: Town) -> None:
    for zone in ("+08:00", "%2B08:00", "Z", "-0300"):
        assert town.get(f"requests.json?start_date=2026-11-22T00:00:00{zone}").status_code == 200


def test_30_and_31_pages(town: Town) -> None:
    for number in range(3):
        shown(town.world, town.cat, f"Lampu {number}")
    whole = ids(town.json("requests"))
    assert len(whole) <= 1000
    pages = [ids(town.json("requests", page=n, page_size=2)) for n in range(1, len(whole) // 2 + 2)]
    assert [one for page in pages for one in page] == whole
    assert town.json("requests", page=999_999) == []
    assert town.get("requests.xml", page=999_999).content.endswith(b"<service_requests/>")  # 38


def test_the_newest_come_first(town: Town) -> None:
    moments = [item["requested_datetime"] for item in town.json("requests")]
    assert moments == sorted(moments, reverse=True)


def test_32_status(town: Town) -> None:
    everything = set(ids(town.json("requests")))
    opened, closed = (set(ids(town.json("requests", status=word))) for word in ("open", "closed"))
    assert town.closed.number in closed
    assert town.shown.number in opened
    assert opened | closed == everything == set(ids(town.json("requests", status="open,closed")))
    assert not opened & closed
    assert {item["status"] for item in town.json("requests", status="closed")} == {"closed"}


def test_32_service_code(town: Town) -> None:
    assert town.json("requests", service_code="pujian") == []
    assert town.json("requests", service_code="pujian,lampu-jalan") == town.json("requests")


def test_33_a_closed_case_was_updated_when_it_was_closed(town: Town) -> None:
    (item,) = town.json(f"requests/{town.closed.number}")
    told = town.closed.steps.get(kind="confirmed").at
    assert told is not None
    assert dt.datetime.fromisoformat(item["updated_datetime"]) == told.replace(microsecond=0)
    assert item["status_notes"] == "Selesai, dikonfirmasi pelapor"
    assert item["expected_datetime"] is None


def test_34_the_expected_date_is_the_binding_limit(town: Town) -> None:
    (item,) = town.json(f"requests/{town.shown.number}")
    assert town.shown.due is not None
    assert item["expected_datetime"].startswith(f"{town.shown.due.isoformat()}T23:59:59+")


def test_35_a_token_is_the_number(town: Town) -> None:
    case = town.send(description="Dengan token")
    assert town.json(f"tokens/{case.number}") == [{"service_request_id": case.number, "token": case.number}]
    fault(town.get("tokens/tidak-ada.json"), 404)


def test_37_every_field_has_its_type(town: Town) -> None:
    """The official schemas of GeoReport v2, as assertions."""
    for item in town.json("requests"):
        assert set(item) == FIELDS
        assert all(isinstance(item[name], str) for name in ("service_request_id", "service_code", "status", "address"))
        assert item["status"] in ("open", "closed")
        assert all(item[name] is None or isinstance(item[name], float) for name in ("lat", "long"))
        for name in ("requested_datetime", "updated_datetime", "expected_datetime"):
            if item[name] is not None:
                found = dt.datetime.fromisoformat(item[name])
                assert found.tzinfo is not None
                assert not found.microsecond
    for service in town.json("services"):
        assert {"service_code", "service_name", "metadata", "type"} <= set(service)
        assert isinstance(service["service_code"], str)
        assert service["type"] in ("realtime", "batch", "blackbox")


def test_the_moment_of_a_citizens_own_report_is_told_by_the_day_only(town: Town) -> None:
    (item,) = town.json(f"requests/{town.shown.number}")
    told = dt.datetime.fromisoformat(item["requested_datetime"])
    assert told == dt.datetime.combine(town.shown.received_day, dt.time(), ZoneInfo(settings.TIME_ZONE))


def test_extensions_tell_the_states_and_public_steps(town: Town) -> None:
    (item,) = town.json(f"requests/{town.closed.number}", extensions="true")
    assert item["extended_attributes"] == {"state": "confirmed", "voices": 1, "reopened": 0}
    assert {note["type"] for note in item["notes"]} >= {"answered", "confirmed"}
    assert "note" not in {note["type"] for note in item["notes"]}
    assert set(town.json(f"requests/{town.closed.number}")[0]) == FIELDS


def test_the_extension_of_updates(town: Town) -> None:
    found = town.json(
        "servicerequestupdates", start_date=at(-dt.timedelta(hours=2)), end_date=at(dt.timedelta(hours=1))
    )
    mine = [u for u in found if u["service_request_id"] == town.closed.number]
    assert {u["status"] for u in mine} == {"OPEN", "CLOSED"}
    assert len({u["update_id"] for u in found}) == len(found)
    assert town.hidden.number not in {u["service_request_id"] for u in found}
    root = town.xml("servicerequestupdates")
    assert (root.tag, root[0].tag) == ("service_request_updates", "request_update")


def test_40_nothing_personal_gets_out_of_any_answer(town: Town) -> None:
    case = town.send(
        description="Kenari bercerita panjang", first_name="Kenari", last_name="Wijaya", phone="0899111222",
        email="kenari@contoh.id", device_id="perangkat-kenari", account_id="akun-kenari", address_string="Gang Kenari 7",
    )  # fmt: skip
    town.show(case, "Lampu padam.")
    everything = "".join(
        town.get(path).text
        for fmt in ("json", "xml")
        for path in (
            f"requests.{fmt}?extensions=true",
            f"requests/{case.number}.{fmt}?extensions=true",
            f"servicerequestupdates.{fmt}",
            f"tokens/{case.number}.{fmt}",
        )
    ).lower()
    assert case.number.lower() in everything
    for word in ("kenari", "wijaya", "0899111222", "081277788899", "pak slamet", "0812-0000-0001", "jenderal sudirman"):
        assert word not in everything
    stored = json.dumps(list(Complaint.objects.filter(pk=case.pk).values()), default=str).lower()
    assert "perangkat-kenari" not in stored
    assert "akun-kenari" not in stored


def test_pages_of_other_sites_may_read(town: Town) -> None:
    assert town.get("requests.json").headers["access-control-allow-origin"] == "*"


@pytest.mark.django_db
def test_answers_cost_the_same_whatever_their_number(town: Town, django_assert_num_queries: Any) -> None:
    from pamong.voice.open311 import queries

    town.show(town.send(description="Yang ketiga"), "Yang ketiga.")
    first, last = now() - dt.timedelta(days=89), now() + dt.timedelta(minutes=1)
    with django_assert_num_queries(3):
        few = queries.cases(queries.Asked(first, last, page_size=2))
    with django_assert_num_queries(3):
        many = queries.cases(queries.Asked(first, last))
    assert len(few) == 2 < len(many)
    assert builder.TEXT not in {case.public_text for case in many}
