"""From the complaint desk to the officer: praise, upheld complaints and ratings arrive by themselves."""

import pytest

from pamong.feedback.citizen.models import CitizenVoice
from pamong.voice.complaints import actions
from pamong.voice.complaints.models import Complaint
from tests.voice import builder
from tests.world import World

pytestmark = pytest.mark.django_db


def test_praise_cleared_by_the_officer_reaches_the_named_person(world: World) -> None:
    cat = builder.catalogue(world)
    builder.officers(world)
    case: Complaint = builder.received(cat, category=cat.praise, answers={}, text="Mbak Sari sabar sekali.")
    said = "Petugas loket sabar. Hubungi saya di 081234567890."
    actions.deliver_praise(complaint=case, person_id=world.employee.pk, text=said, by=world.viewer("officer"))
    row = CitizenVoice.objects.get(person=world.employee)
    assert (row.tone, row.words) == ("praise", "Petugas loket sabar. Hubungi saya di [disamarkan].")
    page = world.client("employee").get("/umpan-balik/warga/").content.decode()
    assert "Petugas loket sabar." in page
    assert "081234567890" not in page
    assert "Mbak Sari" not in page, "only what the officer cleared"
