"""Puts the style sources together into the one file that pages load (one request instead of four).

Run ``python -m pamong.platform.ui.assets`` after changing a file in ``styles/``; a test compares.
"""

import re
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCES = ("tokens.css", "bridge.css", "layout.css", "components.css")
BUILT = HERE / "static" / "pamong" / "ui.css"


def squeezed(css: str) -> str:
    """Without comments and needless blanks; one rule per line, so that a difference can still be read."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r"\s*([{};,])\s*", r"\1", css)
    css = re.sub(r":\s+", ":", css)
    return css.replace(";}", "}").replace("}", "}\n").strip() + "\n"


def assembled() -> str:
    """The content that ``static/pamong/ui.css`` must have."""
    return "".join(squeezed((HERE / "styles" / name).read_text(encoding="utf-8")) for name in SOURCES)


if __name__ == "__main__":
    BUILT.write_text(assembled(), encoding="utf-8")
