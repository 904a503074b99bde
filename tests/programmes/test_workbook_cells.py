"""Cells of any kind in the tables of a plan: each line is judged, nothing is taken for what it is not."""

import datetime as dt
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pamong.programmes.queries import judging
from pamong.programmes.rules import sheet
from tests.programmes.test_workbook import PLAN, YEARS, judged, told

CELLS = (
    st.sampled_from(["", "1", "1.1", "2.12.03", "S1", "Program", "Sasaran", "20", "3", "30", "2026", "makin besar"])
    | st.text(max_size=12)
    | st.floats()
    | st.booleans()
    | st.dates(min_value=dt.date(1900, 1, 1))
    | st.builds(dt.datetime.combine, st.dates(min_value=dt.date(1900, 1, 1)), st.times())
    | st.times()
    | st.timedeltas()
)


@given(
    rows=st.lists(
        st.tuples(st.sampled_from(sheet.KINDS), st.lists(CELLS, min_size=14, max_size=14), st.booleans()), max_size=8
    )
)
@settings(max_examples=60, deadline=None)
def test_whatever_the_cells_hold_each_line_is_judged(rows: list[tuple[str, list[Any], bool]]) -> None:
    lines = []
    for number, (kind, cells, whole) in enumerate(rows, 2):
        names = [field.id for field in sheet.columns(kind, YEARS, region=False)]
        lines.append(sheet.Line(kind, 0, number, dict(zip(names if whole else names[:4], cells, strict=False))))
    found = judging.judge(PLAN, lines)
    assert [one.line for one in found] == lines
    good = [one for one in found if not one.faults]
    assert all(reason for one in found for _column, reason in one.faults)
    codes = [one.values["code"] for one in good if one.line.kind == sheet.NODE]
    assert len(codes) == len(set(codes))
    for one in good:
        assert one.line.kind == sheet.NODE or one.node is not None


def test_text_with_hidden_signs_is_refused() -> None:
    (line,) = judged(Rencana=[["Tingkat", "Kode", "Nama"], ["Tujuan", "9", "Tertib\u202e gnitnep"]])
    assert told([line]) == [(2, "refused", ["Nama"])]
