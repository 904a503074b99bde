"""The product that is swept: a home of its own with web, worker and database, its officers, and faults to order."""

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import psycopg

from tests.faults.machine import Machine, connects, wait_for
from tests.security.pages import Page
from tests.sweep.canaries import SECRET_KEY

PEOPLE = """
import json
from django.conf import settings
from pamong.voice.complaints import actions
from tests.voice import builder
from tests.world import build_world
world = build_world()
builder.officers(world)
builder.catalogue(world)
builder.keys()
actions.catalogue.save_category(code="lainnya", name="Lainnya", order=9, by=builder.BY)
found = {name: world.client(name).cookies[settings.SESSION_COOKIE_NAME].value for name in world.users}
print(json.dumps({"sessions": found, "office": world.office.pk, "nip": world.employee.nip}))
"""
JOBS = """
from pamong.platform.jobs.app import app
for name in {names!r}:
    app.tasks[name].defer(timestamp=0)
"""


class Office(Machine):
    """A machine behind one front server; uploads that are spooled are spooled inside its folder."""

    def __init__(self) -> None:
        super().__init__()
        self.temporary = self.folder / "tmp"
        self.temporary.mkdir()
        self.sessions: dict[str, str] = {}
        self.secret_key = SECRET_KEY
        self.office, self.nip = 0, ""

    @property
    def env(self) -> dict[str, str]:
        own = {"PAMONG_TRUSTED_PROXIES": "1", "TMPDIR": str(self.temporary), "PAMONG_GATEWAY_SECRET": "rahasia-uji"}
        return {**super().env, **own}

    def open(self) -> None:
        """Everything from nothing until it serves."""
        done = self.command("migrate")
        assert done.returncode == 0, done.stderr
        told = json.loads(self.python(PEOPLE).splitlines()[-1])
        self.sessions, self.office, self.nip = told["sessions"], told["office"], told["nip"]
        self.serve()

    @contextlib.contextmanager
    def officer(self, name: str) -> Iterator[httpx.Client]:
        """A signed-in browser."""
        with self.browser(name, follow_redirects=True) as client:
            yield client

    @property
    def cookie(self) -> str:
        """The name of the session's cookie."""
        return "sessionid"

    def browser(self, who: str | None = None, **options: Any) -> httpx.Client:
        """A browser of somebody signed in, or of nobody; it says where its forms come from, as browsers do."""
        headers = {"Origin": self.url, **options.pop("headers", {})}
        client = httpx.Client(base_url=self.url, timeout=60, verify=False, headers=headers, **options)
        if who:
            client.cookies.set(self.cookie, self.sessions[who])
        return client

    def stop(self) -> None:
        """Stop serving and leave everything for looking into it."""
        self.command("stop")

    def back_up(self) -> Path | None:
        """A backup made as operators make it, where this way of running has one."""
        return None

    def case_id(self, number: str) -> int:
        return int(self.sql("SELECT id FROM complaints_complaint WHERE number = %s", number)[0][0])

    def act(self, who: str, number: str, name: str, **answers: Any) -> None:
        """An act on a case, with the form of its page."""
        path = f"/pengaduan/{self.case_id(number)}/"
        with self.officer(who) as client:
            page = Page(client.get(path).text)
            form = next(form for form in page.forms if form.action.endswith(f"/{name}/"))
            held = {key: values[-1] for key, values in form.values.items() if values}
            photo = answers.pop("photo", None)
            answer = client.post(
                form.action,
                data={**held, **answers},
                files={"photo": ("b.jpg", photo, "image/jpeg")} if photo else None,
            )
        assert answer.status_code < 400, (name, answer.status_code, answer.text[:3000])

    def handle(self, number: str, photo: bytes) -> None:
        """Verify, give to an employee, answer; shown to the public."""
        self.act("officer", number, "verifikasi", text="Lengkap.")
        self.act("officer", number, "disposisi", unit=self.office, handler=self.nip)
        self.act("employee", number, "mulai", text="Kami mulai.")
        self.decide(number, photo)

    def decide(self, number: str, photo: bytes) -> None:
        words = {
            "answer": "Lampu sudah diganti.",
            "cause": "Balast rusak.",
            "remedy": "Diganti.",
            "prevention": "Jadwal.",
        }
        extra = {"proof": "Berita acara 12.", "explained": "Foto dari gudang.", "photo": photo}
        self.act("employee", number, "putus", outcome="upheld", **words, **extra)

    def run_jobs(self, *names: str) -> None:
        """Put jobs of the clock into the queue and wait until the worker is done with them."""
        last = int(self.sql("SELECT coalesce(max(id), 0) FROM procrastinate_jobs")[0][0])
        self.python(JOBS.format(names=names))
        left = "SELECT count(*) FROM procrastinate_jobs WHERE id > %s AND status IN ('todo', 'doing') AND attempts = 0"
        wait_for(lambda: self.sql(left, last)[0][0] == 0, 60, f"jobs do not end: {names}")

    @contextlib.contextmanager
    def broken(self, table: str) -> Iterator[None]:
        """A fault of the program: a table it needs is away."""
        self.sql(f"ALTER TABLE {table} RENAME TO away_{table}")
        try:
            yield
        finally:
            self.sql(f"ALTER TABLE away_{table} RENAME TO {table}")

    @contextlib.contextmanager
    def refusing(self, table: str) -> Iterator[None]:
        """Another fault: the database refuses every new row of a table, and would quote it."""
        self.sql(f"ALTER TABLE {table} ADD CONSTRAINT refusing CHECK (id IS NULL) NOT VALID")
        try:
            yield
        finally:
            self.sql(f"ALTER TABLE {table} DROP CONSTRAINT refusing")

    def restart_database(self, using: httpx.Client) -> None:
        """Stop it hard; it comes back by itself. Meanwhile somebody goes on asking."""
        self.kill(self.server.pid())
        for _ in range(3):
            with contextlib.suppress(httpx.HTTPError):
                using.get("/lapor/")
                using.post("/tanda-terima/", data={"number": "P-AAAA-AAAA"})
        wait_for(lambda: connects(self), 60, "the database did not come back")
        wait_for(self.is_ready, 60, "not ready again")

    def restart_worker(self) -> None:
        before = self.children(of="pamong.cli.main worker")
        self.kill(*before)
        wait_for(lambda: set(self.children(of="pamong.cli.main worker")) - set(before), 60, "no worker came")
        wait_for(self.is_ready, 60, "not ready again")

    def superuser(self) -> psycopg.Connection[tuple[object, ...]]:
        return self.server.connect("pamong", "postgres")

    @property
    def logs(self) -> dict[str, Path]:
        return {"server and worker log": self.log, "postgres.log": self.server.log}
