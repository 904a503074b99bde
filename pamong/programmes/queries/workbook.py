"""A plan out as a workbook: three tables that read back unchanged, the words to choose from, and how to fill them."""

from django.utils.translation import override

from pamong.platform.importexport.writer import Table, book
from pamong.programmes.models import StrategicPlan
from pamong.programmes.queries.stored import PlanState, plan_state
from pamong.programmes.rules import sheet

NOTES = (
    "Lembar Rencana: satu baris untuk satu tujuan, sasaran, program, kegiatan, atau subkegiatan. Kode tidak boleh kembar.",
    "Kode induk: kode bagian di atasnya dalam rencana ini. Urutannya tujuan, sasaran, program, kegiatan, subkegiatan.",
    "Lembar Indikator: satu baris untuk satu indikator. Kode bagian menunjuk kode pada lembar Rencana.",
    "Target kosong berarti belum ada target untuk tahun itu.",
    "Lembar Anggaran: satu baris untuk satu rekening dalam satu tahun. Pagu dan realisasi dalam rupiah.",
    "Tingkat, jenis, arah, unit, dan ukuran bukti: pilih dari lembar Daftar.",
    "Jangan mengubah kolom ID dan Versi; kosongkan keduanya pada baris baru.",
    "Urutan kolom dan lembar boleh berbeda; lembar yang tidak diperlukan boleh dihapus.",
    "Baris yang dihapus dari berkas tidak dihapus dari rencana; hapuslah di halamannya.",
    "Kolom yang tidak ada dalam berkas tetap seperti semula. Sel yang dikosongkan menghapus isinya.",
    "Angka boleh memakai koma desimal: 97,5. Tanggal: 31-12-2026.",
)
OF_REGION = "Kode induk RPJMD: kode tujuan atau sasaran RPJMD yang didukung; isi salah satu dari kedua kolom induk."


def plan_workbook(plan: StrategicPlan, *, empty: bool = False) -> bytes:
    """The plan as a workbook; ``empty``: only headings, lists and how to fill them in."""
    return state_workbook(plan_state(plan), empty=empty)


def state_workbook(state: PlanState, *, empty: bool = False) -> bytes:
    """The same for a plan that is read already."""
    region = state.plan.agency_id is None
    lists = _lists(state)
    names = list(lists)
    with override("id"):
        tables = []
        for kind in sheet.KINDS:
            fields = sheet.columns(kind, state.plan.years, region=region)
            rows = [] if empty else [[row.cells[f.id] for f in fields] for row in state.rows[kind]]
            choices = {at: names.index(f.label) for at, f in enumerate(fields) if f.label in lists}
            tables.append(Table(sheet.SHEETS[kind], [f.label for f in fields], rows, choices=choices))
        about = [f"{state.plan.title}, {state.plan.first_year}–{state.plan.last_year}"]
        notes = (*about, *NOTES, *(() if region else (OF_REGION,)))
        return book(tables, notes=notes, lists=lists)


def _lists(state: PlanState) -> dict[str, list[str]]:
    words = state.words
    found = {
        "Tingkat": list(words.kinds.values()),
        "Jenis": list(words.measure_kinds.values()),
        "Arah": list(words.better.values()),
        "Diisi sendiri dari bukti": list(words.metrics.values()),
    }
    if state.plan.agency_id is None:
        return {**found, "Perangkat daerah": list(words.agencies.values())}
    units = [label for pk, label in words.units.items() if pk not in words.closed]
    return {**found, "Unit penanggung jawab": units, "Kode induk RPJMD": [a.code for a in state.above]}
