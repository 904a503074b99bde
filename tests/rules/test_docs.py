"""docs/rules is the text of `rules explain`, page by page."""

from pathlib import Path

import pytest

from pamong.rulebook.explain import explain, pages, table_text, write
from pamong.rulebook.registry import FAMILIES, Table, all_rules
from tests.rules.support import ON

DOCS = Path(__file__).parents[2] / "docs" / "rules"


@pytest.mark.parametrize("name", ["README.md", *(f"{family}.md" for family in FAMILIES)])
def test_page_is_in_step(name: str) -> None:
    written = (DOCS / name).read_text(encoding="utf-8")
    assert written == pages()[name], "run: python -m pamong.rulebook.explain docs/rules"


def test_no_page_without_rules() -> None:
    assert {path.name for path in DOCS.glob("*.md")} == set(pages())


def test_pages_can_be_written(tmp_path: Path) -> None:
    write(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == set(pages())


@pytest.mark.parametrize("rule", all_rules(ON), ids=lambda rule: str(rule.id))
def test_explanation_names_source_confidence_inputs_and_outputs(rule: object) -> None:
    found = next(each for each in all_rules(ON) if each is rule)
    text = explain(found)
    assert str(found.source) in text
    assert found.confidence.label in text
    for name in (*found.inputs, *found.outputs):
        assert f"`{name}`" in text
    for caveat in found.caveats:
        assert caveat.text in text
    if found.table:
        for row in found.table.rows:
            assert all(cell in text for cell in row)


def test_tables_are_aligned() -> None:
    text = table_text(Table(("A", "Panjang"), (("nilai", "1"), ("n", "22"))))
    assert text.splitlines() == [
        "| A     | Panjang |",
        "|-------|---------|",
        "| nilai | 1       |",
        "| n     | 22      |",
    ]
