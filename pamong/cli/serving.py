"""Serving: the web processes and the worker of one PAMONG_HOME, shared by `serve` and `demo`."""

import contextlib
import errno
import json
import os
import socket
import sys
import time
import traceback
from collections.abc import Callable
from typing import Any

from pamong.cli.processes import Known, Running, clear_leftovers, only_one
from pamong.cli.setup import say
from pamong.cli.supervisor import Child, Supervisor
from pamong.platform import embedded
from pamong.platform.postgres_programs import EmbeddedError

WEB_WORKERS = "2"
STREAMS = "8000"  # requests at once per web process: open streams count as requests
SOONEST_RESTART = 5.0


def hold_port(host: str, wanted: int, tries: int = 100) -> socket.socket:
    """`wanted`, or the next port nobody has, bound but not listening: another `pamong` of any clone takes the one after it.

    The web processes share the port among themselves (SO_REUSEPORT); without a holder two products started at once would
    share it as well. Close the socket when the web server has ended.
    Raises OSError when the address itself is impossible or all are taken.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for port in range(wanted, wanted + tries):
        holder = socket.socket(family, socket.SOCK_STREAM)
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # connections that are fading away do not count
        try:
            holder.bind((host, port))
        except OSError as error:
            holder.close()
            if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
                raise
            continue
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)  # our own web processes may join
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 0)  # nobody else
        return holder
    raise OSError(errno.EADDRINUSE, "no free port")


def base_url(host: str, port: int) -> str:
    """The address to open in a browser of this machine."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104 (compared)
    return f"http://{shown}:{port}"


def children(host: str, port: int) -> list[Child]:
    """The web server with its processes, and the worker."""
    web = [sys.executable, "-m", "granian", "--interface", "asginl", "--host", host, "--port", str(port)]
    web += ["--workers", os.environ.get("PAMONG_WEB_WORKERS", WEB_WORKERS), "--backpressure", STREAMS, "--no-ws"]
    web += ["--http", "1", "--respawn-failed-workers", "--workers-kill-timeout", "8", "--log-level", "warning"]
    worker = [sys.executable, "-m", "pamong.cli.main", "worker"]
    web_environment = {
        "PAMONG_STATIC": "hashed",
        "PAMONG_STATEMENT_TIMEOUT": os.environ.get("PAMONG_WEB_TIMEOUT", "5000"),
    }
    return [Child("web", [*web, "config.asgi:application"], web_environment), Child("worker", worker, {})]


def keep_database_alive() -> Callable[[], None]:
    """A tick that starts the embedded server again when it died."""
    server = embedded.Server(embedded.home())
    last = 0.0

    def tick() -> None:
        nonlocal last
        if server.pid() is not None or time.monotonic() - last < SOONEST_RESTART:
            return
        last = time.monotonic()
        say("Basis data berhenti; dijalankan lagi.")
        try:
            embedded.ensure()
        except EmbeddedError as error:
            say(str(error))

    return tick


def nothing() -> None:
    """The tick when the database belongs to somebody else."""


class NotReady(Exception):
    """Serving cannot begin; the text says why and what to do."""


def apart(work: Callable[[], Any]) -> tuple[int, Any]:
    """Do work in a process of its own; answers its exit code and its JSON result.

    So the supervisor stays small: it never holds the framework, nor what loading the example data needed.
    """
    reading, writing = os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        os.close(reading)
        os._exit(_work_and_tell(work, writing))
    os.close(writing)
    with os.fdopen(reading) as told:
        text = told.read()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return code, json.loads(text) if code == 0 else None


def _work_and_tell(work: Callable[[], Any], writing: int) -> int:
    from pamong.cli.main import run_safely

    def told() -> int:
        result = work()
        with os.fdopen(writing, "w") as pipe:
            json.dump(result, pipe, default=str)
        return 0

    try:
        return run_safely(told)
    except NotReady as error:
        say(str(error))
    except Exception:
        traceback.print_exc()
    return 1


def serve(*, host: str, port: int, prepare: Callable[[], Any], announce: Callable[[str, Any], None]) -> int:
    """Prepare and serve until a signal comes. Answers the exit code; 1 also when this home is being served already.

    `announce` gets the address and what `prepare` answered.
    """
    home = embedded.home()
    with only_one(home) as mine:
        if not mine:
            found = Running.read(home)
            where = f" di {found.url}" if found else ""
            say(f"Pamong sudah berjalan{where} (PAMONG_HOME {home}). Hentikan dengan: pamong stop")
            return 1
        clear_leftovers(home)
        try:
            holder = hold_port(host, port)
        except OSError as error:
            say(f"Tidak dapat melayani di {host}:{port}: {error.strerror}. Pilih --host atau --port lain.")
            return 1
        with holder:
            return _prepare_and_serve(host, port, holder.getsockname()[1], prepare, announce)


def _prepare_and_serve(
    host: str, wanted: int, port: int, prepare: Callable[[], Any], announce: Callable[[str, Any], None]
) -> int:
    home = embedded.home()
    if port != wanted:
        say(f"Port {wanted} sudah dipakai; memakai port {port}.")
    # Before anything is prepared: mails and documents of the example data name this address too.
    os.environ.setdefault("PAMONG_URL", base_url(host, port))
    was_up = embedded.in_use() and embedded.Server(home).pid() is not None
    code, prepared = apart(prepare)
    if code:
        return code
    stop_database = embedded.in_use() and not was_up
    return _serve(host, port, lambda url: announce(url, prepared), stop_database=stop_database)


def _serve(host: str, port: int, announce: Callable[[str], None], *, stop_database: bool) -> int:
    home = embedded.home()
    url = base_url(host, port)
    running = Running(url, Known.of(os.getpid()))

    def changed(known: list[Known]) -> None:
        running.children = known
        running.write(home)

    running.write(home)
    announce(url)
    tick = keep_database_alive() if embedded.in_use() else nothing
    try:
        return Supervisor(children(host, port), tick, changed).run()
    finally:
        (home / "serve.json").unlink(missing_ok=True)
        if stop_database:
            with contextlib.suppress(EmbeddedError):
                embedded.stop(only_if_idle=True)
