"""The permission table in words: what the viewer may do, and by which role or relation."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pamong.platform.access.table import ROWS, Row
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who

OBJECTS: dict[str, str | Promise] = {
    "home": gettext_lazy("Beranda"),
    "account": gettext_lazy("Akun sendiri"),
    "notification": gettext_lazy("Pemberitahuan"),
    "notificationhours": gettext_lazy("Jam tenang dan ringkasan"),
    "delivery": gettext_lazy("Kiriman keluar"),
    "live": gettext_lazy("Pembaruan langsung"),
    "person": gettext_lazy("Data pegawai"),
    "mydata": gettext_lazy("Data saya"),
    "correction": gettext_lazy("Laporan data salah"),
    "activation": gettext_lazy("Akun pegawai"),
    "role": gettext_lazy("Peran"),
    "acting": gettext_lazy("Plt/Plh"),
    "holiday": gettext_lazy("Kalender kerja"),
    "roster": gettext_lazy("Jadwal jaga"),
    "workweek": gettext_lazy("Cara kerja unit"),
    "absence": gettext_lazy("Ketidakhadiran"),
    "workitem": gettext_lazy("Data perlu dibereskan"),
    "agreement": gettext_lazy("Perjanjian kinerja"),
    "programme": gettext_lazy("RPJMD dan Renstra"),
    "unit": gettext_lazy("Unit kerja"),
    "assignment": gettext_lazy("Penempatan pegawai"),
    "team": gettext_lazy("Tim kerja"),
    "teamtask": gettext_lazy("Tugas tim kerja"),
    "sync": gettext_lazy("Sinkronisasi SIMPEG/SIASN"),
    "quality": gettext_lazy("Mutu data kepegawaian"),
    "cycle": gettext_lazy("Siklus kinerja"),
    "skp": gettext_lazy("SKP"),
    "result": gettext_lazy("Rencana hasil kerja"),
    "action": gettext_lazy("Rencana aksi"),
    "template": gettext_lazy("Templat rencana"),
    "cascade": gettext_lazy("Pohon kinerja"),
    "matrix": gettext_lazy("Matriks peran hasil"),
    "entry": gettext_lazy("Catatan harian"),
    "entrypolicy": gettext_lazy("Aturan catatan harian"),
    "order": gettext_lazy("Disposisi"),
    "repeat": gettext_lazy("Uraian yang berulang"),
    "attendance": gettext_lazy("Presensi"),
    "outage": gettext_lazy("Catatan gangguan"),
    "wall": gettext_lazy("Layar pimpinan"),
    "board": gettext_lazy("Papan tim"),
    "feedback": gettext_lazy("Umpan balik"),
    "feedbackthread": gettext_lazy("Percakapan tentang catatan dan sasaran"),
    "feedbackrequest": gettext_lazy("Permintaan umpan balik"),
    "feedbackphrase": gettext_lazy("Kalimat umpan balik"),
    "praisewall": gettext_lazy("Dinding pujian"),
    "dialogue": gettext_lazy("Dialog kinerja"),
    "coaching": gettext_lazy("Catatan bimbingan"),
    "followup": gettext_lazy("Tindak lanjut"),
    "citizenvoice": gettext_lazy("Umpan balik warga"),
    "peerround": gettext_lazy("Putaran umpan balik rekan"),
    "peerpolicy": gettext_lazy("Ketentuan umpan balik rekan"),
    "peerreview": gettext_lazy("Umpan balik rekan"),
    "evaluation": gettext_lazy("Penilaian"),
    "evidence": gettext_lazy("Bukti kinerja"),
    "vacancy": gettext_lazy("Pimpinan kosong"),
    "yearrule": gettext_lazy("Nilai setahun bagi yang pindah"),
    "achievement": gettext_lazy("Capaian organisasi"),
    "verification": gettext_lazy("Pemeriksaan dokumen"),
    "complaint": gettext_lazy("Pengaduan"),
    "following": gettext_lazy("Kabar laporan publik"),
    "complaintfigures": gettext_lazy("Statistik pengaduan"),
    "signal": gettext_lazy("Sinyal pengaduan"),
    "inquiry": gettext_lazy("Penyelidikan pengaduan"),
    "open311": gettext_lazy("Kunci Open311"),
    "redacted": gettext_lazy("Ringkasan pengaduan tentang diri sendiri"),
    "custody": gettext_lazy("Identitas pelapor yang disegel"),
}
ACTIONS: dict[str, str | Promise] = {
    "view": gettext_lazy("melihat"),
    "fill": gettext_lazy("mengisi"),
    "own": gettext_lazy("mengelola milik sendiri"),
    "begin": gettext_lazy("memulai"),
    "list": gettext_lazy("melihat daftar"),
    "export": gettext_lazy("mengunduh"),
    "nip": gettext_lazy("melihat NIP"),
    "contact": gettext_lazy("melihat kontak"),
    "create": gettext_lazy("membuat"),
    "edit": gettext_lazy("mengubah"),
    "change": gettext_lazy("mengubah"),
    "monitor": gettext_lazy("memantau"),
    "expect": gettext_lazy("memberi ekspektasi"),
    "revise": gettext_lazy("memulai revisi"),
    "remind": gettext_lazy("mengingatkan"),
    "note": gettext_lazy("menulis catatan dialog"),
    "hand_down": gettext_lazy("menurunkan"),
    "link": gettext_lazy("menautkan"),
    "delete": gettext_lazy("menghapus"),
    "manage": gettext_lazy("mengelola"),
    "import": gettext_lazy("mengimpor"),
    "issue": gettext_lazy("menerbitkan kode dan mengurus akun"),
    "grant": gettext_lazy("memberi dan mencabut"),
    "record": gettext_lazy("mencatat dan mengakhiri"),
    "close": gettext_lazy("menutup"),
    "cancel": gettext_lazy("membatalkan"),
    "appoint": gettext_lazy("menunjuk dan mengakhiri"),
    "listen": gettext_lazy("menerima"),
    "prepare": gettext_lazy("menyusun"),
    "sign": gettext_lazy("menandatangani"),
    "countersign": gettext_lazy("menandatangani sebagai pimpinan daerah"),
    "submit": gettext_lazy("mengajukan"),
    "agree": gettext_lazy("menyepakati"),
    "return": gettext_lazy("mengembalikan"),
    "accept": gettext_lazy("menerima"),
    "decide": gettext_lazy("memutuskan"),
    "give": gettext_lazy("memberi"),
    "answer": gettext_lazy("menjawab"),
    "rate": gettext_lazy("menilai"),
    "assess_self": gettext_lazy("menilai diri"),
    "acknowledge": gettext_lazy("menyatakan sudah membaca"),
    "finalise": gettext_lazy("mengesahkan"),
    "give_note": gettext_lazy("memberi catatan"),
    "respond": gettext_lazy("menanggapi"),
    "download": gettext_lazy("mengunduh"),
    "sign_in": gettext_lazy("masuk dan mengaktifkan"),
    "open": gettext_lazy("membuka"),
    "overview": gettext_lazy("melihat rekap"),
    "distribution": gettext_lazy("melihat sebaran"),
    "set": gettext_lazy("menetapkan"),
    "retry": gettext_lazy("mencoba lagi"),
    "resolve": gettext_lazy("membereskan"),
    "invite": gettext_lazy("mengusulkan dan mengeluarkan undangan"),
    "write": gettext_lazy("menulis"),
    "done": gettext_lazy("menutup"),
    "request": gettext_lazy("meminta"),
    "show": gettext_lazy("menampilkan kepada tim"),
    "share": gettext_lazy("membagikan"),
    "report": gettext_lazy("melaporkan teks"),
    "moderate": gettext_lazy("memutuskan laporan teks"),
    "send": gettext_lazy("mengirim"),
    "follow": gettext_lazy("mengikuti dengan tanda terima"),
    "enter": gettext_lazy("mencatat untuk pelapor"),
    "triage": gettext_lazy("memeriksa dan meneruskan"),
    "handle": gettext_lazy("menangani"),
    "publish": gettext_lazy("menyunting tampilan publik"),
    "inspect": gettext_lazy("memeriksa ulang"),
    "redact": gettext_lazy("meringkas untuk yang diadukan"),
    "configure": gettext_lazy("mengatur"),
    "work": gettext_lazy("mengerjakan"),
    "ask": gettext_lazy("meminta dibuka"),
    "approve": gettext_lazy("menyetujui pembukaan"),
    "finish": gettext_lazy("menyelesaikan"),
    "run": gettext_lazy("menjalankan"),
}
SHOWN_TO_ALL = ("public", "health", "ui", "gateway")  # nothing a reader would ask about


@dataclass(frozen=True)
class Right:
    """One right in words: what may be done, and as whom."""

    action: str
    held_as: tuple[str, ...]
    logged: bool


@dataclass(frozen=True)
class Group:
    """The rights on one kind of object."""

    name: str
    rights: tuple[Right, ...]


def rights_of(viewer: Viewer) -> list[Group]:
    """What this viewer may do, grouped by object in the order of the table; generated from the table that the gate obeys."""
    grouped: dict[str, list[Right]] = {}
    for row in ROWS:
        held = _held_as(viewer, row)
        if held and row.object not in SHOWN_TO_ALL:
            action = str(ACTIONS.get(row.action, row.action))
            grouped.setdefault(row.object, []).append(Right(action, held, row.logged))
    return [Group(str(OBJECTS.get(name, name)), tuple(rights)) for name, rights in grouped.items()]


def _held_as(viewer: Viewer, row: Row) -> tuple[str, ...]:
    return tuple(_(who.label) for who in row.who if _counts(viewer, who))


def _counts(viewer: Viewer, who: Who) -> bool:
    if who.is_role:
        return viewer.has_role(who)
    if who is Who.SUPERIOR:
        return viewer.has_reports
    if who is Who.ABOVE:
        return bool(viewer.leads)
    return who is not Who.PUBLIC and viewer.is_staff


def roles_of(viewer: Viewer) -> list[str]:
    """The roles given to the viewer, in words, each once."""
    return sorted({_(Who(grant.role).label) for grant in viewer.grants})
