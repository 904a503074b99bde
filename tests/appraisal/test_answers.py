"""The employee's answers to evidence travel into the evaluation: its page, the assessor's form and the signed document."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from pypdf import PdfReader

from pamong.appraisal import queries
from pamong.evidence import actions as evidence
from pamong.evidence import queries as facts
from pamong.evidence import registry
from pamong.evidence.models import Fact
from tests.appraisal.builder import SEED, Plan

pytestmark = pytest.mark.django_db
LATE = registry.metric(id="uji.terlambat", title="Keterlambatan", unit="kali", kind="count", source_area="uji")


def answered(plan: Plan) -> None:
    """One fact behind a line and one about nothing planned, both answered."""
    world = plan.world
    plan.log("90")
    (behind,) = Fact.objects.filter(subject=f"indicator:{plan.indicators[0].pk}")
    other = evidence.record(
        metric=LATE.id,
        agency_id=world.a.pk,
        unit_id=world.office.pk,
        unit_path=world.office.path,
        person_id=world.employee.pk,
        value=Decimal(1),
        at=dt.datetime.combine(behind.day, dt.time(3), tzinfo=dt.UTC),
        day=behind.day,
        source="uji.absen:1",
        source_label="Terlambat dua puluh menit",
        by=SEED,
    )
    me = world.viewer("employee")
    evidence.answer(fact=facts.fact_for(me, behind.id), text="Sembilan di antaranya berkas sulit.", by=me)
    evidence.answer(fact=facts.fact_for(me, other.id), text="Jembatan ditutup pagi itu.", by=me)


def test_the_pages_show_them_beside_line_and_rating(plan: Plan) -> None:
    answered(plan)
    row = plan.opened()
    basis = queries.basis_of(row)
    assert [one.replies[0].text for one in basis.lines[0].answered] == ["Sembilan di antaranya berkas sulit."]
    assert [one.replies[0].text for one in basis.answered] == ["Jembatan ditutup pagi itu."]
    for who, page in (("employee", ""), ("superior", ""), ("superior", "nilai/")):
        text = plan.world.client(who).get(f"/penilaian/{row.pk}/{page}").content.decode()
        assert "Sembilan di antaranya berkas sulit." in text, (who, page)
        assert "Jembatan ditutup pagi itu." in text, (who, page)


def test_the_signed_document_carries_them(plan: Plan) -> None:
    answered(plan)
    row = plan.final()
    content = plan.world.client("employee").get(f"/penilaian/{row.pk}/dokumen/").content
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())
    assert "Sembilan di antaranya berkas sulit." in text
    assert "Jembatan ditutup pagi itu." in text
