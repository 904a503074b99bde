"""Templates: strict content policy, no unused file, forms with key and token."""

import re

from tests.architecture.source import name, python_files, templates

INLINE = re.compile(
    r"""<script(?![^>]*\bsrc=)|<style|\sstyle=["']|\son[a-z]+=["']|javascript:|hx-on|hx-vars|hx-disable\b""",
    re.IGNORECASE,
)
MADE_BY_LIBRARIES = ("account/", "mfa/", "socialaccount/", "allauth/", "usersessions/")
ERROR_PAGES = {f"{code}.html" for code in (400, 403, 404, 405, 409, 413, 429, 500, 503)}


def logical(path: object) -> str:
    return str(path).split("/templates/", 1)[1]


def test_nothing_inline() -> None:
    wrong = [f"{name(p)}: {m.group(0)}" for p in templates() if (m := INLINE.search(p.read_text()))]
    assert not wrong


def test_every_template_is_used() -> None:
    texts = [p.read_text() for p in (*python_files("pamong", "config"), *templates())]
    everything = "\n".join(texts)
    unused = []
    for path in templates():
        own = logical(path)
        if own in ERROR_PAGES or own.startswith(MADE_BY_LIBRARIES) or own.startswith("django/"):
            continue
        if own.startswith("cotton/"):
            used = (
                f"<c-{own.removeprefix('cotton/').removesuffix('.html').replace('_', '-').replace('/', '.')}"
                in everything
            )
        else:
            used = own in everything
        if not used:
            unused.append(name(path))
    assert not unused


def test_forms_that_write_carry_token_and_key() -> None:
    wrong = []
    for path in templates():
        if logical(path).startswith(MADE_BY_LIBRARIES):
            continue
        for form in re.finditer(
            r"<form\b[^>]*method=[\"']post[\"'].*?</form>", path.read_text(), re.IGNORECASE | re.DOTALL
        ):
            if "csrf_token" not in form.group(0) or "form_key" not in form.group(0):
                wrong.append(name(path))
    assert not wrong
