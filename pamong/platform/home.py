"""Where this installation keeps its data."""

import contextlib
import hashlib
import os
from pathlib import Path

PROGRAM = Path(__file__).resolve().parents[2]


def home() -> Path:
    """Folder of database, media and logs: `PAMONG_HOME`, by default `~/.pamong`.

    The default belongs to the first program folder that uses it; a second clone on the same account gets
    `~/.pamong-<mark>`, so that two versions never work on one database. A clone that is gone frees its claim.
    """
    chosen = os.environ.get("PAMONG_HOME")
    if chosen:
        return Path(chosen).expanduser().resolve()
    usual = Path.home().resolve() / ".pamong"
    if _claim(usual / "program-folder"):
        return usual
    return usual.with_name(f".pamong-{hashlib.sha256(os.fsencode(PROGRAM)).hexdigest()[:8]}")


def make(folder: Path) -> None:
    """Create a home: nobody else may enter; as root, others pass through to what is theirs (the database is `nobody`'s)."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o711 if os.geteuid() == 0 else 0o700)


def _claim(claim: Path) -> bool:
    """Whether this program folder holds the claim; takes it when nobody does."""
    try:
        make(claim.parent)
        with contextlib.suppress(FileNotFoundError):
            holder = Path(claim.read_text().strip())
            if holder == PROGRAM or holder.exists():
                return holder == PROGRAM
            claim.unlink()  # its clone was deleted
        with claim.open("x") as fresh:
            fresh.write(f"{PROGRAM}\n")
    except FileExistsError:
        return False  # another clone was quicker
    except OSError:
        return True  # not to be written: whoever uses it is told then
    return True
