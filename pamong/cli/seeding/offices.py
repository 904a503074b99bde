"""The offices of Kota Contoh, an invented town: units, who leads them, who works there."""

from dataclasses import dataclass
from typing import NamedTuple

REGION = "Kota Contoh"
OF = f"Pemerintah {REGION}"  # so that no imported “Dinas Kesehatan” is taken for a slip of one of these names
SECRETARIAT = f"Sekretariat Daerah {OF}"
INSPECTORATE = f"Inspektorat Daerah {OF}"
PERSONNEL_OFFICE = f"Badan Kepegawaian dan Pengembangan Sumber Daya Manusia {OF}"
CIVIL_REGISTRY = f"Dinas Kependudukan dan Pencatatan Sipil {OF}"
HEALTH_OFFICE = f"Dinas Kesehatan {OF}"


class Post(NamedTuple):
    """A kind of post: title, JPT/JA/JF, level, and the schooling its holders have."""

    title: str
    kind: str
    level: str
    schooling: str


@dataclass(frozen=True)
class Office:
    """A unit with its head, ``staff`` people on the posts listed (in turn), and the units below it."""

    name: str
    head: Post
    staff: int
    posts: tuple[Post, ...]
    below: tuple["Office", ...] = ()


def top(title: str) -> Post:
    return Post(title, "JPT", "Pratama", "master")


def manager(title: str) -> Post:
    return Post(title, "JA", "Administrator", "master")


def supervisor(title: str) -> Post:
    return Post(title, "JA", "Pengawas", "bachelor")


CLERK = Post("Pengadministrasi Perkantoran", "JA", "Pelaksana", "school")
OPERATOR = Post("Operator Layanan Operasional", "JA", "Pelaksana", "diploma")
REGISTRAR = Post("Pengadministrasi Kependudukan", "JA", "Pelaksana", "diploma")
POPULATION = Post("Administrator Database Kependudukan", "JF", "Ahli Pertama", "bachelor")
ARCHIVIST = Post("Arsiparis", "JF", "Terampil", "diploma")
COMPUTING = Post("Pranata Komputer", "JF", "Ahli Pertama", "bachelor")
PLANNER = Post("Perencana", "JF", "Ahli Pertama", "bachelor")
FINANCE = Post("Penata Laporan Keuangan", "JA", "Pelaksana", "bachelor")
STAFFING = Post("Analis Sumber Daya Manusia Aparatur", "JF", "Ahli Muda", "bachelor")
ASSESSOR = Post("Asesor Sumber Daya Manusia Aparatur", "JF", "Ahli Pertama", "bachelor")
AUDITOR = Post("Auditor", "JF", "Ahli Muda", "bachelor")
OVERSEER = Post("Pengawas Penyelenggaraan Urusan Pemerintahan Daerah", "JF", "Ahli Pertama", "bachelor")
POLICY = Post("Analis Kebijakan", "JF", "Ahli Muda", "bachelor")
NURSE = Post("Perawat", "JF", "Terampil", "nurse")
MIDWIFE = Post("Bidan", "JF", "Terampil", "midwife")
DOCTOR = Post("Dokter", "JF", "Ahli Pertama", "doctor")
SANITATION = Post("Tenaga Sanitasi Lingkungan", "JF", "Ahli Pertama", "health")
HEALTH_TEACHER = Post("Tenaga Promosi Kesehatan dan Ilmu Perilaku", "JF", "Ahli Pertama", "health")
LICENSING = Post("Penata Kelola Penanaman Modal", "JF", "Ahli Pertama", "bachelor")


def secretariat(office_posts: tuple[Post, ...], staff: int) -> Office:
    """The secretariat every agency has."""
    return Office("Sekretariat", manager("Sekretaris"), staff, office_posts)


def division(name: str, staff: int, *posts: Post) -> Office:
    return Office(f"Bidang {name}", manager(f"Kepala Bidang {name}"), staff, posts)


def clinic(name: str, staff: int) -> Office:
    posts = (NURSE, MIDWIFE, HEALTH_TEACHER, NURSE, SANITATION, DOCTOR, CLERK)
    head = Post(f"Kepala UPTD Puskesmas {name}", "JF", "Ahli Madya", "doctor")
    return Office(f"UPTD Puskesmas {name}", head, staff, posts)


def part(name: str, staff: int, *posts: Post) -> Office:
    return Office(f"Bagian {name}", manager(f"Kepala Bagian {name}"), staff, posts)


# The first one leads the rest: heads of agencies answer to the regional secretary.
TOWN: tuple[Office, ...] = (
    Office(
        SECRETARIAT,
        top("Sekretaris Daerah"),
        1,
        (POLICY,),
        (part("Umum", 14, CLERK, OPERATOR, FINANCE), part("Organisasi", 12, POLICY, STAFFING, CLERK)),
    ),
    Office(
        INSPECTORATE,
        top("Inspektur Daerah"),
        0,
        (),
        (
            secretariat((CLERK, FINANCE, PLANNER), 7),
            Office("Inspektur Pembantu I", manager("Inspektur Pembantu I"), 8, (AUDITOR, OVERSEER)),
            Office("Inspektur Pembantu II", manager("Inspektur Pembantu II"), 8, (AUDITOR, OVERSEER)),
        ),
    ),
    Office(
        PERSONNEL_OFFICE,
        top("Kepala Badan"),
        0,
        (),
        (
            secretariat((CLERK, FINANCE, PLANNER, ARCHIVIST), 8),
            division("Mutasi dan Promosi", 9, STAFFING, CLERK, COMPUTING),
            division("Penilaian Kinerja dan Penghargaan", 9, STAFFING, ASSESSOR, OPERATOR),
            division("Pengembangan Kompetensi", 9, ASSESSOR, STAFFING, CLERK),
        ),
    ),
    Office(
        CIVIL_REGISTRY,
        top("Kepala Dinas"),
        0,
        (),
        (
            secretariat((STAFFING, CLERK, FINANCE, PLANNER, ARCHIVIST), 10),
            division("Pelayanan Pendaftaran Penduduk", 14, REGISTRAR, OPERATOR, POPULATION),
            division("Pelayanan Pencatatan Sipil", 12, REGISTRAR, ARCHIVIST, OPERATOR),
            division("Pengelolaan Informasi Administrasi Kependudukan", 11, POPULATION, COMPUTING, OPERATOR),
            division("Pemanfaatan Data dan Inovasi Pelayanan", 9, POPULATION, POLICY, CLERK),
        ),
    ),
    Office(
        HEALTH_OFFICE,
        top("Kepala Dinas"),
        0,
        (),
        (
            secretariat((STAFFING, CLERK, FINANCE, PLANNER, COMPUTING), 11),
            division("Kesehatan Masyarakat", 10, HEALTH_TEACHER, SANITATION, MIDWIFE, CLERK),
            division("Pencegahan dan Pengendalian Penyakit", 10, SANITATION, HEALTH_TEACHER, NURSE, CLERK),
            division("Pelayanan dan Perizinan Kesehatan", 12, LICENSING, NURSE, OPERATOR, CLERK),
            clinic("Mekarsari", 26),
            clinic("Sukamaju", 26),
            clinic("Tirtasari", 24),
        ),
    ),
)
