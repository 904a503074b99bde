"""Copies the few front-end files that are kept in the repository out of ``node_modules`` and writes their checksums.

Run as ``npm run vendor`` after changing a version in package.json; a test compares the files with ``CHECKSUMS``.
"""

import hashlib
import re
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENDOR = HERE / "static" / "vendor"
ICONS = HERE / "icons.svg"
MODULES = HERE.parents[2] / "node_modules"
FILES = {
    "bootstrap/bootstrap.min.css": "bootstrap/dist/css/bootstrap.min.css",
    "bootstrap/LICENSE": "bootstrap/LICENSE",
    "bootstrap-icons/LICENSE": "bootstrap-icons/LICENSE",
    "htmx/htmx.min.js": "htmx.org/dist/htmx.min.js",
    "htmx/LICENSE": "htmx.org/LICENSE",
    "inter/inter-latin-wght-normal.woff2": "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
    "inter/LICENSE": "@fontsource-variable/inter/LICENSE",
}
ICONS_WANTED = HERE / "icons.txt"  # one name a line
_INNER = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


def sha256(path: Path) -> str:
    """Hex digest of a file's content."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def checksums() -> str:
    """The content that ``CHECKSUMS`` must have: one ``digest  path`` line per vendored file, the icons included."""
    kept = [VENDOR / name for name in sorted(FILES)]
    lines = [f"{sha256(path)}  {path.relative_to(VENDOR).as_posix()}" for path in kept]
    return "\n".join([*lines, f"{sha256(ICONS)}  ../../icons.svg"]) + "\n"


def sprite(folder: Path) -> str:
    """One SVG with a symbol per icon, from the single files of Bootstrap Icons."""
    symbols = []
    for name in ICONS_WANTED.read_text(encoding="utf-8").split():
        match = _INNER.search((folder / f"{name}.svg").read_text(encoding="utf-8"))
        if match is None:
            raise ValueError(f"{name}.svg holds no <svg>")
        inner = re.sub(r"\s*\n\s*", "", match[1]).strip()
        symbols.append(f'<symbol id="{name}" viewBox="0 0 16 16">{inner}</symbol>')
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def vendor(modules: Path = MODULES) -> None:
    """Copy, build the icon file, write the checksums. Raises FileNotFoundError when ``npm ci`` has not run."""
    for name, source in FILES.items():
        target = VENDOR / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(modules / source, target)
    ICONS.write_text(sprite(modules / "bootstrap-icons" / "icons"), encoding="utf-8")
    (VENDOR / "CHECKSUMS").write_text(checksums(), encoding="utf-8")


if __name__ == "__main__":
    vendor()
    sys.stdout.write((VENDOR / "CHECKSUMS").read_text(encoding="utf-8"))
