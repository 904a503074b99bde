"""BerAKHLAK: seven values with three statements each, as the form of the SKP prints them.

Source: forms of PermenPANRB 6/2022 (read in secondary copies). Conduct gets one rating for all, no levels per value.
"""

from dataclasses import dataclass

from pamong.rulebook.text import N_


@dataclass(frozen=True)
class Value:
    """One value: its stored name, its label and its three statements (Indonesian msgids)."""

    value: str
    label: str
    statements: tuple[str, str, str]


VALUES: tuple[Value, ...] = (
    Value(
        "service",
        N_("Berorientasi Pelayanan"),
        (
            N_("Memahami dan memenuhi kebutuhan masyarakat"),
            N_("Ramah, cekatan, solutif, dan dapat diandalkan"),
            N_("Melakukan perbaikan tiada henti"),
        ),
    ),
    Value(
        "accountable",
        N_("Akuntabel"),
        (
            N_("Melaksanakan tugas dengan jujur, bertanggung jawab, cermat, disiplin dan berintegritas tinggi"),
            N_("Menggunakan kekayaan dan barang milik negara secara bertanggung jawab, efektif, dan efisien"),
            N_("Tidak menyalahgunakan kewenangan jabatan"),
        ),
    ),
    Value(
        "competent",
        N_("Kompeten"),
        (
            N_("Meningkatkan kompetensi diri untuk menjawab tantangan yang selalu berubah"),
            N_("Membantu orang lain belajar"),
            N_("Melaksanakan tugas dengan kualitas terbaik"),
        ),
    ),
    Value(
        "harmonious",
        N_("Harmonis"),
        (
            N_("Menghargai setiap orang apapun latar belakangnya"),
            N_("Suka menolong orang lain"),
            N_("Membangun lingkungan kerja yang kondusif"),
        ),
    ),
    Value(
        "loyal",
        N_("Loyal"),
        (
            N_("Memegang teguh ideologi Pancasila, UUD 1945, setia kepada NKRI serta pemerintahan yang sah"),
            N_("Menjaga nama baik sesama ASN, pimpinan, instansi, dan negara"),
            N_("Menjaga rahasia jabatan dan negara"),
        ),
    ),
    Value(
        "adaptive",
        N_("Adaptif"),
        (
            N_("Cepat menyesuaikan diri menghadapi perubahan"),
            N_("Terus berinovasi dan mengembangkan kreativitas"),
            N_("Bertindak proaktif"),
        ),
    ),
    Value(
        "collaborative",
        N_("Kolaboratif"),
        (
            N_("Memberi kesempatan kepada berbagai pihak untuk berkontribusi"),
            N_("Terbuka dalam bekerja sama untuk menghasilkan nilai tambah"),
            N_("Menggerakkan pemanfaatan berbagai sumber daya untuk tujuan bersama"),
        ),
    ),
)
