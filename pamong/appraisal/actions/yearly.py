"""How the parts of a year are joined: a new record from a year on, never an edit of earlier years."""

from django.db import transaction

from pamong.appraisal.actions._row import alone
from pamong.appraisal.enums import YearWay
from pamong.appraisal.models import YearRule
from pamong.appraisal.queries.scope import holds_for_agency
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.guard import ACTION
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_


@transaction.atomic
def set_year_rule(*, agency_id: int, from_year: int, way: str, basis: str, by: Viewer) -> YearRule:
    """Decide it for an agency from a year on; a record of the same year is replaced. Raises NotVisible, Refused (field)."""
    if not by.is_system and not holds_for_agency(by, "yearrule.change", agency_id):
        raise NotVisible
    if way not in YearWay.values:
        raise Refused(N_("Pilih caranya dari daftar."), field="way", code="nilai_tidak_dikenal")
    if not basis.strip():
        raise Refused(
            N_("Tulis dasar penetapannya, misalnya nomor dan tanggal keputusan."), field="basis", code="wajib"
        )
    if not 2019 <= from_year <= 2100:
        raise Refused(N_("Tulis tahun dari 2019 sampai 2100."), field="from_year")
    alone(f"appraisal.year_rule:{agency_id}:{from_year}")
    row = YearRule.objects.filter(agency_id=agency_id, from_year=from_year).first()
    row = row or YearRule(agency_id=agency_id, from_year=from_year)
    row.way, row.basis, row.set_by = way, basis.strip()[:300], by.user_id
    row.save(via=ACTION)
    audit.record(by=by, verb="evaluation.year_rule_set", target=row, way=way, from_year=from_year)
    return row
