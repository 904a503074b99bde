"""The forty assertions of the contract, each over a real connection; the number of the assertion stands beside each test."""

import datetime as dt
import xml.etree.ElementTree as ET
from typing import Any

import httpx
import pytest

from pamong.voice.complaints.enums import Channel
from pamong.voice.complaints.models import Complaint, Identity, Step
from pamong.voice.open311 import actions as open311
from pamong.voice.open311.queries.keys import key_of
from tests.voice import builder
from tests.voice.open311.conftest import REPORT, Town

JSON, XML = "application/json; charset=utf-8", "text/xml; charset=utf-8"


def plain(element: ET.Element) -> Any:
    """An XML tree as the values JSON has, all as text."""
    if not len(element):
        return element.text or ""
    children = list(element)
    many = element.tag.endswith("s") and element.tag in {
        "services", "service_requests", "attributes", "values", "errors", "endpoints", "formats", "notes",
    }  # fmt: skip
    return [plain(c) for c in children] if many else {c.tag: plain(c) for c in children}


def texts(value: Any) -> Any:
    """A JSON value with every scalar as the text XML has."""
    if isinstance(value, dict):
        return {k: texts(v) for k, v in value.items()}
    if isinstance(value, list):
        return [texts(v) for v in value] if value else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def fault(answer: httpx.Response, status: int) -> str:
    """The descriptions of an error: a list in the format asked for, never a page."""
    assert answer.status_code == status, answer.text
    if answer.headers["content-type"] == JSON:
        found = answer.json()
        assert isinstance(found, list)
        assert found
        assert {tuple(sorted(one)) for one in found} == {("code", "description")}
        return " ".join(one["description"] for one in found)
    assert answer.headers["content-type"] == XML
    root = ET.fromstring(answer.content)
    assert root.tag == "errors"
    return " ".join(one.findtext("description") or "" for one in root.findall("error"))


class TestServices:
    @pytest.mark.parametrize("path", ["services", "services/lampu-jalan", "services/pujian", "requests"])
    def test_1_both_formats_say_the_same(self, town: Town, path: str) -> None:
        assert plain(town.xml(path)) == texts(town.json(path)) or path == "services/pujian"
        assert town.json("services/pujian")["attributes"] == []

    def test_2_and_5_a_bare_list_even_of_one(self, town: Town) -> None:
        assert isinstance(town.json("services"), list)
        assert [s["service_code"] for s in town.json("services")] == ["lampu-jalan", "pujian"]
        (only,) = town.json("requests", service_request_id=town.shown.number)
        assert only["service_request_id"] == town.shown.number

    @pytest.mark.parametrize("path", ["services", "services/lampu-jalan", "requests", "nichts"])
    def test_3_content_types_have_a_charset(self, town: Town, path: str) -> None:
        assert town.get(f"{path}.json").headers["content-type"] == JSON
        answer = town.get(f"{path}.xml")
        assert answer.headers["content-type"] == XML
        assert answer.content.startswith(b'<?xml version="1.0" encoding="utf-8"?>')

    def test_4_metadata_is_a_boolean(self, town: Town) -> None:
        assert [s["metadata"] for s in town.json("services")] == [True, False]
        assert [s.findtext("metadata") for s in town.xml("services")] == ["true", "false"]

    def test_6_questions_and_their_values_in_order(self, town: Town) -> None:
        found = town.json("services/lampu-jalan")
        assert found == town.json("service/lampu-jalan")
        assert [(a["code"], a["datatype"], a["required"], a["order"]) for a in found["attributes"]] == [
            ("jumlah", "number", False, 1),
            ("sejak", "singlevaluelist", True, 2),
        ]
        assert [v["key"] for v in found["attributes"][1]["values"]] == ["hari", "lama"]

    @pytest.mark.parametrize("fmt", ["json", "xml"])
    @pytest.mark.parametrize("code", ["tidak-ada", "perilaku-petugas"])
    def test_7_an_unknown_code_is_404_as_a_list(self, town: Town, fmt: str, code: str) -> None:
        assert fault(town.get(f"services/{code}.{fmt}"), 404)

    def test_8_an_empty_jurisdiction_is_none(self, town: Town) -> None:
        assert town.json("services", jurisdiction_id="") == town.json("services")
        assert town.post({"jurisdiction_id": "", "description": "Tanpa wilayah"}).status_code == 201

    @pytest.mark.parametrize("path", ["services.csv", "requests.csv", "services", "../discovery.csv", "apa/saja.html"])
    def test_39_another_suffix_is_404(self, town: Town, path: str) -> None:
        fault(town.get(path), 404)

    def test_36_discovery(self, town: Town) -> None:
        base = town.url.removesuffix("/v2")
        found = httpx.get(f"{base}/discovery.json").json()
        assert plain(ET.fromstring(httpx.get(f"{base}/discovery.xml").content)) == texts(found)
        (endpoint,) = found["endpoints"]
        assert endpoint["specification"] == "http://wiki.open311.org/GeoReport_v2"
        assert endpoint["type"] in ("production", "test")
        assert endpoint["formats"] == ["text/xml", "application/json"]
        assert found["contact"]
        assert found["key_service"]
        assert sorted([found["changeset"], "2030-01-01T00:00:00Z"])[0] == found["changeset"]
        dt.datetime.fromisoformat(found["changeset"])


class TestSending:
    @pytest.mark.parametrize("key", [None, "", "pamong_salah0000", "x' OR 1=1"])
    def test_9_without_a_valid_key_403(self, town: Town, key: str | None) -> None:
        assert "api_key" in fault(town.post({"api_key": key}), 403)

    def test_9_a_revoked_key_is_none(self, town: Town) -> None:
        officer = town.world.viewer("officer")
        row, text = open311.make_key(name="Lama", per_hour=5, by=officer)
        assert key_of(text) == row
        open311.revoke_key(key=row, by=officer)
        fault(town.post({"api_key": text}), 403)

    def test_10_the_key_in_body_or_query(self, town: Town) -> None:
        url = f"{town.url}/requests.json?jurisdiction_id=&api_key={town.key}"
        assert httpx.post(url, data={**REPORT, "description": "Kunci di alamat"}).status_code == 201
        assert town.post({"description": "Kunci di isi"}, fmt="xml").status_code == 201

    @pytest.mark.parametrize(
        ("changes", "word"),
        [
            ({"lat": None, "long": None}, "Tempat"),  # 11
            ({"long": None}, "bersama"),  # 12
            ({"lat": "91"}, "-90"),  # 13
            ({"long": "-180.1"}, "-180"),
            ({"lat": "nan"}, "-90"),
            ({"lat": "utara"}, "-90"),
            ({"lat": None, "long": None, "address_id": "999999999999"}, "address_id"),
            ({"service_code": None}, "service_code"),
            ({"attribute[sejak]": None}, "attribute[sejak]"),  # 15
            ({"attribute[sejak]": "kapan-kapan"}, "Sejak kapan?"),
            ({"description": "x" * 4001}, "4000"),  # 17
            ({"description": "a\u202eb"}, "tersembunyi"),
            ({"email": "bukan surel"}, "email"),
            ({"phone": "0" * 31}, "phone"),
            ({"media_url": "file:///etc/passwd"}, "media_url"),
            ({"media_url": [f"https://contoh.id/{n}.jpg" for n in range(6)]}, "media_url"),
        ],
    )
    @pytest.mark.parametrize("fmt", ["json", "xml"])
    def test_11_to_17_what_is_missing_or_wrong_is_400_and_named(
        self, town: Town, changes: dict[str, Any], word: str, fmt: str
    ) -> None:
        before = Complaint.objects.count()
        assert word in fault(town.post(changes, fmt=fmt), 400)
        assert Complaint.objects.count() == before

    def test_14_an_unknown_service_is_404(self, town: Town) -> None:
        fault(town.post({"service_code": "kosong"}), 404)
        fault(town.post({"service_code": "perilaku-petugas"}), 404)

    def test_15_each_fault_is_an_item_of_its_own(self, town: Town) -> None:
        answer = town.post({"attribute[sejak]": None, "description": "x" * 4001, "lat": "100"})
        assert len(answer.json()) == 3

    @pytest.mark.parametrize("without", [None, "", " \r\n"])
    def test_a_report_without_description_is_taken_and_says_so(self, town: Town, without: str | None) -> None:
        case = town.send(description=without, lat=f"-7.33{1 + len(without or '')}")
        assert case.text == "Lampu jalan (tanpa uraian)"

    @pytest.mark.parametrize("name", ["attribute[sejak]", "attribute[sejak][]"])
    def test_16_a_list_attribute_with_and_without_brackets(self, town: Town, name: str) -> None:
        case = town.send(**{"attribute[sejak]": None, name: "lama", "attribute[fixmystreet_id]": "12", "deviceid": "x"})
        assert case.answers == {"sejak": "lama"}

    def test_17_four_thousand_signs_fit(self, town: Town) -> None:
        assert len(town.send(description="é" * 4000).text) == 4000

    def test_18_markup_comes_back_as_text(self, town: Town) -> None:
        case = town.show(town.send(description="<script>alert(1)</script> & <b>"), "<script>alert(1)</script> & <b>")
        (item,) = town.json(f"requests/{case.number}")
        assert item["description"] == "<script>alert(1)</script> & <b>"
        found = town.get(f"requests/{case.number}.xml")
        assert b"<script>" not in found.content
        assert ET.fromstring(found.content).findtext("request/description") == item["description"]

    def test_19_any_script_of_the_world(self, town: Town) -> None:
        said = "Café ꦧꦱꦗꦮ ᬩᬮᬶ 🌳\r\nbaris dua"
        case = town.send(description=said)
        assert case.text == said.replace("\r\n", "\n")
        town.show(case, case.text)
        assert town.json(f"requests/{case.number}")[0]["description"] == case.text
        assert town.xml(f"requests/{case.number}").findtext("request/description") == case.text

    def test_20_addresses_of_pictures_are_kept_for_officers_and_never_fetched(self, town: Town) -> None:
        links = ["https://foto.contoh/1.jpg", "http://169.254.169.254/2.jpg"]
        case = town.send(description="Dengan dua tautan", media_url=links)
        note = Step.objects.get(complaint=case, kind="note")
        assert all(link in note.text for link in links)
        assert not note.is_public
        assert not note.for_reporter

    @pytest.mark.parametrize("part", ["media", "photo1", "file_ab12"])
    def test_21_a_file_is_drawn_anew(self, town: Town, part: str) -> None:
        file = builder.photo(comment=b"KENARI-DI-DALAM").read()
        answer = town.post({"description": f"Dengan foto {part}"}, files={part: ("IMG_1.jpg", file, "image/jpeg")})
        assert answer.status_code == 201
        case = Complaint.objects.get(number=answer.json()[0]["service_request_id"])
        assert case.photos.count() == 1
        assert "IMG_1" not in case.photos.get().file.name

    @pytest.mark.parametrize("content", [b"", b"GIF89a", b"<svg onload=alert(1)>", b"\xff\xd8\xff rusak"])
    def test_21_a_bad_file_is_400(self, town: Town, content: bytes) -> None:
        fault(town.post({"description": "Foto rusak"}, files={"media": ("a.jpg", content, "image/jpeg")}), 400)

    def test_22_the_same_sending_is_one_report(self, town: Town) -> None:
        first, again = (town.post({"description": "Terkirim dua kali"}).json()[0] for _ in range(2))
        assert first == again
        assert town.post({"description": "Terkirim dua kali", "lat": "-7.4"}).json()[0] != first
        other = town.post({"description": "Lain"}, headers={"Idempotency-Key": "kiriman-0001"}).json()
        assert town.post({"description": "Lain!"}, headers={"Idempotency-Key": "kiriman-0001"}).json() == other

    def test_the_receipt_lets_the_sender_follow(self, town: Town) -> None:
        case = town.send(description="Diikuti", email="warga@contoh.id", first_name="Siti", last_name="Aminah")
        assert (case.channel, case.mode) == (Channel.OPEN311, "open")
        identity = Identity.objects.get(complaint=case)
        assert (identity.name, identity.email) == ("Siti Aminah", "warga@contoh.id")
        notice = town.post(
            {"description": "Diikuti", "email": "warga@contoh.id", "first_name": "Siti", "last_name": "Aminah"}
        ).json()[0]["service_notice"]
        secret = notice.split("kode rahasia ")[1].split(".")[0]
        assert builder.queries.by_receipt(case.number, secret) is not None

    @pytest.mark.parametrize(
        ("content", "kind"),
        [
            (b'{"service_code": "lampu-jalan"}', "application/json"),
            (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "text/xml"),
            (b"\xff\xfe\x00", "application/x-www-form-urlencoded; charset=utf-16"),
            (b"--x\r\nContent-Dispo", "multipart/form-data; boundary="),
        ],
    )
    def test_other_bodies_are_400(self, town: Town, content: bytes, kind: str) -> None:
        url = f"{town.url}/requests.json?api_key={town.key}"
        fault(httpx.post(url, content=content, headers={"Content-Type": kind}), 400)

    def test_a_key_has_its_limit(self, town: Town) -> None:
        _row, text = open311.make_key(name="Kecil", per_hour=2, by=town.world.viewer("officer"))
        statuses = [town.post({"api_key": text, "description": f"Ke-{n}"}).status_code for n in range(3)]
        assert statuses == [201, 201, 429]
        answer = town.post({"api_key": text, "description": "Lagi"})
        fault(answer, 429)
        assert int(answer.headers["retry-after"]) > 0

    def test_a_method_nobody_serves_is_a_list_too(self, town: Town) -> None:
        for method in ("PUT", "DELETE"):
            fault(httpx.request(method, f"{town.url}/requests.json"), 405)
        fault(httpx.post(f"{town.url}/services.json"), 405)
        assert httpx.head(f"{town.url}/services.json").status_code == 200
