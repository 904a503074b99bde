"""What the browser loads: vendored files unchanged, one style file in step with its sources, small, nothing from elsewhere."""

import gzip
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from pamong.platform.ui import assets, icons, vendoring

OWN = assets.HERE / "static" / "pamong"
ROOT = assets.HERE.parents[2]


def wire(path: Path) -> int:
    """Bytes that travel: compressed, except what is compressed already."""
    content = path.read_bytes()
    return len(content) if path.suffix == ".woff2" else len(gzip.compress(content, 9))


def test_vendored_files_are_what_was_checked_in() -> None:
    assert (vendoring.VENDOR / "CHECKSUMS").read_text(encoding="utf-8") == vendoring.checksums()


def test_a_changed_vendored_file_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(vendoring.VENDOR, tmp_path / "vendor")
    monkeypatch.setattr(vendoring, "VENDOR", tmp_path / "vendor")
    before = vendoring.checksums()
    with (tmp_path / "vendor" / "htmx" / "htmx.min.js").open("a") as file:
        file.write(" ")
    assert vendoring.checksums() != before


def test_every_vendored_file_is_listed_and_licensed() -> None:
    there = {p.relative_to(vendoring.VENDOR).as_posix() for p in vendoring.VENDOR.rglob("*") if p.is_file()}
    assert there == {*vendoring.FILES, "CHECKSUMS", "LICENSES.md"}
    licences = (vendoring.VENDOR / "LICENSES.md").read_text(encoding="utf-8")
    for name in vendoring.FILES:
        assert name.endswith("LICENSE") or f"`{name}`" in licences


def test_versions_in_the_licence_table_are_those_of_package_json() -> None:
    package = (ROOT / "package.json").read_text(encoding="utf-8")
    licences = (vendoring.VENDOR / "LICENSES.md").read_text(encoding="utf-8")
    for version in re.findall(r'"(\d+\.\d+\.\d+)"', package):
        assert f"| {version} |" in licences


def test_the_style_file_is_in_step_with_its_sources() -> None:
    assert assets.BUILT.read_text(encoding="utf-8") == assets.assembled(), "run python -m pamong.platform.ui.assets"


def test_squeezing_keeps_what_counts() -> None:
    css = "/* note */\n.a > .b,\n.c { margin : 0 1rem; color: red;\n}\n"
    css += '@media (max-width: 10rem) and (min-width: 1rem) { .d::before { content: "x"; } }'
    squeezed = assets.squeezed(css)
    assert "note" not in squeezed
    assert ".a > .b,.c{margin :0 1rem;color:red}" in squeezed
    assert '@media (max-width:10rem) and (min-width:1rem){.d::before{content:"x"}' in squeezed


def test_styles_use_tokens_and_load_nothing_from_elsewhere() -> None:
    for name in assets.SOURCES:
        css = (assets.HERE / "styles" / name).read_text(encoding="utf-8")
        assert "@import" not in css
        assert not re.findall(r"url\(\s*[\"']?(?:https?:)?//", css)
        if name != "tokens.css":
            colours = set(re.findall(r"#[0-9a-fA-F]{3,8}\b", re.sub(r"url\([^)]*\)", "", css)))
            assert colours <= {"#ffffff"}, (name, colours)


def test_tokens_that_are_used_exist() -> None:
    css = assets.assembled()
    used = set(re.findall(r"var\((--pm-[\w-]+)", css))
    made = set(re.findall(r"(--pm-[\w-]+):", css))
    assert used <= made
    assert made - used <= {"--pm-series-2", "--pm-series-3"}


def test_own_classes_carry_the_prefix() -> None:
    bootstrap = (vendoring.VENDOR / "bootstrap" / "bootstrap.min.css").read_text(encoding="utf-8")
    for name in ("layout.css", "components.css"):
        css = re.sub(
            r"/\*.*?\*/|\"[^\"]*\"", "", (assets.HERE / "styles" / name).read_text(encoding="utf-8"), flags=re.DOTALL
        )
        for found in set(re.findall(r"\.([a-zA-Z][\w-]*)", css)):
            assert found.startswith("pm-") or f".{found}" in bootstrap or found == "htmx-request", found


def test_budgets_of_a_first_visit() -> None:
    shared = [vendoring.VENDOR / "bootstrap/bootstrap.min.css", assets.BUILT, OWN / "app.js", OWN / "favicon.svg"]
    staff = [*shared, vendoring.VENDOR / "htmx/htmx.min.js", vendoring.VENDOR / "inter/inter-latin-wght-normal.woff2"]
    live = finders.find("pamong/live.js")
    staff += [Path(live)] if isinstance(live, str) else []
    assert sum(map(wire, shared)) <= 60_000 - 14_000, "a citizen's page itself may have 14 kB"
    assert sum(map(wire, staff)) <= 250_000 - 40_000
    assert wire(OWN / "app.js") <= 8_000
    assert len(staff) + 1 <= 8, "with the page itself"


def test_scripts_are_plain_enough_for_old_phones() -> None:
    """ES2017: none of the later syntax, no eval, no inline handlers."""
    later = re.compile(
        r"\?\?|\?\.[a-zA-Z\[(]|\bcatch\s*\{|\.\.\.\w+\s*\}|#\w+\s*[=(;]|\beval\b|new Function|innerHTML|document\.write"
    )
    for path in OWN.glob("*.js"):
        code = re.sub(r"/\*.*?\*/|\"[^\"\n]*\"", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not later.findall(code), path.name


@pytest.mark.skipif(
    shutil.which("node") is None, reason="node is not installed; the syntax is also checked by the browser tests"
)
def test_scripts_parse() -> None:
    for path in OWN.glob("*.js"):
        subprocess.run(["node", "--check", str(path)], check=True)


def test_icons_wanted_are_there_and_nothing_else() -> None:
    wanted = vendoring.ICONS_WANTED.read_text(encoding="utf-8").split()
    assert wanted == sorted(set(wanted))
    assert set(icons.icons()) == set(wanted) | set(icons.ALIASES)
    for drawing in icons.icons().values():
        assert not re.search(r"script|href|style=|\son\w+=", drawing)


def test_every_icon_named_in_a_template_exists() -> None:
    pattern = re.compile(r"""(?:<c-icon\s+name=|\bicon=|\{%\s*icon\s+)["']([\w-]+)["']""")
    missing = {
        f"{path.name}: {name}"
        for path in (ROOT / "pamong").rglob("templates/**/*.html")
        for name in pattern.findall(path.read_text(encoding="utf-8"))
        if name not in icons.icons()
    }
    assert not missing


def test_icons_are_decoration_unless_named() -> None:
    assert 'aria-hidden="true"' in icons.svg("bell")
    assert 'role="img" aria-label="A &amp; B"' in icons.svg("bell", "A & B")
    assert "path" not in icons.svg("tidak-ada")


def test_the_sprite_is_made_of_single_files(tmp_path: Path) -> None:
    for name in vendoring.ICONS_WANTED.read_text(encoding="utf-8").split():
        (tmp_path / f"{name}.svg").write_text(f'<svg class="bi">\n  <path d="{name}"/>\n</svg>')
    sprite = vendoring.sprite(tmp_path)
    assert '<symbol id="bell" viewBox="0 0 16 16"><path d="bell"/></symbol>' in sprite
    (tmp_path / "bell.svg").write_text("nothing")
    with pytest.raises(ValueError, match=r"bell\.svg"):
        vendoring.sprite(tmp_path)


def test_vendoring_copies_and_sums(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    modules = tmp_path / "node_modules"
    for source in vendoring.FILES.values():
        (modules / source).parent.mkdir(parents=True, exist_ok=True)
        (modules / source).write_text(source)
    icon_folder = modules / "bootstrap-icons" / "icons"
    icon_folder.mkdir(parents=True)
    for name in vendoring.ICONS_WANTED.read_text(encoding="utf-8").split():
        (icon_folder / f"{name}.svg").write_text("<svg><path/></svg>")
    monkeypatch.setattr(vendoring, "VENDOR", tmp_path / "vendor")
    monkeypatch.setattr(vendoring, "ICONS", tmp_path / "icons.svg")
    vendoring.vendor(modules)
    assert (tmp_path / "vendor/htmx/htmx.min.js").read_text() == "htmx.org/dist/htmx.min.js"
    assert (tmp_path / "vendor/CHECKSUMS").read_text() == vendoring.checksums()
