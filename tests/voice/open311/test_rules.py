"""The notations and the times, as plain values."""

import datetime as dt
import json
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamong.voice.open311.rules import keys, spark, times

NOW = dt.datetime(2026, 11, 27, tzinfo=dt.UTC)


@given(st.text(max_size=80))
def test_any_text_makes_xml_that_can_be_read_back(text: str) -> None:
    encodable = text.encode("utf-8", "ignore").decode()
    root = ET.fromstring(spark.written("xml", "errors", [{"description": encodable}]))
    back = root.findtext("error/description") or ""
    kept = [c for c in encodable if ord(c) >= 32 and c not in "\ufffe\uffff"]
    assert [c for c in back if ord(c) >= 32] == kept
    assert json.loads(spark.written("json", "errors", [{"description": encodable}]))[0]["description"] == encodable


def test_a_list_has_a_container_in_xml_only() -> None:
    one = [{"service_code": "a", "metadata": True, "description": None}]
    assert spark.written("json", "services", one) == b'[{"service_code": "a", "metadata": true, "description": null}]'
    assert spark.written("xml", "services", one).endswith(
        b"<services><service><service_code>a</service_code><metadata>true</metadata><description/></service></services>"
    )
    assert spark.written("xml", "services", []).endswith(b"<services/>")


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("2026-11-22T10:00:00+08:00", 2),
        ("2026-11-22T10:00:00 08:00", 2),
        ("2026-11-22T10:00:00Z", 10),
        ("2026-11-22T10:00Z", 10),
        ("2026-11-22T10:00:00.123456Z", 10),
        ("2026-11-22T10:00:00-0300", 13),
    ],
)
def test_times_with_a_zone_are_read(text: str, hour: int) -> None:
    assert times.read(text).astimezone(dt.UTC).hour == hour


@pytest.mark.parametrize(
    "text", ["", "2026-11-22", "2026-11-22T10:00:00", "2026-13-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "kemarin"]
)
def test_others_are_not(text: str) -> None:
    with pytest.raises(times.Unreadable):
        times.read(text)


def test_the_window_is_ninety_days_around_what_is_given() -> None:
    ninety = dt.timedelta(days=90)
    assert times.window(None, None, NOW) == (NOW - ninety, NOW)
    assert times.window(NOW - 3 * ninety, None, NOW) == (NOW - 3 * ninety, NOW - 2 * ninety)
    assert times.window(None, NOW - ninety, NOW) == (NOW - 2 * ninety, NOW - ninety)
    assert times.window(NOW - ninety, NOW, NOW) == (NOW - ninety, NOW)
    with pytest.raises(times.Unreadable):
        times.window(NOW - dt.timedelta(days=91), NOW, NOW)


def test_keys_are_random_and_only_a_digest_is_kept() -> None:
    drawn = {keys.draw_key() for _ in range(50)}
    assert len(drawn) == len({keys.digest(key) for key in drawn}) == 50
    assert all(key not in keys.digest(key) for key in drawn)
