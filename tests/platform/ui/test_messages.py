"""Texts are found in code and templates, catalogues kept in step, compiled, and gaps named."""

import gettext
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import write_po

from pamong.platform.ui import messages

CODE = """
from django.utils.translation import gettext as _, ngettext, pgettext
from pamong.rulebook.text import N_
a = _("Simpan")
b = ngettext("%(n)s hari", "%(n)s hari jamak", n)
c = pgettext("bulan", "Mei")
LABEL = N_("di atas ekspektasi")
raise Refused("Jam %(at)s sudah dipakai.", field="at", at=at)
d = untouched("Bukan teks")
"""
TEMPLATE = """{# Bukan: {% trans "tersembunyi" %} #}
<c-button title="{% trans "Kirim laporan" %}">{% blocktrans trimmed with n=count %}
  Ada {{ n }} catatan
{% endblocktrans %}</c-button>{{ _("Lewat variabel") }}
        <p>dalam
     {% trans "Kirim laporan" %}
   </p>
"""
FOUND = {
    "Simpan",
    "%(n)s hari",
    "Mei",
    "di atas ekspektasi",
    "Jam %(at)s sudah dipakai.",
    "Kirim laporan",
    "Ada %(n)s catatan",
    "Lewat variabel",
}


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "pamong"
    (folder / "templates" / "a").mkdir(parents=True)
    (folder / "migrations").mkdir()
    (folder / "code.py").write_text(CODE)
    (folder / "migrations" / "0001.py").write_text('_("Migrasi")')
    (folder / "templates" / "a" / "page.html").write_text(TEMPLATE)
    return folder


@pytest.fixture
def locale(tmp_path: Path) -> Path:
    return tmp_path / "locale"


def ids(catalog: Catalog) -> set[str]:
    return {m.id if isinstance(m.id, str) else m.id[0] for m in catalog if m.id}


def message(catalog: Catalog, text: str) -> Message:
    found = catalog.get(text)
    assert found is not None
    return found


def test_texts_are_found(sources: Path) -> None:
    assert ids(messages.texts((sources,), sources.parent)) == FOUND


def test_the_file_names_where_a_text_stands(sources: Path, locale: Path) -> None:
    messages.update("en", messages.texts((sources,), sources.parent), locale)
    text = (locale / "en" / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8")
    assert "#: pamong/templates/a/page.html" in text
    assert "Date:" not in text


def test_update_keeps_translations_and_drops_what_is_gone(sources: Path, locale: Path) -> None:
    found = messages.texts((sources,), sources.parent)
    messages.update("en", found, locale)
    path = locale / "en" / "LC_MESSAGES" / "django.po"
    path.write_text(path.read_text().replace('msgid "Simpan"\nmsgstr ""', 'msgid "Simpan"\nmsgstr "Save"'))
    (sources / "code.py").write_text('_("Simpan"); _("Simpanan")')
    after = messages.update("en", messages.texts((sources,), sources.parent), locale)
    assert message(after, "Simpan").string == "Save"
    assert not message(after, "Simpanan").string, "nothing is guessed from a similar text"
    assert "Mei" not in path.read_text()
    before = path.read_text()
    messages.update("en", messages.texts((sources,), sources.parent), locale)
    assert path.read_text() == before, "a second run changes nothing"


def test_missing_names_gaps_and_lost_places(sources: Path, locale: Path) -> None:
    found = messages.texts((sources,), sources.parent)
    made = messages.update("en", found, locale)
    assert set(messages.missing("en", found, locale)) == FOUND
    for each in made:
        if each.id:
            each.string = ("x %(n)s", "y %(n)s") if each.pluralizable else each.id
    message(made, "Jam %(at)s sudah dipakai.").string = "That time is taken."
    with (locale / "en" / "LC_MESSAGES" / "django.po").open("wb") as file:
        write_po(file, made)
    assert messages.missing("en", found, locale) == ["Jam %(at)s sudah dipakai."]


def test_compiled_catalogues_translate(sources: Path, locale: Path) -> None:
    made = messages.update("en", messages.texts((sources,), sources.parent), locale)
    message(made, "Simpan").string = "Save"
    with (locale / "en" / "LC_MESSAGES" / "django.po").open("wb") as file:
        write_po(file, made)
    assert messages.compile_messages(locale) == [locale / "en" / "LC_MESSAGES" / "django.mo"]
    assert messages.compile_messages(locale) == [], "up to date"
    translation = gettext.translation("django", str(locale), ["en"])
    assert translation.gettext("Simpan") == "Save"
    assert translation.gettext("Mei") == "Mei"


def test_processes_that_start_at_once_do_not_disturb_each_other(sources: Path, locale: Path) -> None:
    messages.update("en", messages.texts((sources,), sources.parent), locale)
    target = locale / "en" / "LC_MESSAGES" / "django.mo"
    for _ in range(10):
        target.unlink(missing_ok=True)
        with ThreadPoolExecutor(8) as crowd:
            list(crowd.map(lambda _: messages.compile_messages(locale), range(8)))
        assert [file.name for file in target.parent.iterdir() if file.suffix == ".mo"] == ["django.mo"]


def test_the_source_language_has_only_a_header(sources: Path, locale: Path) -> None:
    made = messages.update("id", messages.texts((sources,), sources.parent), locale)
    assert not ids(made)
    assert messages.languages(locale) == ["id"]


def test_indonesian_has_one_plural_form() -> None:
    assert "nplurals=1" in (messages.LOCALE / "id" / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8")


def test_command_line(
    sources: Path, locale: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = messages.texts
    monkeypatch.setattr(messages, "texts", lambda: real((sources,), sources.parent))
    for name in ("update", "missing", "compile_messages", "catalogue"):
        function = getattr(messages, name)
        defaults = tuple(locale if value == messages.LOCALE else value for value in function.__defaults__)
        monkeypatch.setattr(function, "__defaults__", defaults)
    assert messages.main(["extract"]) == 0
    monkeypatch.setattr(messages.languages, "__defaults__", (locale,))
    assert messages.main(["missing"]) == 1
    assert "Kirim laporan" in capsys.readouterr().out
    assert messages.main(["compile"]) == 0
    assert "django.mo" in capsys.readouterr().out


def test_the_texts_of_the_components_have_english() -> None:
    own = messages.texts((messages.ROOT / "pamong" / "platform" / "ui",))
    assert messages.missing("en", own) == []
