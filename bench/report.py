"""The table of a run, what it must not show, and docs/performance.md."""

import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.pages import PAGES, WRITES, Page

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
BEGIN, END = "<!-- measured -->", "<!-- /measured -->"
BY_KEY = {page.key: page for page in (*PAGES, *WRITES)}


@dataclass(frozen=True)
class Row:
    """One page at one size. ``bytes`` is the body as it travels with gzip."""

    people: int
    key: str
    status: int | None
    statements: int | None
    web_ms: float | None = None
    database_ms: float | None = None
    bytes: int | None = None
    per_second: float | None = None
    median_ms: float | None = None
    refused: int = 0

    @property
    def page(self) -> Page:
        return BY_KEY[self.key]

    @property
    def cpu_ms(self) -> float | None:
        return None if self.web_ms is None or self.database_ms is None else self.web_ms + self.database_ms


def faults(rows: Sequence[Row]) -> list[str]:
    """What makes a run fail: pages that are missing or refused, and lists whose statements grow with the office."""
    found = [
        f"{row.page.title} at {row.people}: status {row.status}"
        for row in rows
        if row.status not in (200, 303) or row.refused
    ]
    for page in (p for p in PAGES if p.grows):
        counts = {row.people: row.statements for row in rows if row.key == page.key}
        if len(set(counts.values())) > 1:
            found.append(f"{page.title}: statements differ with the size of the office {counts}")
    return found


def over_the_bar(rows: Sequence[Row]) -> list[str]:
    """What is worse than the bar, one line per page and measure; told, not failed: milliseconds depend on the machine."""
    found = []
    for page in (*PAGES, *WRITES):
        own = sorted((row for row in rows if row.key == page.key), key=lambda row: row.people)
        kilobytes = [None if row.bytes is None else row.bytes / 1024 for row in own]
        found += _worse(page, [row.statements for row in own], page.bar.statements, "statements", ".0f")
        found += _worse(page, [row.cpu_ms for row in own], page.bar.cpu, "ms CPU", ".0f")
        found += _worse(page, kilobytes, page.bar.kilobytes, "kB", ".1f")
        cpu = {row.people: row.cpu_ms for row in own}
        few, many = cpu.get(2_000), cpu.get(20_000)
        if few and many and many > few * page.bar.growth:
            found.append(f"{page.title}: {many / few:.1f} × CPU at 20,000 people against 2,000 (bar {page.bar.growth})")
    return found


def _worse(page: Page, values: Sequence[float | None], bar: float | None, unit: str, form: str) -> list[str]:
    if bar is None or not any(value is not None and value > bar for value in values):
        return []
    return [f"{page.title}: {' / '.join(_number(value, form) for value in values)} {unit} (bar {bar:g})"]


def table(rows: Sequence[Row]) -> str:
    """One line per page and size, as Markdown."""
    head = ("page", "people", "SQL", "CPU web + db ms", "kB gzip", "median ms", "requests/s (8)")
    lines = [head, tuple("---" if n < 1 else "---:" for n in range(len(head)))]
    keys = [page.key for page in (*PAGES, *WRITES)]
    for row in sorted(rows, key=lambda r: (keys.index(r.key), r.people)):
        cpu = "–" if row.cpu_ms is None else f"{row.web_ms:.1f} + {row.database_ms:.1f} = {row.cpu_ms:.1f}"
        lines.append(
            (
                row.page.title,
                f"{row.people:,}",
                _number(row.statements, ""),
                cpu,
                _number(None if row.bytes is None else row.bytes / 1024, ".1f"),
                _number(row.median_ms, ".1f"),
                _number(row.per_second, ".0f"),
            )
        )
    widths = [max(len(line[n]) for line in lines) for n in range(len(head))]
    return "\n".join(
        "| " + " | ".join(word.ljust(width) for word, width in zip(line, widths, strict=True)) + " |" for line in lines
    )


def _number(value: float | None, form: str) -> str:
    return "–" if value is None else format(value, form)


def as_json(rows: Sequence[Row], seconds: float) -> dict[str, object]:
    return {
        "machine": machine(),
        "seconds": round(seconds, 1),
        "rows": [asdict(row) for row in rows],
        "faults": faults(rows),
        "over_the_bar": over_the_bar(rows),
    }


def machine() -> str:
    """Cores, memory and Python: what the figures were measured on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    return f"{os.cpu_count()} cores, {memory:.0f} GB, Linux {platform.release()}, Python {platform.python_version()}"


def write(rows: Sequence[Row], day: str) -> None:
    """Put the table into docs/performance.md, between its marks."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    worse = "\n".join(f"- {line}" for line in over_the_bar(rows)) or "- nothing"
    measured = f"{BEGIN}\n{day}, {machine()}\n\n{table(rows)}\n\nWorse than the bar:\n\n{worse}\n{END}"
    PAGE.write_text(before + measured + after, encoding="utf-8")
