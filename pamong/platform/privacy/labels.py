"""Labels of model fields: who sees the content and how long it stays. Written as ``db_comment`` where the field is defined.

Basis: UU 27/2022 (personal data) Ps. 16 and 42-44; PP 30/2019 Ps. 60(6) (performance documents until retirement). Periods
after that follow the agency's retention schedule (jadwal retensi arsip) and are a setting, not law.
"""

from typing import NamedTuple


class Label(NamedTuple):
    seen_by: str
    kept: str
    personal: bool


ORGANISATION = "privacy:organisation"
IDENTITY = "privacy:identity"
CONTACT = "privacy:contact"
PERFORMANCE = "privacy:performance"
TALK = "privacy:talk"
ANONYMOUS = "privacy:anonymous"
CITIZEN = "privacy:citizen"
SEALED = "privacy:sealed"
FOLLOWER = "privacy:follower"
AUDIT = "privacy:audit"
SECRET = "privacy:secret"  # noqa: S105  # a label, not a password
TECHNICAL = "privacy:technical"

LABELS: dict[str, Label] = {
    ORGANISATION: Label("Semua pegawai; yang diumumkan juga publik", "Selama organisasi ada", personal=False),
    IDENTITY: Label(
        "Pegawai, atasan, admin, BKPSDM, inspektorat", "Sampai pensiun, lalu menurut jadwal retensi", personal=True
    ),
    CONTACT: Label("Pegawai, admin, BKPSDM", "Selama bekerja", personal=True),
    PERFORMANCE: Label(
        "Pegawai, atasan, pejabat penilai, tim, inspektorat", "Sampai pensiun (PP 30/2019 Ps. 60)", personal=True
    ),
    TALK: Label("Pegawai dan lawan bicaranya; pejabat penilai", "Sampai pensiun (PP 30/2019 Ps. 60)", personal=True),
    ANONYMOUS: Label(
        "Pegawai yang dibicarakan; atasan menurut aturan; penulis tidak tersimpan",
        "Sampai pensiun (PP 30/2019 Ps. 60)",
        personal=True,
    ),
    CITIZEN: Label(
        "Pelapor; petugas pengaduan dan unit yang menangani, tidak pernah pihak yang diadukan; inspektorat",
        "Menurut jadwal retensi arsip pengaduan",
        personal=True,
    ),
    SEALED: Label(
        "Hanya dua pemegang kunci bersama-sama; tidak terbaca oleh aplikasi, pengelola, maupun cadangan",
        "Menurut jadwal retensi arsip pengaduan",
        personal=True,
    ),
    FOLLOWER: Label(
        "Tidak ditampilkan kepada siapa pun; aplikasi membacanya hanya saat mengirim kabar yang diminta",
        "Sampai pengikut berhenti, laporan ditutup, atau masa kabar berakhir (angka setempat)",
        personal=True,
    ),
    AUDIT: Label(
        "Inspektorat; pegawai untuk data dirinya",
        "Menurut jadwal retensi, sekurangnya selama data asalnya",
        personal=True,
    ),
    SECRET: Label("Tidak ditampilkan", "Sampai diganti", personal=True),
    TECHNICAL: Label("Pengelola sistem", "Selama diperlukan untuk menjalankan sistem", personal=False),
}
