"""The embedded PostgreSQL of a machine without a database server: find, start, stop. Knows nothing of Django.

Everything of one database lies in one folder, its *place*: `data`, `postgres.log`, `run` (the socket) and, if needed, a
copy of the programs. The place is `PAMONG_HOME/database`. PostgreSQL refuses to run as root, so as root it runs as
`nobody`; when that user cannot reach PAMONG_HOME (such as /root with mode 700) the place is a folder in
/var/lib/pamong, and PAMONG_HOME/database-place names it. It listens on a unix socket only, in a folder only its owner
may enter.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import pwd
import secrets
import shutil
import stat
import subprocess
import time
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from pamong.platform.home import home, make
from pamong.platform.postgres_programs import EmbeddedError, Programs, may_enter

__all__ = ["EmbeddedError", "Server", "database_settings", "ensure", "home", "in_use", "stop"]

DATABASE = "pamong"
USER = "pamong"  # owns the database, may create test databases, is no superuser
EXTENSIONS = ("btree_gist", "citext", "pg_trgm", "unaccent")
SYSTEM_FOLDER = Path("/var/lib/pamong")
LONGEST_SOCKET_FOLDER = 85  # a socket path has at most 107 bytes, 20 of them "/.s.PGSQL.5432.lock"
LOG_LIMIT = 20 * 1024 * 1024
SETTINGS = {
    "listen_addresses": "",
    "port": "5432",
    "unix_socket_permissions": "0700",
    "logging_collector": "off",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "jit": "off",
    # The server's log tells moments; beside them may stand no statement and no row.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "wal_recycle": "off",  # what was written is removed at a checkpoint, not kept under another name
}


def in_use() -> bool:
    """Whether this process works with the embedded database: yes, unless `DATABASE_URL` names another one."""
    return not os.environ.get("DATABASE_URL")


def database_settings() -> dict[str, Any]:
    """Django's DATABASES entry for the embedded server; starts nothing."""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": DATABASE,
        "USER": USER,
        "PASSWORD": "",
        "HOST": str(Server(home()).socket_folder),
        "PORT": SETTINGS["port"],
    }


def ensure(database: str = DATABASE) -> Server:
    """Start the server of this PAMONG_HOME if it is not running and create `database` if it is missing."""
    server = Server(home())
    if not server.answers(database):
        server.start()
        server.create(database)
    return server


def stop(*, only_if_idle: bool = False) -> bool:
    """Stop the server of this PAMONG_HOME; with `only_if_idle` not while others are connected. Answers: is it down?"""
    server = Server(home())
    if only_if_idle and server.clients():
        return False
    server.stop()
    return True


def forget_written() -> None:
    """Remove what the write-ahead log of the embedded server remembers; another server's is its operator's business."""
    if in_use():
        Server(home()).forget_written()


class Server:
    """The PostgreSQL server of one PAMONG_HOME."""

    def __init__(self, folder: Path) -> None:
        self.home = folder
        self.as_root = os.geteuid() == 0

    @cached_property
    def pointer(self) -> Path:
        return self.home / "database-place"

    @cached_property
    def account(self) -> pwd.struct_passwd:
        """Who runs the server: whoever started us; as root the owner of the data, at first `nobody`."""
        if not self.as_root:
            return pwd.getpwuid(os.geteuid())
        with contextlib.suppress(OSError, KeyError):
            owner = (self._known_place() / "data").stat().st_uid
            if owner:
                return pwd.getpwuid(owner)
        for name in ("nobody", "postgres", "daemon"):
            with contextlib.suppress(KeyError):
                return pwd.getpwnam(name)
        raise EmbeddedError(
            "PostgreSQL tidak boleh berjalan sebagai root dan pengguna `nobody` tidak ada. "
            "Jalankan sebagai pengguna biasa."
        )

    def _known_place(self) -> Path:
        with contextlib.suppress(FileNotFoundError):
            return Path(self.pointer.read_text().strip())
        return self.home / "database"

    @cached_property
    def elsewhere(self) -> bool:
        """Whether the place lies outside PAMONG_HOME because the server's user cannot enter it."""
        if self.pointer.exists():
            return True
        return self.as_root and not may_enter(self.home.parent, self.account.pw_uid, self.account.pw_gid)

    @property
    def place(self) -> Path:
        return self._known_place()

    @property
    def data(self) -> Path:
        return self.place / "data"

    @property
    def log(self) -> Path:
        return self.place / "postgres.log"

    @cached_property
    def socket_folder(self) -> Path:
        """Known before the first start, and short enough for a socket."""
        usual = self.home / "database" / "run"
        if not self.elsewhere and len(os.fsencode(usual)) <= LONGEST_SOCKET_FOLDER:
            return usual
        mark = hashlib.sha256(os.fsencode(self.home)).hexdigest()[:12]
        if self.as_root:
            return SYSTEM_FOLDER / f"run-{mark}"
        return Path(f"/tmp/pamong-{os.geteuid()}-{mark}")  # noqa: S108 (its owner is checked, see _own)

    @cached_property
    def programs(self) -> Programs:
        found = Programs.find()
        if self.as_root and not may_enter(found.bin, self.account.pw_uid, self.account.pw_gid):
            return found.copied_to(self.place)
        return found

    # --- asking ---

    def connect(self, database: str, user: str = USER) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(
            host=str(self.socket_folder),
            port=SETTINGS["port"],
            user=user,
            dbname=database,
            connect_timeout=10,
            autocommit=True,
            application_name="pamong launcher",
        )

    def answers(self, database: str, user: str = USER) -> bool:
        """Whether the server runs and lets this user into this database."""
        try:
            self.connect(database, user).close()
        except psycopg.OperationalError:
            return False
        return True

    def clients(self) -> int:
        """How many others are connected (0 when the server is down)."""
        try:
            with self.connect("postgres", "postgres") as connection:
                query = """select count(*) from pg_stat_activity
                           where backend_type = 'client backend' and pid <> pg_backend_pid()"""
                row = connection.execute(query).fetchone()
        except psycopg.OperationalError:
            return 0
        return int(str(row[0])) if row else 0

    def pid(self) -> int | None:
        """Process id of the running postmaster."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split()[0])
            return pid if os.path.samefile(f"/proc/{pid}/cwd", self.data) else None
        except (OSError, ValueError, IndexError):
            return None

    # --- starting and stopping ---

    def start(self, timeout: float = 60) -> None:
        """Start the server unless it runs; several processes may do so at once. The first time it makes the data."""
        with self._locked():
            self._prepare()
            if not (self.data / "PG_VERSION").exists():
                self._create_data()
            self._refuse_other_version()
            self._remove_stale_pid_file()
            options = " ".join(f"-c {name}='{value}'" for name, value in self._settings().items())
            start = (
                self.programs.bin / "pg_ctl",
                "-D",
                self.data,
                "-w",
                "-t",
                "30",
                "-l",
                self.log,
                "-o",
                options,
                "start",
            )
            deadline = time.monotonic() + timeout
            while not self.answers("postgres", "postgres"):
                done = self._run(*start)
                if not self.answers("postgres", "postgres"):
                    if time.monotonic() > deadline:
                        raise EmbeddedError(
                            f"PostgreSQL tidak mau berjalan; lihat {self.log}.\n{done.stderr}{self._log_end()}"
                        )
                    time.sleep(0.3)  # after kill -9 the old children need a moment to go

    def stop(self, timeout: int = 60) -> None:
        """Stop cleanly: what was committed is on disk. Nothing happens when it is down."""
        if not self.data.exists():
            return
        with self._locked():
            if self.pid() is None:
                return
            stopped = self._run(
                self.programs.bin / "pg_ctl", "-D", self.data, "-m", "fast", "-w", "-t", timeout, "stop"
            )
            if self.pid() is not None:
                raise EmbeddedError(f"PostgreSQL tidak mau berhenti.\n{stopped.stdout}{stopped.stderr}")

    def forget_written(self) -> None:
        """Begin a new segment of the write-ahead log and remove the former ones: with them go the moments of the commits."""
        with self.connect("postgres", "postgres") as server:
            server.execute("SELECT pg_switch_wal()")
            server.execute("CHECKPOINT")

    def create(self, database: str) -> None:
        """Create role, extensions and at last the database: that it exists means that all is there."""
        with self._locked(), self.connect("postgres", "postgres") as server:
            if server.execute("select 1 from pg_database where datname = %s", [database]).fetchone():
                return
            if not server.execute("select 1 from pg_roles where rolname = %s", [USER]).fetchone():
                server.execute(sql.SQL("create role {} login createdb").format(sql.Identifier(USER)))
            server.execute(sql.SQL("grant pg_read_all_stats to {}").format(sql.Identifier(USER)))
            with self.connect("template1", "postgres") as template:  # so that test databases have them too
                for extension in EXTENSIONS:
                    template.execute(sql.SQL("create extension if not exists {}").format(sql.Identifier(extension)))
            names = sql.Identifier(database), sql.Identifier(USER)
            server.execute(sql.SQL("create database {} owner {}").format(*names))

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            make(self.home)
            lock = os.open(self.home / "database.lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise EmbeddedError(
                f"Folder {self.home} tidak dapat dipakai ({error.strerror}). Pilih folder lain dengan PAMONG_HOME."
            ) from error
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def _prepare(self) -> None:
        """Folders with the right owner. Only now, under the lock, the place outside PAMONG_HOME is chosen."""
        if self.elsewhere and not self.pointer.exists():
            self._own(SYSTEM_FOLDER, 0o711, root=True)
            mark = hashlib.sha256(os.fsencode(self.home)).hexdigest()[:12]
            place = SYSTEM_FOLDER / f"{mark}-{secrets.token_hex(3)}"  # a removed PAMONG_HOME never comes back to life
            self._own(place, 0o700)
            unfinished = self.pointer.with_suffix(".new")
            unfinished.write_text(f"{place}\n")
            unfinished.rename(self.pointer)
        if self.as_root and not self.elsewhere:
            self.home.chmod(self.home.stat().st_mode | 0o011)
        self._own(self.place, 0o700)
        if self.socket_folder.parent == SYSTEM_FOLDER:
            self._own(SYSTEM_FOLDER, 0o711, root=True)
        self._own(self.socket_folder, 0o700)
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".log.1"))

    def _own(self, folder: Path, mode: int, *, root: bool = False) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=mode)
        info = folder.lstat()
        uid, gid = (0, 0) if root else (self.account.pw_uid, self.account.pw_gid)
        if not stat.S_ISDIR(info.st_mode) or info.st_uid not in {uid, os.geteuid()}:
            owner = info.st_uid
            raise EmbeddedError(
                f"{folder} milik pengguna lain (uid {owner}). "
                "Jalankan sebagai pengguna itu atau root, atau pilih PAMONG_HOME lain."
            )
        if self.as_root and info.st_uid != uid:
            os.chown(folder, uid, gid, follow_symlinks=False)
        folder.chmod(mode)

    def _settings(self) -> dict[str, str]:
        return {**SETTINGS, "unix_socket_directories": str(self.socket_folder)}

    def _create_data(self) -> None:
        unfinished = self.place / "data.new"
        if unfinished.exists():
            shutil.rmtree(unfinished)  # an interrupted creation: thrown away, never reused
        locale = (
            ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if self._major() >= 17 else ["--locale=C.UTF-8"]
        )
        access = ["--auth-local=trust", "--auth-host=scram-sha-256", "-U", "postgres"]
        made = self._run(
            self.programs.bin / "initdb", "-D", unfinished, "-E", "UTF8", "--data-checksums", *access, *locale
        )
        if made.returncode:
            raise EmbeddedError(
                f"Folder data PostgreSQL tidak dapat dibuat di {self.place}.\n{made.stdout}{made.stderr}"
            )
        unfinished.rename(self.data)

    def _major(self) -> int:
        return int(self._run(self.programs.bin / "postgres", "--version").stdout.split()[2].split(".")[0])

    def _refuse_other_version(self) -> None:
        has, wants = int((self.data / "PG_VERSION").read_text()), self._major()
        if has != wants:
            raise EmbeddedError(
                f"Data di {self.data} dibuat oleh PostgreSQL {has}, sedangkan program di sini PostgreSQL {wants}; "
                f"data tidak disentuh.\nPindahkan begini: isi PAMONG_PG_BIN dengan folder program PostgreSQL {has}, "
                "simpan data dengan `pg_dump`, lalu muat ke PAMONG_HOME yang baru."
            )

    def _remove_stale_pid_file(self) -> None:
        """After a reboot the noted process id may belong to a stranger, and PostgreSQL would refuse to start.

        Done under the lock, and only when no process at all works in the data folder.
        """
        if (self.data / "postmaster.pid").exists() and not any(
            self._works_here(process) for process in Path("/proc").glob("[0-9]*")
        ):
            (self.data / "postmaster.pid").unlink()

    def _works_here(self, process: Path) -> bool:
        try:
            return os.path.samefile(process / "cwd", self.data)
        except OSError:
            return False

    def _log_end(self) -> str:
        return self.log.read_text(errors="replace")[-2000:] if self.log.exists() else ""

    def _run(self, *command: object) -> subprocess.CompletedProcess[str]:
        env = {name: value for name, value in os.environ.items() if not name.startswith("PG")} | {
            "LC_ALL": "C.UTF-8",
            "HOME": "/",
        }
        who = self.account if self.as_root else None
        return subprocess.run(  # noqa: S603 (our own words)
            [str(word) for word in command],
            check=False,
            env=env,
            cwd="/",
            text=True,
            capture_output=True,
            user=who.pw_uid if who else None,
            group=who.pw_gid if who else None,
            extra_groups=[] if who else None,
        )
