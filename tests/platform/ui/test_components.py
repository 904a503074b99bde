"""Each component in each variant: what it says, what assistive technology hears, and that nothing gets in unescaped."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.paginator import Paginator
from django.forms import CharField as DjangoCharField
from django.forms import Form as DjangoForm
from django.forms import HiddenInput
from django.utils import timezone, translation

from pamong.platform.ui.assets import HERE
from pamong.platform.ui.web.forms import EveryField
from tests.platform.ui.rendering import render

EVIL = '"><script>alert(1)</script>'
COMPONENTS = sorted((HERE / "templates" / "cotton").glob("*.html"))
GALLERY = "".join(path.read_text(encoding="utf-8") for path in (HERE / "templates").rglob("*.html"))
TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _indonesian() -> Iterator[None]:
    with translation.override("id"), timezone.override("Asia/Jakarta"):
        yield


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_every_component_says_its_options_and_stands_in_the_gallery(path: object) -> None:
    text = path.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    tag = path.stem.replace("_", "-")  # type: ignore[attr-defined]
    assert text.startswith("{# options:")
    assert f"<c-{tag}" in GALLERY


@pytest.mark.parametrize(
    ("tone", "css"),
    [
        ("primary", "btn-primary"),
        ("secondary", "btn-outline-secondary"),
        ("danger", "btn-danger"),
        ("quiet", "btn-link"),
    ],
)
def test_button_tones(tone: str, css: str) -> None:
    assert f'class="btn {css}' in render(f'<c-button tone="{tone}">Simpan</c-button>')
    assert f'<a class="btn {css}' in render(f'<c-button tone="{tone}" href="/a">Simpan</c-button>')


def test_button_type_and_passing_on() -> None:
    assert 'type="submit"' in render("<c-button>Simpan</c-button>")
    html = render('<c-button type="button" small icon="check" hx-post="/x" disabled>Simpan</c-button>')
    assert 'type="button" hx-post="/x" disabled' in html.replace(' disabled hx-post="/x"', ' hx-post="/x" disabled')
    assert "btn-sm" in html
    assert "<svg" in html


def test_dynamic_attributes_are_escaped() -> None:
    html = render('<c-button :data-name="name" title="{{ name }}" href="{{ name }}">{{ name }}</c-button>', name=EVIL)
    assert "<script>" not in html
    assert html.count("&lt;script&gt;") == 4


@pytest.mark.parametrize(
    "source",
    [
        '<c-page-header title="{{ evil }}" lead="{{ evil }}" back="{{ evil }}" back_label="{{ evil }}" />',
        '<c-card title="{{ evil }}">{{ evil }}</c-card>',
        '<c-figure label="{{ evil }}" value="{{ evil }}" note="{{ evil }}" href="{{ evil }}" />',
        '<c-figure :label="evil" :value="evil" />',
        '<c-person name="{{ evil }}" nip="{{ evil }}" position="{{ evil }}" href="{{ evil }}" />',
        '<c-person :person="person" />',
        '<c-evidence-list :items="items" />',
        '<c-stepper :steps="steps" current="1" label="{{ evil }}" />',
        '<c-tabs label="{{ evil }}" :items="items" />',
        '<c-timeline label="{{ evil }}"><c-timeline-item title="{{ evil }}" by="{{ evil }}">{{ evil }}</c-timeline-item></c-timeline>',
        '<c-empty title="{{ evil }}" text="{{ evil }}" />',
        '<c-dialog id="d" title="{{ evil }}" button="{{ evil }}" />',
        '<c-progress :value="1" :max="2" label="{{ evil }}" text="{{ evil }}" />',
        '<c-table caption="{{ evil }}" mode="scroll"><tbody></tbody></c-table>',
        "<c-table><thead><tr><th>{{ evil }}</th></tr></thead><tbody><tr><td>1</td></tr></tbody></c-table>",
        '<c-signature-block :left="person" :right="person" />',
        '<c-nav :items="items" />',
        '<c-nav :groups="groups" />',
        "<c-toast>{{ evil }}</c-toast>",
        '<c-tag data-x="{{ evil }}">{{ evil }}</c-tag>',
        '<c-icon name="bell" label="{{ evil }}" />',
        '<c-filter-bar action="{{ evil }}" label="{{ evil }}" clear="{{ evil }}"></c-filter-bar>',
        '<c-map-or-list label="{{ evil }}"><c-slot name="list">{{ evil }}</c-slot><c-slot name="map">{{ evil }}</c-slot></c-map-or-list>',
        '<c-form action="{{ evil }}"></c-form>',
        '<c-rule-source rule="{{ evil }}" />',
        "<c-note>{{ evil }}</c-note>",
        '<c-deadline :date="None" :today="None" />',
    ],
)
def test_nothing_gets_in_unescaped(source: str) -> None:
    person = {"name": EVIL, "nip": EVIL, "position": EVIL, "role": EVIL, "place_date": EVIL}
    items = [
        {"text": EVIL, "label": EVIL, "url": EVIL, "source": EVIL, "unit": EVIL, "value": 1, "badge": 1, "icon": EVIL}
    ]
    groups = [{"label": EVIL, "items": items, "open": False}] * 2
    context = {"person": person, "items": items, "groups": groups, "steps": [EVIL, EVIL]}
    html = render(source, address=f"/?q={EVIL}&urut={EVIL}", evil=EVIL, **context)
    assert "<script>" not in html
    assert 'style="' not in html
    assert "<c-" not in html


def test_form_carries_token_and_a_fresh_key() -> None:
    keys = {
        re.findall(r'name="idempotency_key" value="(\w{32})"', render('<c-form action="/a"></c-form>'))[0]
        for _ in range(3)
    }
    assert len(keys) == 3
    html = render('<c-form action="/a"></c-form>')
    assert 'value="token-of-the-test"' in html
    assert "novalidate" in html
    assert "multipart" not in html


@pytest.mark.parametrize("flag", ["multipart", ":multipart", ':multipart="True"', ':multipart="yes"'])
def test_form_with_files(flag: str) -> None:
    html = render(f"<c-form {flag}></c-form>", yes=True)
    assert 'enctype="multipart/form-data"' in html
    assert html.count("multipart") == 1


def test_a_get_form_carries_neither() -> None:
    html = render('<c-form method="get"></c-form>')
    assert "idempotency_key" not in html
    assert "csrf" not in html


def field(name: str, form: EveryField | None = None, options: str = "") -> str:
    return render(f'<c-field :field="form.{name}" {options} />', form=form or EveryField())


@pytest.mark.parametrize("name", [n for n in EveryField.base_fields if n not in ("kind", "days", "rating")])
def test_each_control_has_its_label(name: str) -> None:
    html = field(name)
    assert f'for="id_{name}"' in html
    assert f'id="id_{name}"' in html


def test_hint_and_error_describe_the_control() -> None:
    form = EveryField({"story": "a\x00b"})
    html = field("story", form)
    assert 'id="id_story_hint"' in html
    assert 'aria-describedby="id_story_hint id_story_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_story_error"' in html
    assert "pm-field-error" in html
    assert "aria-describedby" not in field("activity")


def test_optional_is_said_and_required_is_marked() -> None:
    assert "(boleh kosong)" in field("story")
    assert "(boleh kosong)" not in field("activity")
    assert re.search(r"<input[^>]*\brequired\b", field("activity"))


def test_groups_are_fieldsets_with_a_legend() -> None:
    html = field("kind", EveryField({}))
    assert html.count('type="radio"') == 2
    assert '<fieldset class="pm-field pm-field-error" aria-describedby="id_kind_hint id_kind_error">' in html
    assert "<legend>Jenis</legend>" in html
    assert 'for="id_kind_0"' in html
    assert not re.search(r"<input[^>]*aria-invalid", html), "not allowed on a radio button"
    assert 'type="checkbox"' in field("days")


def test_field_options() -> None:
    html = field("quantity", options='label="Banyaknya" hint="Angka" unit="berkas" autocomplete="off" data-x="1"')
    assert ">Banyaknya</label>" in html
    assert 'id="id_quantity_hint">Angka<' in html
    assert ">berkas</span>" in html
    assert 'inputmode="decimal"' in html
    assert 'data-x="1"' in html
    assert 'data-now="id_starts" hidden' in field("starts", options="now")


def test_hidden_fields_come_bare() -> None:
    class Hidden(DjangoForm):
        token = DjangoCharField(widget=HiddenInput)

    html = render('<c-field :field="form.token" />', form=Hidden(initial={"token": "7"}))
    assert re.fullmatch(r'\s*<input type="hidden" name="token" value="7"[^>]*>\s*', html)


def test_typed_text_is_kept_after_an_error() -> None:
    form = EveryField({"quantity": "dua", "story": "Cerita panjang"})
    assert 'value="dua"' in field("quantity", form)
    assert "Cerita panjang</textarea>" in field("story", form)


def test_rating_scale_is_native_and_in_words() -> None:
    html = render('<c-rating-scale :field="form.rating" :notes="form.notes" />', form=EveryField({"rating": "meets"}))
    assert html.count('type="radio"') == 3
    assert len(re.findall(r"<input[^>]*\bchecked\b", html)) == 1
    assert "Di atas ekspektasi" in html
    assert 'aria-describedby="id_rating_0_note"' in html
    assert 'id="id_rating_0_note"' in html


def test_upload_says_types_and_size() -> None:
    html = render('<c-upload :field="form.proof" />', form=EveryField())
    assert "Paling besar 10 MB." in html
    assert 'accept=".pdf,image/*"' in html
    assert 'data-max-bytes="10000000"' in html
    assert "data-shrink" in html


def test_error_summary_takes_focus_and_links() -> None:
    html = render('<c-error-summary :form="form" />', form=EveryField({"kind": "praise"}))
    assert 'role="alert" tabindex="-1" autofocus' in html
    assert '<a href="#id_activity">Apa yang dikerjakan? Isian ini wajib diisi.</a>' in html
    assert '<a href="#id_rating_0">Hasil kerja: Pilih salah satu.</a>' in html
    assert render('<c-error-summary :form="form" />', form=EveryField()).strip() == ""
    assert render('<c-error-summary :form="None" />').strip() == ""


def test_error_summary_of_a_plain_django_form() -> None:
    class Plain(DjangoForm):
        name = DjangoCharField(label="Nama")

    assert '<a href="#id_name">Nama:' in render('<c-error-summary :form="form" />', form=Plain({}))


def test_tables() -> None:
    rows = "<thead><tr><th>Nama</th><th>Jumlah</th></tr></thead><tbody><tr><th>A</th><td>1</td></tr></tbody>"
    cards = render(f'<c-table caption="Daftar">{rows}</c-table>')
    assert '<td data-label="Jumlah">1</td>' in cards
    assert "tabindex" not in cards
    scroll = render(f'<c-table caption="Daftar" mode="scroll" hide_caption>{rows}</c-table>')
    assert 'role="region" tabindex="0" aria-label="Daftar"' in scroll
    assert '<caption class="pm-hidden">' in scroll
    assert "data-label" not in scroll


def test_pager_keeps_the_filters() -> None:
    html = render('<c-pager :page="page" />', "/?unit=3&hal=2", page=Paginator(range(60), 25).page(2))
    assert "Menampilkan 26–50 dari 60" in html
    assert 'href="?unit=3&amp;hal=1"' in html
    assert 'href="?unit=3&amp;hal=3"' in html
    single = render('<c-pager :page="page" />', page=Paginator(range(3), 25).page(1))
    assert "Berikutnya" not in single


def test_filter_bar_keeps_the_sorting() -> None:
    html = render('<c-filter-bar clear="/x"><c-slot name="tools">EKSPOR</c-slot>ISI</c-filter-bar>', "/?urut=-nama&q=a")
    assert '<input type="hidden" name="urut" value="-nama">' in html
    assert "EKSPOR" in html
    assert 'href="/x"' in html


def test_figure_can_be_opened_and_missing_is_a_dash() -> None:
    assert '<a class="pm-card pm-figure" href="/isi">' in render('<c-figure label="A" value="7" href="/isi" />')
    assert '<div class="pm-card pm-figure">' in render('<c-figure label="A" value="7" />')
    assert ">–</span>" in render('<c-figure label="A" :value="None" />')
    assert ">0</span>" in render('<c-figure label="A" :value="0" />')


@pytest.mark.parametrize(("value", "width"), [("7", "77"), ("0", "0"), ("12", "100"), ("-1", "0")])
def test_progress(value: str, width: str) -> None:
    html = render('<c-progress :value="value" :max="9" label="Maju" />', value=Decimal(value))
    assert f'<rect width="{width}%"' in html


def test_progress_without_a_value_is_empty() -> None:
    html = render('<c-progress :value="None" :max="9" label="Maju" />')
    assert "<rect" not in html
    assert "–" in html
    assert "<rect" not in render('<c-progress :value="3" :max="0" label="Maju" />')
    assert "2 dari 9" in render('<c-progress :value="2" :max="9" label="Maju" />')


@pytest.mark.parametrize(
    ("day", "text", "tone"),
    [
        (date(2026, 12, 31), "39 hari lagi", "info"),
        (date(2026, 11, 25), "3 hari lagi", "warn"),
        (date(2026, 11, 22), "hari ini", "warn"),
        (date(2026, 11, 21), "lewat 1 hari", "bad"),
        (datetime(2026, 11, 22, 17, 0, tzinfo=UTC), "1 hari lagi", "warn"),
    ],
)
def test_deadline_says_date_and_days_in_words(day: date, text: str, tone: str) -> None:
    html = render('<c-deadline :date="day" :today="today" />', day=day, today=TODAY)
    assert f'pm-tag-{tone}">{text}' in html
    assert "2026</time>" in html


def test_a_done_deadline_counts_no_more() -> None:
    html = render('<c-deadline :date="day" :today="today" done />', day=date(2026, 1, 1), today=TODAY)
    assert "1 Januari 2026" in html
    assert "lewat" not in html
    assert "tanpa tenggat" in render('<c-deadline :date="None" />')


def test_person_from_object_dict_and_options() -> None:
    person = {"name": "Sari Dewi", "nip": "198705122010012003", "position": "Analis"}
    html = render('<c-person :person="person" />', person=person)
    assert "NIP 19870512 201001 2 003 · Analis" in html
    assert ">SD</span>" in html
    assert "NIP" not in render('<c-person name="Suharto" />')
    assert ">Lain</span>" in render('<c-person :person="person" name="Lain" />', person=person)


def test_timeline_tabs_stepper_evidence() -> None:
    moment = datetime(2026, 11, 22, 7, 5, tzinfo=UTC)
    assert "22 November 2026 14.05 WIB · Sari" in render('<c-timeline-item title="A" :when="w" by="Sari" />', w=moment)
    tabs = [{"label": "A", "url": "/a", "current": True}, {"label": "B", "url": "/b", "current": False}]
    assert render('<c-tabs :items="tabs" />', tabs=tabs).count('aria-current="page"') == 1
    steps = render('<c-stepper :steps="steps" :current="n" />', steps=["A", "B", "C"], n=3)
    assert steps.count("(selesai)") == 2
    assert steps.count('aria-current="step"') == 1
    assert "aria-current" not in render('<c-stepper :steps="steps" current="3" />', steps=["A", "B"])
    assert "Belum ada bukti." in render('<c-evidence-list :items="none" />', none=[])


def test_dialog_unfolds_without_scripts() -> None:
    html = render('<c-dialog id="d" title="Kembalikan">ISI</c-dialog>')
    assert '<details class="pm-dialog-plain" id="d" data-dialog>' in html
    assert "<summary" in html
    assert "data-dialog open>" in render('<c-dialog id="d" title="K" :open="errors">ISI</c-dialog>', errors=True)
    assert "data-dialog-close hidden" in html


def test_rule_source_says_rule_place_and_certainty() -> None:
    html = render('<c-rule-source rule="predikat" />')
    assert "Dasar: PermenPANRB" in html
    assert "sejak" in html
    assert "Seberapa pasti" in html
    assert render('<c-rule-source rule="tidak_ada" />').strip() == ""
    assert render('<c-rule-source rule="predikat" version="1900-01-01" />').strip() == ""


def test_signatures() -> None:
    left = {
        "role": "Pegawai",
        "name": "Sari",
        "nip": "198705122010012003",
        "signed_at": datetime(2026, 11, 22, 7, 5, tzinfo=UTC),
    }
    html = render('<c-signature-block :left="left" :right="right" />', left=left, right={"name": "Budi"})
    assert "disetujui 22 November 2026 14.05 WIB" in html
    assert html.count("belum ditandatangani") == 1


def test_navigation_and_its_five() -> None:
    items = [
        {"label": f"N{n}", "url": f"/{n}", "icon": "house", "in_bottom_bar": n < 5, "current": n == 1, "badge": 0}
        for n in range(7)
    ]
    assert render('<c-nav :items="items" />', items=items).count("<li>") == 7
    bottom = render('<c-nav :items="items" bottom />', items=items)
    assert bottom.count("<li>") == 5
    assert bottom.count('aria-current="page"') == 1
    assert render('<c-nav :items="none" />', none=None).count("<li>") == 0


def test_navigation_in_groups_opens_the_first_and_the_present_one() -> None:
    entry = {"label": "N", "url": "/n", "icon": "house", "in_bottom_bar": False, "current": False, "badge": 0}
    groups = [{"label": f"G{n}", "items": [entry, entry], "open": n == 2} for n in range(4)]
    html = render('<c-nav :groups="groups" />', groups=groups)
    assert html.count("<li>") == 8
    assert html.count("<details") == 3 and html.count(" open>") == 1
    assert "G0" not in html and "<summary>G1</summary>" in html


def test_toasts_stay_polite_unless_it_failed() -> None:
    assert 'role="status"' in render('<c-toast tone="ok">Tersimpan</c-toast>')
    assert 'role="alert"' in render('<c-toast tone="bad">Gagal</c-toast>')


def test_icon() -> None:
    assert 'aria-label="Penghargaan"' in render('<c-icon name="award" label="Penghargaan" />')
    assert 'aria-hidden="true"' in render('<c-icon name="award" />')
