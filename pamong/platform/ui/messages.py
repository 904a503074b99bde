"""Translations without the gettext tools: extraction, compilation and a list of what is still missing.

Texts in code and templates are Indonesian (the msgids), so ``locale/id`` holds only a header; ``locale/en`` and any
regional language hold translations. ``python -m pamong.platform.ui.messages extract|compile|missing``.
"""

import argparse
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[3]
LOCALE = ROOT / "locale"
SOURCES = (ROOT / "pamong", ROOT / "config")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "N_": None,
    "say": None,
    "Refused": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
SOURCE_LANGUAGE = "id"
_PLACE = re.compile(r"%\((\w+)\)[sdif]|%[sd]")


def texts(folders: tuple[Path, ...] = SOURCES, root: Path = ROOT) -> Catalog:
    """Every marked text of the code and the templates, with the files it stands in."""
    catalog = Catalog(project="Pamong", charset="utf-8", fuzzy=False, header_comment="# Pamong")
    for path, content in _sources(folders):
        place = path.relative_to(root).as_posix()
        for _line, message, comments, context in extract("python", io.BytesIO(content), keywords=KEYWORDS):
            catalog.add(message, None, [(place, 0)], auto_comments=comments, context=context)
    return catalog


def _sources(folders: tuple[Path, ...]) -> Iterator[tuple[Path, bytes]]:
    for folder in folders:
        for path in sorted(folder.rglob("*.py")):
            if "migrations" not in path.parts:
                yield path, path.read_bytes()
        for path in sorted([*folder.rglob("*.html"), *folder.rglob("*.txt")]):
            if "templates" in path.parts:
                yield path, _as_python(path.read_text(encoding="utf-8"))


def _as_python(template: str) -> bytes:
    """A template as the Python calls that its translation tags mean (Django's own converter)."""
    from django.utils.translation.template import templatize  # noqa: PLC0415  # needs configured settings, as here only

    _configure()
    return re.sub(r"(?m)^[^\S\n]+", "", templatize(template)).encode()  # the indentation of HTML is none of Python's


def _configure() -> None:
    from django.conf import settings  # noqa: PLC0415

    if not settings.configured:
        settings.configure(USE_I18N=True)


def languages(locale: Path = LOCALE) -> list[str]:
    """Languages that have a catalogue."""
    return sorted(path.parent.parent.name for path in locale.glob("*/LC_MESSAGES/django.po"))


def catalogue(language: str, locale: Path = LOCALE) -> Catalog:
    """The catalogue of a language as it stands in its file."""
    with (locale / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale=language, domain="django")


def update(language: str, found: Catalog | None = None, locale: Path = LOCALE) -> Catalog:
    """Bring a language's file in step with the texts: new ones added empty, gone ones dropped, nothing guessed."""
    path = locale / language / "LC_MESSAGES" / "django.po"
    made = catalogue(language, locale) if path.exists() else _empty(language)
    if language != SOURCE_LANGUAGE:
        made.update(found if found is not None else texts(), no_fuzzy_matching=True, update_creation_date=False)
        made.obsolete.clear()
    made.fuzzy = False
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, made, width=120, sort_output=True, include_lineno=False, omit_header=False)
    _drop_dates(path)
    return made


def _empty(language: str) -> Catalog:
    header = f"# Texts of Pamong: {language}. Made by `python -m pamong.platform.ui.messages extract`."
    return Catalog(
        locale=language, project="Pamong", version="0", charset="utf-8", fuzzy=False, header_comment=header,
        last_translator="Pamong", language_team="Pamong", copyright_holder="Pamong", msgid_bugs_address="-",
    )  # fmt: skip


def _drop_dates(path: Path) -> None:
    """Without the dates of the header, so that two extractions of the same texts give the same file."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text(
        "".join(line for line in lines if not re.match(r'"(POT-Creation|PO-Revision)-Date:', line)), encoding="utf-8"
    )


def compile_messages(locale: Path = LOCALE) -> list[Path]:
    """Write every ``.mo`` beside its ``.po`` when it is older or missing; returns the files written."""
    written = []
    for language in languages(locale):
        source = locale / language / "LC_MESSAGES" / "django.po"
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        # A name of its own: several processes may start at once, and each puts a whole file in place.
        with NamedTemporaryFile(dir=target.parent, prefix="django-", suffix=".mo", delete=False) as file:
            write_mo(file, catalogue(language, locale))
        Path(file.name).chmod(0o644)
        Path(file.name).replace(target)
        written.append(target)
    return written


def missing(language: str, found: Catalog | None = None, locale: Path = LOCALE) -> list[str]:
    """Texts of the code that a language has no translation for, or whose translation has other places (%(name)s)."""
    have = catalogue(language, locale)
    lacking = []
    for message in found if found is not None else texts():
        if not message.id:
            continue
        key = message.id if isinstance(message.id, str) else message.id[0]
        known = have.get(key, message.context)
        if known is None or not _complete(message.id, known.string):
            lacking.append(key)
    return lacking


def _complete(source: object, target: object) -> bool:
    sources = [source] if isinstance(source, str) else list(source)  # type: ignore[call-overload]  # str or (singular, plural)
    targets = [target] if isinstance(target, str) else list(target or ())  # type: ignore[call-overload]
    if not targets or not all(targets):
        return False
    return set(_PLACE.findall(sources[-1])) == set(_PLACE.findall(targets[-1]))


def main(arguments: list[str] | None = None) -> int:
    """The command line; exit status 1 when ``missing`` found some."""
    parser = argparse.ArgumentParser(
        prog="python -m pamong.platform.ui.messages", description="Texts and their translations."
    )
    parser.add_argument(
        "act", choices=("extract", "compile", "missing"), help="update the .po files, write the .mo files, list gaps"
    )
    parser.add_argument("--language", default="en", help="language of extract and missing (default en)")
    chosen = parser.parse_args(arguments)
    if chosen.act == "compile":
        sys.stdout.writelines(f"{path}\n" for path in compile_messages())
        return 0
    if chosen.act == "extract":
        update(SOURCE_LANGUAGE)
        made = update(chosen.language)
        sys.stdout.write(f"{chosen.language}: {len(made)} texts\n")
        return 0
    lacking = missing(chosen.language)
    sys.stdout.writelines(f"{text}\n" for text in lacking)
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
