"""Hostile values in every address and query: never a failure, never innards, nothing changed (check B1)."""

import inspect
import re
from typing import Any

import pytest
from django.urls import get_resolver
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pamong.platform.access.routes import walk
from tests.rights.records import Records
from tests.rights.test_matrix import RECORDS, expected, fields
from tests.security import hostile, pages
from tests.security.hostile import encoded
from tests.security.sendings import address
from tests.security.support import LIBRARY, MORE, OURS, READABLE, ROUTES, ask, sound

pytestmark = pytest.mark.django_db
ASKED = re.compile(r"""request\.GET(?:\.get|\.getlist)?[\[(]\s*"(\w+)""")
PERSONS: tuple[str | None, ...] = ("employee", "superior", "admin", "personnel", None)
CALLBACKS: dict[str, Any] = {name: callback for name, _path, callback in walk(get_resolver().url_patterns)}


def openers(name: str, method: str = "GET") -> list[str | None]:
    """Which of the five persons may open it (anybody else if none of them)."""
    allowed = expected(name, method)
    return [who for who in PERSONS if who in allowed] or sorted(allowed, key=str)[:1]


def asked_for(name: str) -> set[str]:
    """Names the view's module reads from the query."""
    module = inspect.getmodule(inspect.unwrap(CALLBACKS[name]))
    return set(ASKED.findall(inspect.getsource(module))) if module else set()


def names_of(name: str, records: Records, who: str | None, url: str) -> list[str]:
    """The query parameters of a page: what its code asks for and what its filter forms send."""
    page = records.clients[who].get(url)
    found = pages.Page(page.content.decode(errors="replace")).forms if "html" in page["Content-Type"] else []
    return sorted(asked_for(name) | {n for form in found if form.method == "get" for n in form.names} | {"hal"})


@pytest.mark.parametrize("name", READABLE)
def test_no_query_breaks_a_page(name: str, records: Records) -> None:
    url, wrong, persons = address(name, records), [], openers(name)
    usual = [(k, str(v)) for k, v in fields(name, "GET", records).items()]
    for turn, parameter in enumerate(names_of(name, records, persons[0], url)):
        rest = [pair for pair in usual if pair[0] != parameter]
        for number, value in enumerate(hostile.values(turn + len(name), MORE)):
            answer = ask(
                records.clients[persons[number % len(persons)]], "GET", f"{url}?{encoded([*rest, (parameter, value)])}"
            )
            wrong += sound(answer)
            if answer.is_page and hostile.became_markup(answer.text):
                wrong.append(f"{answer.where}: markup")
            if answer.events:
                wrong.append(f"{answer.where}: wrote {answer.events} events")
    assert not wrong


@pytest.mark.parametrize("name", READABLE)
def test_no_shape_of_query_breaks_a_page(name: str, records: Records) -> None:
    """Bytes that are no text, arrays, duplicates, empty names, hundreds of parameters."""
    url, who = address(name, records), openers(name)[0]
    names = sorted(asked_for(name) | {"hal", "q"})
    shapes = (
        "%00=1&%ff=%fe&=%00&&=&;",
        "&".join(f"{n}=%ff%fe&{n}=1&{n}[]=2&{n}[a]=3&{n}=" for n in names),
        "&".join(f"{n}" for n in names),
        "&".join(f"x{i}={i}" for i in range(900)),
    )
    sent = hostile.in_turn(shapes, name, 2, MORE)
    wrong = [problem for shape in sent for problem in sound(ask(records.clients[who], "GET", f"{url}?{shape}"))]
    assert not wrong


@pytest.mark.parametrize("name", [n for n in OURS if "<" in ROUTES[n]["path"]])
def test_no_address_breaks_the_site(name: str, records: Records) -> None:
    path, wrong = ROUTES[name]["path"], []
    arguments = {k: str(v) for k, v in RECORDS[name][0](records).items()}
    for odd in arguments:
        for number, value in enumerate(hostile.paths(len(name + odd), MORE)):
            filled = {**arguments, odd: value}
            url = "".join(filled.get(part, part) for part in re.split(r"<\w+:(\w+)>", path))
            for method in ROUTES[name]["methods"][number % len(ROUTES[name]["methods"]) :][:1]:
                persons = openers(name, method)
                answer = ask(records.clients[persons[number % len(persons)]], method, url)
                wrong += sound(answer)
                if answer.events:
                    wrong.append(f"{answer.where}: wrote")
    assert not wrong


@pytest.mark.parametrize("name", OURS)
def test_hostile_values_open_nothing_for_those_without_the_right(name: str, records: Records) -> None:
    url, wrong = address(name, records), []
    query = encoded([(n, v) for n in sorted(asked_for(name)) for v in ("1' OR 1=1--", "²", "a\x00b")])
    for method in ROUTES[name]["methods"]:
        allowed = expected(name, method)
        others = [who for who in (*PERSONS, "stranger", "sysadmin") if who not in allowed]
        for who in hostile.in_turn(others, name, 3, MORE):
            body = fields(name, method, records) if method == "POST" else None
            answer = ask(records.clients[who], method, f"{url}?{query}", body)
            wrong += sound(answer)
            if not answer.turned_away or answer.events:
                wrong.append(f"{answer.where} {who}: {answer.status}, {answer.events} events")
    assert not wrong


@pytest.mark.parametrize("name", LIBRARY)
def test_the_sign_in_pages_take_any_query(name: str, records: Records) -> None:
    url = address(name, records)
    for number, value in enumerate((*hostile.SHARP, *hostile.TURNS)):
        for parameter in ("next", "code", "login")[number % 3 : number % 3 + MORE]:
            who = PERSONS[number % len(PERSONS)]
            answer = ask(records.clients[who], "GET", f"{url}?{encoded([(parameter, value)])}")
            assert not sound(answer)
            assert not hostile.became_markup(answer.text)


@pytest.mark.parametrize("path", ["/%00", "/%ff", "/..%2f..%2fetc/passwd", "/static/..%2f..%2fconfig/settings.py", "/.git/config",
                                  "/static/%00", "/skp/%E2%80%AE", "/" + "a/" * 2000, "/static/../../manage.py",
                                  "/admin/", "/__debug__/", "/.env", "/metrics"])  # fmt: skip
def test_paths_that_are_no_pages(path: str, records: Records) -> None:
    for who in ("employee", None):
        answer = ask(records.clients[who], "GET", path)
        assert not sound(answer)
        assert answer.status in (301, 302, 400, 404)
        assert b"SECRET_KEY" not in answer.body


@settings(
    max_examples=50 * MORE,
    deadline=None,
    derandomize=MORE == 1,
    suppress_health_check=list(HealthCheck),
    database=None,
)
@given(data=st.data())
def test_anything_in_any_query(data: st.DataObject, records: Records) -> None:
    name = data.draw(st.sampled_from(READABLE))
    parameter = data.draw(st.sampled_from(sorted(asked_for(name) | {"hal"})))
    value = data.draw(
        st.text(max_size=60) | st.integers().map(str) | st.floats().map(str) | st.dates().map(str) | st.characters()
    )
    who = data.draw(st.sampled_from(openers(name)))
    answer = ask(records.clients[who], "GET", f"{address(name, records)}?{encoded([(parameter, value)])}")
    assert not sound(answer)
    assert not answer.events
