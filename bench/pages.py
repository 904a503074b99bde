"""What is measured: the main pages by the person who opens them, and one write; with the bar each is held against."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Bar:
    """Most SQL statements, CPU milliseconds, compressed kilobytes, and times more CPU at 20,000 people than at 2,000; least
    requests per second (reported only).
    """

    statements: int
    cpu: float
    kilobytes: float | None
    per_second: int
    growth: float


STAFF = Bar(10, 25, 40, 100, 1.3)
CASCADE = Bar(12, 30, 40, 60, 1.3)  # many people on one page
CITIZEN = Bar(5, 10, 14, 250, 1.1)
WRITE = Bar(15, 15, None, 150, 1.2)


@dataclass(frozen=True)
class Page:
    """A page by its route. ``of`` names what the route's pk is (of "result": what the address opens in the tree);
    ``grows`` marks lists and boards over many people.
    """

    key: str
    title: str
    role: str  # "" for a citizen
    route: str
    of: str = ""  # "skp", "evaluation", "document", "result"
    query: str = ""
    bar: Bar = STAFF
    grows: bool = False


PAGES: tuple[Page, ...] = (
    Page("home", "beranda pegawai", "employee", "sites:home"),
    Page("home_superior", "beranda atasan", "superior", "sites:home"),
    Page("home_head", "beranda kepala", "head", "sites:home", grows=True),
    Page("day", "catatan harian", "employee", "worklog:day"),
    Page("board", "papan atasan (8 orang)", "superior", "worklog:board", grows=True),
    Page("board_head", "papan kepala", "head", "worklog:board", grows=True),
    Page("people", "daftar pegawai (BKPSDM)", "personnel", "people:list", grows=True),
    Page("people_head", "daftar pegawai (kepala)", "head", "people:list", grows=True),
    Page("search", "cari pegawai (BKPSDM)", "personnel", "people:list", query="q=sari", grows=True),
    Page("skp", "SKP sendiri", "employee", "planning:skp", of="skp"),
    Page("team", "SKP bawahan", "superior", "planning:team", grows=True),
    Page("rate", "menilai evaluasi", "superior", "appraisal:rate", of="evaluation"),
    Page("tree", "pohon kinerja", "head", "planning:tree", bar=CASCADE, grows=True),
    Page("tree_result", "pohon kinerja: hasil kepala", "head", "planning:tree", of="result", bar=CASCADE, grows=True),
    Page("gaps", "daftar celah", "head", "planning:tree_gaps", bar=CASCADE, grows=True),
    Page("notices", "pemberitahuan", "employee", "notifications:list"),
    Page("public", "halaman depan warga", "", "sites:home", bar=CITIZEN),
    Page("verify", "verifikasi dokumen", "", "appraisal:verify", of="document", bar=CITIZEN),
)
WRITES: tuple[Page, ...] = (Page("entry", "mencatat pekerjaan", "employee", "worklog:day", bar=WRITE),)
