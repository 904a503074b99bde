"""What a personnel workbook can bring, and by which headings offices call it. Any order, any spelling, any subset.

Only NIP and name must be there. A column that is absent leaves the field untouched, and so does an empty cell; only an
empty parent unit says something: the unit is the top of its agency.
"""

from pamong.rulebook.tables import Field
from pamong.rulebook.text import N_

NIP, NAME, RANK, TITLE, KIND = "nip", "nama", "golongan", "jabatan", "jenis_jabatan"
UNIT, PARENT, AGENCY, SUPERIOR = "unit", "unit_induk", "perangkat_daerah", "atasan"
START, STATUS, EMAIL, PHONE = "tmt", "status", "email", "hp"

FIELDS: tuple[Field, ...] = (
    Field(
        NIP, N_("NIP"), ("nip", "nip baru", "nomor induk pegawai", "nip pegawai", "nip pns", "nip asn"), required=True
    ),
    Field(
        NAME,
        N_("Nama"),
        (
            "nama lengkap",
            "nama",
            "nama pegawai",
            "nama asn",
            "nama pns",
            "nama dan gelar",
            "nama lengkap dan gelar",
            "name",
        ),
        required=True,
    ),
    Field(
        RANK,
        N_("Golongan/ruang"),
        (
            "golongan ruang",
            "gol ruang",
            "golongan",
            "gol",
            "gol akhir",
            "golongan akhir",
            "gol ru",
            "pangkat gol ruang",
            "pangkat golongan",
            "gol ruang akhir",
            "gol akhir nama",
            "pangkat gol",
            "ruang",
            "pangkat",
        ),
    ),
    Field(
        TITLE,
        N_("Jabatan"),
        ("nama jabatan", "jabatan", "jabatan nama", "jabatan terakhir", "jabatan saat ini", "posisi", "position"),
    ),
    Field(
        KIND,
        N_("Jenis atau jenjang jabatan"),
        (
            "jenjang jabatan",
            "jenis jabatan",
            "level",
            "level jabatan",
            "jenis jabatan nama",
            "jenjang",
            "eselon",
            "tingkat jabatan",
            "kelompok jabatan",
        ),
    ),
    Field(
        UNIT,
        N_("Unit kerja"),
        ("unit kerja", "unor", "unor nama", "unit organisasi", "nama unor", "nama unit kerja", "unit", "satuan kerja"),
    ),
    Field(
        PARENT,
        N_("Unit induk"),
        (
            "unor atasan",
            "unit induk",
            "unit kerja induk",
            "unor induk",
            "unit atasan",
            "unor induk nama",
            "induk unit kerja",
            "induk",
        ),
    ),
    Field(
        AGENCY,
        N_("Perangkat daerah"),
        (
            "perangkat daerah",
            "opd",
            "skpd",
            "nama opd",
            "instansi kerja",
            "perangkat daerah opd",
            "organisasi perangkat daerah",
            "unor induk",
        ),
    ),
    Field(
        SUPERIOR,
        N_("NIP atasan langsung"),
        (
            "nip atasan langsung",
            "nip atasan",
            "atasan nip",
            "nip pejabat penilai",
            "nip atasan penilai",
            "nip penilai",
            "atasan langsung nip",
            "atasan langsung",
            "atasan",
            "nip superior",
        ),
    ),
    Field(
        START,
        N_("TMT jabatan"),
        ("tmt jabatan", "tmt jab", "tanggal mulai jabatan", "mulai menjabat", "tmt", "tanggal tmt"),
    ),
    Field(
        STATUS,
        N_("Status pegawai"),
        (
            "jenis pegawai",
            "status kepegawaian",
            "status pegawai",
            "kedudukan hukum",
            "status",
            "status asn",
            "kedudukan",
            "pns pppk",
        ),
    ),
    Field(EMAIL, N_("Email"), ("email", "e mail", "alamat email", "surel", "email dinas", "email pribadi")),
    Field(
        PHONE,
        N_("Nomor HP"),
        (
            "no hp",
            "nomor hp",
            "hp",
            "no telepon",
            "telepon",
            "no telp",
            "nomor telepon",
            "no wa",
            "handphone",
            "nomor handphone",
            "phone",
        ),
    ),
)
BY_ID: dict[str, Field] = {field.id: field for field in FIELDS}
