"""The whole way of a plan through the pages, as people walk it without scripts."""

import re

import pytest
from django.urls import reverse

from pamong.planning.models import Cycle, HandedDown, Indicator, Skp, WorkResult
from pamong.platform.notifications.models import Notification
from tests.planning import plans
from tests.world import World

pytestmark = pytest.mark.django_db


def test_from_the_cycle_to_the_frozen_plan(world: World) -> None:  # noqa: PLR0915  # one story, told in its order
    head, superior, employee = (world.client(name) for name in ("head", "superior", "employee"))
    # The head of the registry opens the year.
    opened = head.post(
        reverse("planning:cycle_open"), {"agency": world.a.pk, "year": world.today.year, "evaluation_step": "quarter"}
    )
    assert opened.status_code == 303
    cycle = Cycle.objects.get(agency=world.a)
    assert opened["X-Object-Id"] == str(cycle.pk)
    assert cycle.phases.count() == 4 + 4

    # The employee starts while her superior has not planned: nobody waits.
    assert "Buat SKP" in employee.get(reverse("planning:mine")).content.decode()
    employee.post(reverse("planning:create"), {"approach": "quantitative"})
    skp = Skp.objects.get(person=world.employee)
    form = {
        "title": "Akta kelahiran terbit tepat waktu",
        "kind": "main",
        "parent": "waiting",
        "weight": "60",
        "ends": f"{skp.ends}",
    }
    employee.post(reverse("planning:result_new", args=[skp.pk]), form)
    result = WorkResult.objects.get(skp=skp)
    assert result.parent_state == "waiting"
    page = employee.get(reverse("planning:skp", args=[skp.pk])).content.decode()
    assert "kurang 40%" in page
    assert "Belum ada indikator" in page

    # Without what the regulation asks for it cannot be submitted, and the page says what is missing.
    refused = employee.post(reverse("planning:submit", args=[skp.pk]))
    assert refused.status_code == 422
    assert "kurang 40%" in refused.content.decode()
    address = reverse("planning:indicator_new", args=[skp.pk, result.pk])
    indicator = {
        "text": "Akta terbit paling lama 3 hari",
        "aspect": "time",
        "direction": "more",
        "target": "97,5",
        "unit": "persen",
    }
    assert employee.post(address, indicator).status_code == 303
    assert Indicator.objects.get(result=result).target == 97.5
    employee.post(reverse("planning:result", args=[skp.pk, result.pk]), {**form, "weight": "100", "version": "1"})

    # The superior sees the waiting result, plans, hands down; the employee's result is linked with one press.
    superior.post(reverse("planning:create"), {"approach": "quantitative"})
    leaders = Skp.objects.get(person=world.superior)
    superior.post(
        reverse("planning:result_new", args=[leaders.pk]),
        {"title": "Pelayanan cepat", "kind": "main", "parent": "waiting"},
    )
    parent = WorkResult.objects.get(skp=leaders)
    superior.post(
        reverse("planning:hand_down_to", args=[parent.pk]),
        {"to": [world.employee.pk, world.peer.pk], "intervention": "direct"},
    )
    assert HandedDown.objects.filter(result=parent).count() == 2
    assert "Pelayanan cepat" in employee.get(reverse("planning:mine")).content.decode()
    waiting = superior.get(reverse("planning:waiting")).content.decode()
    assert "Akta kelahiran terbit tepat waktu" in waiting
    assert superior.post(reverse("planning:link", args=[result.pk]), {"parent": parent.pk}).status_code == 303
    result.refresh_from_db()
    assert (result.parent, result.parent_state) == (parent, "linked")

    # Submit, dialogue, expectation, return, submit again, agree.
    assert employee.post(reverse("planning:submit", args=[skp.pk])).status_code == 303
    employee.post(reverse("planning:note", args=[skp.pk]), {"text": "Mohon arahan untuk target."})
    review = superior.get(reverse("planning:review", args=[skp.pk])).content.decode()
    assert "Mohon arahan untuk target." in review
    seen = re.search(
        r'name="seen" value="([0-9a-f]{64})"',
        superior.get(reverse("planning:expectations", args=[skp.pk])).content.decode(),
    )
    assert seen
    superior.post(
        reverse("planning:expectations", args=[skp.pk]), {"value_service": "Menyapa setiap pemohon", "seen": seen[1]}
    )
    skp.refresh_from_db()
    empty = superior.post(
        reverse("planning:review", args=[skp.pk]), {"decision": "return", "version": skp.version, "note": ""}
    )
    assert empty.status_code == 422
    returned = superior.post(
        reverse("planning:review", args=[skp.pk]),
        {"decision": "return", "version": skp.version, "note": "Naikkan target"},
    )
    assert returned.status_code == 303
    assert employee.post(reverse("planning:submit", args=[skp.pk])).status_code == 303
    skp.refresh_from_db()
    agreed = superior.post(reverse("planning:review", args=[skp.pk]), {"decision": "agree", "version": skp.version})
    assert agreed.status_code == 303
    skp.refresh_from_db()
    assert skp.state == "agreed"
    assert plans.frozen(skp)["employee"]["name"] == "Sari Lestari, A.Md."
    assert plans.frozen(skp)["content"]["results"][0]["parent_title"] == "Pelayanan cepat"
    kinds = set(Notification.objects.filter(person_id=world.employee.pk).values_list("kind", flat=True))
    assert kinds == {
        "planning.handed_down",
        "planning.linked",
        "planning.expectations",
        "planning.returned",
        "planning.agreed",
    }
    page = employee.get(reverse("planning:skp", args=[skp.pk])).content.decode()
    assert "Menyapa setiap pemohon" in page
    assert "Tambah hasil kerja" not in page
    pdf = employee.get(reverse("planning:skp_pdf", args=[skp.pk]))
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF")
