"""The whole sweep: three reporters (open, confidential, anonymous) live through everything; then every byte is searched.

What must hold: of the anonymous reporter nothing that he did not write himself, and nowhere the moment; of the confidential
one his identity only as sealed bytes. What they told stands in the tables and on pages for officers, but not in logs, jobs
and mails, which tell moments. The open reporter is the control: where he is not found, the search itself is at fault.
"""

import os
import re
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.sweep import places
from tests.sweep.canaries import Canaries, Wanted
from tests.sweep.office import Office
from tests.sweep.reporter import Reporter, picture

MODES = ("open", "confidential", "anonymous")
# Places that tell when something happened: nothing told by the two who trusted us may stand beside it.
TIMED = ("server and worker log", "postgres.log", "nginx", "outbox", "sent", "temporary files", "home",
         "table procrastinate", "table live_event",
         "table notifications_delivery", "table access_", "table django_session", "table jobs_")  # fmt: skip
MOMENT = re.compile(rb"20\d\d-\d\d-\d\d[ T](?!00:00:00|17:00:00)\d\d:\d\d:\d\d")  # 17:00 UTC is midnight in Jakarta


@dataclass
class Hit:
    """Something that must not be where it is."""

    mode: str
    what: str
    place: str
    around: str

    def __str__(self) -> str:
        return f"{self.mode} {self.what} in {self.place}: …{self.around}…"


@dataclass
class Swept:
    """What was looked through, and what was found; ``control``: places in which the open reporter was found."""

    hits: list[Hit] = field(default_factory=list)
    control: set[str] = field(default_factory=set)
    looked: dict[str, int] = field(default_factory=dict)  # kind of place → bytes

    def __str__(self) -> str:
        lines = [f"{name:28} {size / 1e6:9.1f} MB" for name, size in self.looked.items()]
        lines += [f"control found in {len(self.control)} places", f"hits: {len(self.hits)}"]
        return "\n".join([*lines, *map(str, self.hits)])


class Story:
    """The three reporters, and what happens to their reports."""

    def __init__(self, office: Office, say: Callable[[str], None] = lambda _text: None) -> None:
        self.office, self.say = office, say
        self.planted = {mode: Canaries() for mode in MODES}
        self.numbers: dict[str, str] = {}
        self.secrets: dict[str, str] = {}
        self.moments: list[Hit] = []
        self.written = ""  # segment of the write-ahead log that holds the last watched commit

    def live(self) -> None:
        for mode in MODES:
            self.say(f"a report, {mode}")
            with self._reporter(mode) as who, self._watched(mode):
                assert who.report(mode).status_code == 200
                self.numbers[mode], self.secrets[mode] = who.number, who.secret
                assert who.opened().status_code == 200
                assert (
                    who.act("tulis", text=f"Masih gelap {who.planted.story}", photo=picture(who.planted)).status_code
                    == 200
                )
                assert who.act("nilai", score=9).status_code == 422
        for mode in MODES:
            self.say(f"handled and followed, {mode}")
            self._handled(mode)
        for mode in MODES:
            self.say(f"faults, {mode}")
            self._stumbles(mode)
        self.say("jobs of the night, and one that fails")
        before = {path: path.stat().st_ctime_ns for path in pictures_of_anonymous(self.office)}
        with self.office.broken("complaints_voicepolicy"):
            self.office.run_jobs("voice.clocks", "voice.night")
        failed = self.office.sql("SELECT count(*) FROM procrastinate_jobs WHERE attempts > 0 AND status = 'todo'")
        assert failed[0][0], "no job failed"
        self.office.run_jobs("voice.clocks", "voice.night", "voice.count", "voice.watch")
        for path, changed in before.items():
            if path.stat().st_ctime_ns <= changed:
                self.moments.append(Hit("anonymous", "moment", f"file system: {path.name}", "in the inode"))
        for path in (self.office.server.data / "pg_wal").iterdir():
            if len(path.name) == 24 and path.name <= self.written:
                self.moments.append(Hit("anonymous", "moment", f"write-ahead log: {path.name}", "time of commit"))

    def _reporter(self, mode: str) -> Reporter:
        who = Reporter(self.office, self.planted[mode])
        who.number, who.secret = self.numbers.get(mode, ""), self.secrets.get(mode, "")
        return who

    def _handled(self, mode: str) -> None:
        number, proof = self.numbers[mode], picture(Canaries())
        self.office.handle(number, proof)
        self.office.act("officer", number, "moderasi", show="on", text="Lampu mati di depan pasar.")
        with self._reporter(mode) as who:
            with self._watched(mode):
                assert who.act("buka", text=f"Belum menyala {who.planted.story}").status_code == 200
            self.office.decide(number, picture(Canaries()))
            with self._watched(mode):
                assert who.act("nilai", score=2, text=f"Lama sekali {who.planted.story}").status_code == 200
                assert who.act("selesai").status_code == 200

    def _stumbles(self, mode: str) -> None:
        with self._reporter(mode) as who:
            statuses = who.stumble()
            assert statuses.count(429) >= 2, statuses
            assert not any(status >= 500 for status in statuses), statuses
        for table in ("complaints_step", "complaints_identity", "access_attempt"):
            with self._reporter(mode) as who, self.office.broken(table):
                who.report(mode)
        with self._reporter(mode) as who, self.office.refusing("complaints_complaint"):
            who.report(mode)
        with self._reporter(mode) as who:
            who.report(mode, before=lambda: self.office.restart_database(who.client))
            self.office.restart_worker()

    def _watched(self, mode: str) -> "Quiet":
        return Quiet(self, mode)


class Quiet:
    """While the anonymous reporter acts no table, log or file takes down the moment. The worker stands still meanwhile, so that
    whatever moves comes from him."""

    def __init__(self, story: Story, mode: str) -> None:
        self.story, self.office, self.mode = story, story.office, mode

    def __enter__(self) -> None:
        if self.mode != "anonymous":
            return
        self.stopped = self.office.children(of="pamong.cli.main worker")
        for pid in self.stopped:
            os.kill(pid, signal.SIGSTOP)
        self.before = places.rows(self.office)
        self.logged = {name: path.stat().st_size for name, path in self.office.logs.items()}
        self.dated = self._dates()

    def __exit__(self, kind: object, _error: object, _trace: object) -> None:
        if self.mode != "anonymous":
            return
        if kind is None:
            self._look()
        for pid in self.stopped:
            os.kill(pid, signal.SIGCONT)

    def _look(self) -> None:
        for table, lines in places.rows(self.office).items():
            for line in lines - self.before[table]:
                if MOMENT.search(line):
                    self._hit(f"table {table}", line)
        for name, path in self.office.logs.items():
            for line in path.read_bytes()[self.logged[name] :].splitlines():
                if line and b"checkpoint" not in line:
                    self._hit(name, line)
        for path, dated in self._dates().items() - self.dated.items():
            if dated % 3600:  # files are dated back to midnight
                self._hit(f"media {path.name}", b"dated with the moment")
        with self.office.superuser() as connection:
            row = connection.execute("SELECT pg_walfile_name(pg_current_wal_insert_lsn())").fetchone()
        self.story.written = str(row[0]) if row else ""

    def _dates(self) -> dict[Path, float]:
        return {path: path.stat().st_mtime for path in (self.office.home / "media").rglob("*")}

    def _hit(self, place: str, line: bytes) -> None:
        self.story.moments.append(Hit(self.mode, "moment", place, line[:300].decode(errors="replace")))


def everything(office: Office, story: Story) -> Iterator[tuple[str, bytes]]:
    """All places; the pages first, since looking at them is written down too."""
    yield from places.pages(office, list(story.numbers.values()))
    yield from places.tables(office)
    yield from places.dumps(office)
    yield from places.logs(office)
    yield from places.sent(office)
    yield from places.backups(office)
    yield from places.media(office)
    yield from places.database_files(office)


def swept(office: Office, story: Story) -> Swept:
    """Search everything for everybody."""
    found = Swept(hits=list(story.moments))
    wanted = Wanted()
    for mode in MODES:
        wanted.add(mode, "identity", story.planted[mode].identity(office.secret_key))
        wanted.add(mode, "told", story.planted[mode].told())
    for place, content in everything(office, story):
        kind = "pages and exports" if place.startswith("page") else place.partition(":")[0]
        kind = "tables" if kind.startswith("table ") else kind
        found.looked[kind] = found.looked.get(kind, 0) + len(content)
        for part in places.unpacked(content):
            for mode, what, around in wanted.within(part):
                if mode == "open":
                    found.control.add(place)
                elif what == "identity" or place.startswith(TIMED):
                    found.hits.append(Hit(mode, what, place, around.decode(errors="replace")))
    return found


def pictures_of_anonymous(office: Office) -> list[Path]:
    """Pictures that came with the anonymous reports."""
    rows = office.sql(
        "SELECT f.path FROM files_storedfile f JOIN complaints_photo p ON p.file_id = f.id"
        " JOIN complaints_complaint c ON c.id = p.complaint_id WHERE c.mode = 'anonymous' AND p.kind = 'report'"
    )
    return [office.home / "media" / str(row[0]) for row in rows]
