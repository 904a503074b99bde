"""Perjanjian kinerja: drawn from the Renstra, signed by both, frozen, versioned, checked in public; who may do what."""

import io
from decimal import Decimal
from typing import Any

import pypdf
import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from pamong.platform.access.errors import Conflict, NotAllowed, NotVisible
from pamong.platform.audit.models import Event
from pamong.platform.files import queries as files
from pamong.platform.guard import ACTION
from pamong.programmes import actions, queries
from pamong.programmes.models import Agreement
from pamong.rulebook.errors import Refused
from tests.programmes import builder
from tests.world import World

pytestmark = pytest.mark.django_db
BASE = "https://pamong.contoh.go.id"


@pytest.fixture
def town(world: World) -> builder.Town:
    return builder.town(world)


def begin(world: World, who: str = "admin", **given: Any) -> Agreement:
    return actions.prepare_agreement(agency_id=world.a.pk, year=world.today.year, by=world.viewer(who), **given)


def seen(row: Agreement) -> str:
    row.refresh_from_db()
    return row.content_hash or queries.content_hash(queries.drawn(row.agency_id, row.year))


def sign(world: World, row: Agreement, who: str = "head", what: str = "") -> Agreement:
    return actions.sign_agreement(pk=row.pk, seen=what or seen(row), by=world.viewer(who))


def approve(world: World, row: Agreement, who: str = "leader", what: str = "") -> Agreement:
    return actions.approve_agreement(pk=row.pk, seen=what or seen(row), base_url=BASE, by=world.viewer(who))


def text_of(row: Agreement) -> str:
    assert row.pdf is not None
    pages = pypdf.PdfReader(io.BytesIO(files.read(row.pdf))).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def test_it_says_what_the_renstra_says(world: World, town: builder.Town) -> None:
    said = queries.drawn(world.a.pk, world.today.year)
    assert [o["name"] for o in said["outcomes"]] == ["Akta kelahiran terbit tepat waktu"]
    assert said["outcomes"][0]["measures"][0]["target"] == "95 persen"
    builder.money(town.activity, world.today.year, "5.1.09", "50000000")
    (programme,) = queries.drawn(world.a.pk, world.today.year)["programmes"]
    assert Decimal(programme["ceiling"]) == Decimal(300_000_000)  # with what stands below it
    assert queries.drawn(world.b.pk, world.today.year)["plan"] == ""


def test_both_sign_and_the_document_can_be_checked(world: World, town: builder.Town) -> None:
    row = approve(world, sign(world, begin(world)))
    assert (row.state, row.leader_name, row.head) == ("agreed", "Pimpinan daerah", world.head)
    text = text_of(row)
    for words in ("PERJANJIAN KINERJA", "Akta kelahiran terbit tepat waktu", "95 persen", "Rp", world.head.name):
        assert words in text
    found = queries.verified_agreement((row.check_code or "").lower())
    assert found is not None
    assert (found.agency, found.in_force) == (world.a.name, True)
    assert found.code in text
    page = world.client(None).get(reverse("programmes:verify", args=[found.code])).content.decode()
    assert found.sha256 in page
    assert world.client(None).get(reverse("programmes:verify", args=["AAAA-BBBB"])).status_code == 404
    general = world.client(None).get(reverse("appraisal:verify_form"), {"code": found.code})
    assert general.status_code == 302
    assert general.headers["Location"] == reverse("programmes:verify", args=[found.code])
    download = world.client("employee").get(reverse("programmes:agreement_pdf", args=[row.pk]))
    assert row.pdf is not None
    assert b"".join(download) == files.read(row.pdf) if download.streaming else download.content[:5] == b"%PDF-"


def test_what_was_signed_stays_when_the_renstra_changes(world: World, town: builder.Town) -> None:
    row = approve(world, sign(world, begin(world)))
    changed = actions.MeasureInput(text="Akta cepat", targets={world.today.year: Decimal(99)})
    actions.save_measure(
        node_id=town.own_outcome.pk, indicator_id=town.measure.pk, given=changed, by=world.viewer("head")
    )
    row.refresh_from_db()
    assert row.content is not None
    assert row.content["outcomes"][0]["measures"][0]["target"] == "95 persen"
    assert queries.differs(row)
    page = world.client("head").get(reverse("programmes:agreement", args=[row.pk])).content.decode()
    assert "Renstra sudah berubah" in page
    assert "95 persen" in page


def test_nobody_signs_what_he_has_not_read(world: World, town: builder.Town) -> None:
    row = begin(world)
    before = seen(row)
    builder.money(town.programme, world.today.year, "5.9", "7")
    with pytest.raises(Conflict):
        sign(world, row, what=before)
    sign(world, row)
    with pytest.raises(Conflict):
        approve(world, row, what=before)
    row.refresh_from_db()
    assert row.state == "signed"


def test_a_new_version_needs_a_reason_and_replaces_the_old(world: World, town: builder.Town) -> None:
    first = approve(world, sign(world, begin(world)))
    with pytest.raises(Refused) as refused:
        begin(world)
    assert refused.value.field == "reason"
    second = begin(world, reason="Pagu berubah")
    with pytest.raises(Refused) as refused:
        begin(world, reason="Lagi")
    assert refused.value.code == "masih_terbuka"
    approve(world, sign(world, second))
    first.refresh_from_db()
    assert (first.state, second.number) == ("replaced", 2)
    old = queries.verified_agreement(first.check_code or "")
    assert old is not None
    assert not old.in_force
    assert "diganti versi" in world.client(None).get(reverse("programmes:verify", args=[old.code])).content.decode()


def test_the_leader_returns_with_a_note(world: World, town: builder.Town) -> None:
    row = sign(world, begin(world))
    url = reverse("programmes:agreement_return", args=[row.pk])
    assert world.client("leader").post(url, {"note": " "}).status_code == 422
    assert world.client("leader").post(url, {"note": "Naikkan target"}).status_code == 303
    row.refresh_from_db()
    assert (row.state, row.content, row.head_signed_at) == ("draft", None, None)
    assert "Naikkan target" in world.client("head").get(reverse("programmes:agreement", args=[row.pk])).content.decode()
    approve(world, sign(world, row))
    verbs = Event.objects.filter(kind="act", table="programmes_agreement").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == [
        "agreement.prepared",
        "agreement.signed",
        "agreement.returned",
        "agreement.signed",
        "agreement.approved",
    ]


def test_each_step_belongs_to_one_side(world: World, town: builder.Town) -> None:
    for who in ("leader", "superior", "stranger_head", "personnel"):
        with pytest.raises(NotVisible):
            begin(world, who)
    row = begin(world, "head")
    for who in ("admin", "leader", "superior", "stranger_head"):
        with pytest.raises((NotVisible, NotAllowed)):
            sign(world, row, who)
    with pytest.raises(Refused):
        approve(world, row)
    sign(world, row)
    with pytest.raises(Refused):
        sign(world, row)
    for who in ("head", "admin", "stranger_head", "inspector"):
        with pytest.raises(NotVisible):
            approve(world, row, who)


def test_a_proxy_signs_in_his_own_name(world: World, town: builder.Town) -> None:
    world.appoint_acting("head", "acting")
    row = sign(world, begin(world), "acting")
    assert row.head == world.acting
    with pytest.raises(NotVisible):
        begin(world, "head", reason="x")


def test_nothing_measurable_is_not_signed(world: World, town: builder.Town) -> None:
    row = begin(world)
    builder.node(town.renstra, "outcome", "1.9", town.own_goal, name="Tanpa ukuran")
    with pytest.raises(Refused) as refused:
        sign(world, row)
    assert refused.value.code == "tanpa_target"
    with pytest.raises(Refused) as refused:
        actions.prepare_agreement(agency_id=world.b.pk, year=world.today.year, by=world.viewer("stranger_head"))
    assert refused.value.code == "tanpa_renstra"


def test_the_database_keeps_what_was_agreed(world: World, town: builder.Town) -> None:
    row = approve(world, sign(world, begin(world)))
    for field, value in (("content", {"x": 1}), ("leader_name", "Lain"), ("state", "draft"), ("sha256", "0" * 64)):
        changed = Agreement.objects.get(pk=row.pk)
        setattr(changed, field, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            changed.save(via=ACTION, update_fields=[field])
    with pytest.raises(IntegrityError), transaction.atomic():
        Agreement.objects.get(pk=row.pk).delete(via=ACTION)


def test_the_pages_from_list_to_document(world: World, town: builder.Town) -> None:
    head, leader = world.client("head"), world.client("leader")
    listed = reverse("programmes:agreements")
    assert "Belum ada perjanjian kinerja" in head.get(listed).content.decode()
    form = {"agency": world.a.pk, "year": world.today.year}
    assert "Susun" in head.get(reverse("programmes:agreement_new")).content.decode()
    made = head.post(reverse("programmes:agreement_new"), form)
    assert made.status_code == 303
    assert head.post(reverse("programmes:agreement_new"), form).status_code == 422
    row = Agreement.objects.get()
    page = head.get(made.headers["Location"]).content.decode()
    assert "Tanda tangani sebagai kepala perangkat daerah" in page
    assert "Tanda tangani" not in leader.get(made.headers["Location"]).content.decode()
    draft = head.get(reverse("programmes:agreement_pdf", args=[row.pk]))
    assert draft.content[:5] == b"%PDF-"
    assert head.post(reverse("programmes:agreement_sign", args=[row.pk]), {"seen": "x"}).status_code == 409
    assert head.post(reverse("programmes:agreement_sign", args=[row.pk]), {"seen": seen(row)}).status_code == 303
    assert "Tanda tangani sebagai pimpinan daerah" in leader.get(made.headers["Location"]).content.decode()
    approved = leader.post(reverse("programmes:agreement_approve", args=[row.pk]), {"seen": seen(row)})
    assert approved.status_code == 303
    assert "Berlaku" in world.client("employee").get(listed, {"tahun": str(world.today.year)}).content.decode()
    assert "Belum ada" in world.client("employee").get(listed, {"tahun": "2001"}).content.decode()
    tree = leader.get(reverse("planning:tree"), {"simpul": f"n{town.own_goal.pk}"}).content.decode()
    assert "Perjanjian kinerja:" in tree
    assert "Berlaku" in tree
