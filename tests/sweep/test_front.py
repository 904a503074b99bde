"""The documented front server writes nothing down of whoever reports: every such page of the product stands in its quiet place."""

import re

import pytest

from pamong.platform.access.routes import routes
from tests.sweep.production import CONFIG, documented

QUIET = ("complaint.send", "complaint.follow", "following.ask", "following.answer")
CONTEXT = re.compile(r"location (~ )?(\S+) \{(.*?)\n    \}", re.DOTALL)


@pytest.fixture(scope="module")
def text() -> str:
    return CONFIG.read_text()


@pytest.fixture(scope="module")
def quiet(text: str) -> re.Pattern[str]:
    places = [pattern for tilde, pattern, body in CONTEXT.findall(text) if tilde and "access_log off" in body]
    assert len(places) == 1
    return re.compile(places[0])


def test_every_page_of_reporters_and_followers_is_quiet(quiet: re.Pattern[str]) -> None:
    paths = [
        re.sub(r"<[^>]+>", "x", r["path"]).removeprefix("/^").replace("\\", "")
        for r in routes()
        if r["policy"] in QUIET
    ]
    assert len(paths) > 8
    loud = [path for path in paths if not quiet.match("/" + path.lstrip("/"))]
    assert loud == []


@pytest.mark.parametrize(
    "path", ["/", "/laporan/", "/laporan/P-7K3M-9QXD/", "/pengaduan/", "/akun/masuk/", "/laporan/peta/"]
)
def test_others_are_counted(quiet: re.Pattern[str], path: str) -> None:
    assert not quiet.match(path)


def test_the_log_names_nobody(text: str) -> None:
    form = re.search(r"log_format pamong '([^']*)';", text)
    assert form
    told = set(re.findall(r"\$\w+", form[1]))
    assert not told & {
        "$remote_addr",
        "$http_referer",
        "$http_user_agent",
        "$request",
        "$request_uri",
        "$args",
        "$http_x_forwarded_for",
    }
    assert "$uri" in told
    named = re.findall(r"access_log (\S+) (\w+);", text)
    assert [(path.rpartition("/")[2], form) for path, form in named] == [
        ("pamong.log", "pamong"),
        ("pamong-akun.log", "combined"),
    ]


def test_what_is_sent_never_touches_its_disk_and_no_place_forgets_the_headers(text: str) -> None:
    limit = re.search(r"client_max_body_size (\w+);", text)
    held = re.search(r"client_body_buffer_size (\w+);", text)
    assert limit
    assert held
    assert limit[1] == held[1]
    assert "proxy_max_temp_file_size 0;" in text
    for _tilde, path, body in CONTEXT.findall(text):
        assert "proxy_pass http://pamong;" in body, path
        assert "proxy_set_header" not in body, f"{path}: a header set here drops those set above"
    for header in ("Host $http_host", "X-Forwarded-Proto https", "X-Forwarded-For $remote_addr"):
        assert f"proxy_set_header {header};" in text


def test_a_test_changes_places_only(text: str, tmp_path: object) -> None:
    made = documented(port=1443, plain=1080, upstream=1800, logs=CONFIG.parent, certificates=CONFIG.parent)
    assert "example.go.id" not in made
    assert made.count("\n") == text.count("\n")
    assert made.count("access_log off;") == text.count("access_log off;") == 3
