"""The demo's accounts: which role, which person on which place, and what there is to see."""

from dataclasses import dataclass

from pamong.cli.seeding import offices as o
from pamong.cli.seeding.folk import Named, Slot
from pamong.platform.access.who import Who

REGISTRATION = "Bidang Pelayanan Pencatatan Sipil"
LICENSING = "Bidang Pelayanan dan Perizinan Kesehatan"
CLINIC = "UPTD Puskesmas Mekarsari"


@dataclass(frozen=True)
class Role:
    """One account of the demo. ``grant`` is a role given by name, for the person's agency when ``own_agency``."""

    key: str
    slot: Slot
    person: Named
    tip: str  # Indonesian, printed at start
    grant: Who | None = None
    own_agency: bool = False


def _role(key: str, place: tuple[str, str, int], who: tuple[str, str], tip: str, grant: Who | None = None) -> Role:
    return Role(key, Slot(*place), Named(*who), tip, grant, own_agency=grant is Who.AGENCY_ADMIN)


ROLES: tuple[Role, ...] = (
    _role(
        "personnel",
        (o.PERSONNEL_OFFICE, "Bidang Penilaian Kinerja dan Penghargaan", 1),
        ("Ratna Dewi Handayani, S.Psi.", "P"),
        "BKPSDM: impor data pegawai, semua perangkat daerah, daftar pekerjaan",
        Who.PERSONNEL,
    ),
    _role(
        "agency_admin",
        (o.CIVIL_REGISTRY, "Sekretariat", 1),
        ("Siti Nur Aisyah, S.A.P.", "P"),
        "admin kepegawaian Disdukcapil",
        Who.AGENCY_ADMIN,
    ),
    _role(
        "head",
        (o.CIVIL_REGISTRY, o.CIVIL_REGISTRY, 0),
        ("Drs. H. Hendra Gunawan, M.Si.", "L"),
        "kepala Disdukcapil: membuka siklus, menyusun dan membagi hasil kerja (langkah 2)",
    ),
    _role(
        "superior",
        (o.CIVIL_REGISTRY, REGISTRATION, 0),
        ("Bambang Prasetyo, S.H., M.H.", "L"),
        "kepala bidang: dialog dan persetujuan SKP, papan langsung, penilaian (langkah 2–4)",
    ),
    _role(
        "employee",
        (o.CIVIL_REGISTRY, REGISTRATION, 1),
        ("Ayu Lestari, A.Md.", "P"),
        "petugas loket pencatatan sipil: menyusun SKP, mencatat harian (langkah 2–4)",
    ),
    _role("peer", (o.CIVIL_REGISTRY, REGISTRATION, 2), ("Teguh", "L"), "rekan sebidang"),
    _role(
        "acting",
        (o.CIVIL_REGISTRY, "Sekretariat", 0),
        ("Endang Kusuma Wardhani, S.Sos., M.A.P.", "P"),
        "sekretaris dinas, dapat ditunjuk sebagai Plh",
    ),
    _role(
        "inspector",
        (o.INSPECTORATE, "Inspektur Pembantu I", 1),
        ("Yohanes Simanjuntak, S.E., Ak.", "L"),
        "inspektorat: membaca",
        Who.INSPECTOR,
    ),
    _role(
        "leader",
        (o.SECRETARIAT, o.SECRETARIAT, 0),
        ("Ir. Hj. Sri Wahyuni Kusumaningtyas, M.T.", "P"),
        "sekretaris daerah: ringkasan seluruh daerah",
        Who.LEADER,
    ),
    _role(
        "sysadmin",
        (o.PERSONNEL_OFFICE, "Bidang Mutasi dan Promosi", 3),
        ("Rizky Ramadhan, S.Kom.", "L"),
        "menjalankan mesin, tanpa akses ke data pribadi orang lain",
        Who.SYSADMIN,
    ),
    _role(
        "complaint_officer",
        (o.SECRETARIAT, "Bagian Organisasi", 1),
        ("Wulan Permatasari, S.I.Kom.", "P"),
        "petugas pengaduan: menerima, memeriksa, dan meneruskan laporan warga",
        Who.COMPLAINT_OFFICER,
    ),
    _role(
        "field_officer",
        (o.SECRETARIAT, "Bagian Umum", 1),
        ("Joko Susilo, A.Md.T.", "L"),
        "petugas lapangan: laporan yang harus diperiksa di tempat, juga tanpa sinyal",
    ),
    _role(
        "custodian",
        (o.INSPECTORATE, "Inspektur Pembantu II", 1),
        ("Martinus Siregar, S.H.", "L"),
        "kustodian: identitas pelapor rahasia, dibuka bersama inspektorat",
        Who.CUSTODIAN,
    ),
    _role("stranger", (o.HEALTH_OFFICE, CLINIC, 1), ("Ahmad Fauzi, A.Md.Kep.", "L"), "perawat, dari dinas lain"),
    _role(
        "stranger_head", (o.HEALTH_OFFICE, CLINIC, 0), ("dr. Kadek Ayu Pratiwi", "P"), "kepala puskesmas, dinas lain"
    ),
    _role(
        "employee_alive",
        (o.HEALTH_OFFICE, LICENSING, 1),
        ("Fitri Rahmawati, S.E.", "P"),
        "pegawai dengan SKP, harian, dan umpan balik yang sudah berjalan",
    ),
    _role(
        "superior_alive",
        (o.HEALTH_OFFICE, LICENSING, 0),
        ("Agus Setiawan, S.K.M., M.Kes.", "L"),
        "kepala bidang dengan papan yang hidup dan penilaian yang menunggu",
    ),
    _role(
        "head_alive",
        (o.HEALTH_OFFICE, o.HEALTH_OFFICE, 0),
        ("dr. Maria Goretti Latuconsina, M.Kes.", "P"),
        "kepala Dinkes: satu dinas yang sedang berjalan penuh",
    ),
)
NAMED = {role.slot: role.person for role in ROLES}
