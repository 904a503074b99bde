"""Comments, reactions in words, requests with a deadline, sentences to pick, praise on the wall."""

import datetime as dt
import re
from html import unescape

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models.functions import Now

from pamong.feedback import actions, queries
from pamong.feedback.models import Comment, Feedback, FeedbackRequest, Phrase, Reaction
from pamong.feedback.rules.phrases import BUILT_IN
from pamong.people.queries import current_assignment
from pamong.planning.queries import conduct_values
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.guard import ACTION
from pamong.platform.notifications.models import Notification
from pamong.rulebook.errors import Refused
from tests.feedback.test_give import give
from tests.planning.plans import agreed
from tests.worklog.builder import log
from tests.world import World

pytestmark = pytest.mark.django_db
ENTRY = "worklog.entry:12"
THREAD = "/umpan-balik/tentang/"


def about(world: World, who: str = "superior"):  # type: ignore[no-untyped-def]
    return queries.person_in_thread(world.viewer(who), world.employee.pk)


def say(world: World, who: str, text: str, source: str = ENTRY) -> Comment:
    return actions.comment(
        assignment=about(world, who), source=source, source_label="Verifikasi berkas", text=text, by=world.viewer(who)
    )


def test_a_comment_is_told_to_the_person_and_to_those_who_wrote_before(world: World) -> None:
    say(world, "superior", "Berapa berkas yang tertunda?")
    say(world, "head", "Saya ikut membaca.")
    say(world, "employee", "Tiga berkas.")
    told = Notification.objects.filter(kind="feedback.comment")
    assert told.filter(person_id=world.employee.pk).count() == 2
    assert told.filter(person_id=world.superior.pk).count() == 2
    assert told.filter(person_id=world.head.pk).count() == 1
    found = queries.thread(world.viewer("superior"), world.employee.pk, ENTRY)
    assert [comment.text for comment in found.comments][-1] == "Tiga berkas."
    assert found.label == "Verifikasi berkas"


def test_the_superior_hears_of_a_question_even_if_he_wrote_nothing(world: World) -> None:
    say(world, "employee", "Bolehkah target ini digeser?", "planning.result:7")
    assert Notification.objects.filter(person_id=world.superior.pk, kind="feedback.comment").count() == 1


@pytest.mark.parametrize(("text", "source"), [(" ", ENTRY), ("x" * 2001, ENTRY), ("x", "lain:1"), ("x", "")])
def test_a_comment_says_something_about_something(world: World, text: str, source: str) -> None:
    with pytest.raises(Refused):
        say(world, "superior", text, source)
    assert not Comment.objects.exists()


def test_a_comment_stays(world: World) -> None:
    say(world, "superior", "Berapa?")
    with pytest.raises(DatabaseError, match="append only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM feedback_comment")


def test_a_reaction_is_a_word_one_per_person_and_changeable(world: World) -> None:
    for word in ("thanks", "explain"):
        actions.react(assignment=about(world), source=ENTRY, word=word, by=world.viewer("superior"))
    actions.react(assignment=about(world, "head"), source=ENTRY, word="thanks", by=world.viewer("head"))
    assert Reaction.objects.count() == 2
    found = queries.thread(world.viewer("superior"), world.employee.pk, ENTRY)
    assert (found.mine, dict(found.reactions)) == ("explain", {"Terima kasih": 1, "Mohon dijelaskan": 1})
    for who, word in (("superior", "👍"), ("employee", "thanks")):
        with pytest.raises(Refused):
            actions.react(assignment=about(world, who), source=ENTRY, word=word, by=world.viewer(who))


@pytest.mark.parametrize("who", ["peer", "stranger", "stranger_head", "admin"])
def test_others_neither_read_nor_write(world: World, who: str) -> None:
    say(world, "superior", "Berapa berkas?")
    with pytest.raises(NotVisible):
        about(world, who)
    client = world.client(who)
    thing = {"person": str(world.employee.pk), "source": ENTRY}
    assert client.get(THREAD, thing).status_code == 404
    assert client.post(THREAD, {**thing, "text": "x"}).status_code == 404


def test_the_page_of_a_conversation(world: World) -> None:
    client = world.client("superior")
    form = {"person": world.employee.pk, "source": ENTRY, "source_label": "Verifikasi berkas"}
    assert client.post(THREAD, {**form, "text": ""}).status_code == 422
    assert client.post(THREAD, {**form, "text": "Bagus, lanjutkan."}).status_code == 303
    assert client.post(f"{THREAD}kata/", {**form, "word": "useful"}).status_code == 303
    assert client.post(f"{THREAD}kata/", {**form, "word": "lain"}).status_code == 409
    page = world.client("employee").get(THREAD, {"source": ENTRY}).content.decode()
    for words in ("Bagus, lanjutkan.", "Sangat membantu", "Verifikasi berkas"):
        assert words in page
    assert client.get(THREAD, {"person": "abc"}).status_code == 404
    assert "Belum ada komentar" in client.get(THREAD, {"person": world.employee.pk}).content.decode()


def test_asking_a_named_person_with_a_deadline(world: World) -> None:
    client, day = world.client("employee"), world.today + dt.timedelta(days=5)
    address = f"/umpan-balik/permintaan/pegawai/{world.employee.pk}/"
    form = {"giver": world.peer.name, "question": "Bagaimana kerja sama kita?", "due": day.isoformat()}
    assert client.post(address, {**form, "giver": "Tak Dikenal"}).status_code == 422
    assert client.post(address, {**form, "due": "2020-01-01"}).status_code == 422
    assert client.post(address, {**form, "giver": world.employee.nip}).status_code == 422
    assert client.post(address, form).status_code == 303
    assert client.post(address, form).status_code == 422, "it waits already"
    row = FeedbackRequest.objects.get()
    assert Notification.objects.get(kind="feedback.asked").person_id == world.peer.pk
    peer = world.client("peer")
    assert "Bagaimana kerja sama kita?" in peer.get("/umpan-balik/permintaan/").content.decode()
    one = f"/umpan-balik/permintaan/{row.pk}/"
    assert peer.post(one, {"kind": "praise", "text": " "}).status_code == 422
    assert peer.post(one, {"kind": "praise", "text": "Selalu menepati janji."}).status_code == 303
    given = Feedback.objects.get()
    assert (given.giver_id, given.person_id, given.source_label) == (
        world.peer.pk,
        world.employee.pk,
        "Bagaimana kerja sama kita?",
    )
    assert "Selalu menepati janji." in client.get("/umpan-balik/").content.decode()
    assert "Sudah Anda jawab" in peer.get(one).content.decode()
    assert peer.post(one, {"kind": "praise", "text": "lagi"}).status_code == 422


def test_a_superior_asks_about_his_people_and_hears_the_answer(world: World) -> None:
    row = actions.ask(
        assignment=queries.requestable(world.viewer("superior"), world.employee.pk),
        giver=world.acting,
        question="Bagaimana ia membantu sekretariat?",
        due=world.today,
        by=world.viewer("superior"),
    )
    with pytest.raises(Refused):
        actions.answer_request(request=row, kind="praise", text="x", by=world.viewer("peer"))
    actions.answer_request(request=row, kind="note", text="Cepat.", by=world.viewer("acting"))
    told = Notification.objects.filter(kind="feedback.asked", person_id=world.superior.pk)
    assert told.count() == 1
    for who in ("peer", "stranger_head"):
        with pytest.raises(NotVisible):
            queries.requestable(world.viewer(who), world.employee.pk)


def test_who_cannot_answer_says_so(world: World) -> None:
    assignment = current_assignment(world.employee.pk)
    assert assignment is not None
    row = actions.ask(
        assignment=assignment, giver=world.peer, question="Apa?", due=world.today, by=world.viewer("employee")
    )
    assert world.client("acting").post(f"/umpan-balik/permintaan/{row.pk}/tolak/").status_code == 404
    assert world.client("peer").post(f"/umpan-balik/permintaan/{row.pk}/tolak/").status_code == 303
    assert "tidak dapat menjawab" in world.client("employee").get("/umpan-balik/permintaan/").content.decode()
    with pytest.raises(Refused):
        actions.decline_request(request=row, by=world.viewer("peer"))


def test_sentences_are_there_for_every_value_and_the_agency_words_them(world: World) -> None:
    assert {one.value for one in BUILT_IN} == {value for value, _ in conduct_values()}
    admin = world.client("admin")
    form = {"agency": world.a.pk, "code": "accountable.praise", "kind": "praise", "value": "accountable"}
    assert admin.post("/umpan-balik/kalimat/", {**form, "text": ""}).status_code == 422
    assert admin.post("/umpan-balik/kalimat/", {**form, "text": "Rapi sekali.", "is_active": "on"}).status_code == 303
    own = {**form, "code": "", "text": "Ramah kepada lansia.", "is_active": "on"}
    assert admin.post("/umpan-balik/kalimat/", own).status_code == 303
    assert admin.post("/umpan-balik/kalimat/", {**form, "code": "loyal.praise", "text": "x"}).status_code == 303
    texts = [one.text for one in queries.phrases(world.a.pk)]
    assert "Rapi sekali." in texts
    assert "Ramah kepada lansia." in texts
    assert "Menjaga nama baik instansi dan rahasia jabatan." not in texts, "left out"
    assert len(texts) == len(BUILT_IN)
    assert "Rapi sekali." not in [one.text for one in queries.phrases(world.b.pk)]
    assert Phrase.objects.count() == 3
    page = admin.get("/umpan-balik/kalimat/?kode=accountable.praise").content.decode()
    assert 'value="Rapi sekali."' in page


def test_picked_sentences_come_before_ones_own_words(world: World) -> None:
    client = world.client("superior")
    address = f"/umpan-balik/beri/?person={world.employee.pk}"
    assert "Hasil kerjanya lengkap" in client.get(address).content.decode()
    form = {"person": world.employee.pk, "kind": "praise", "phrases": "Hasil kerjanya lengkap dan dapat ditelusuri."}
    assert client.post("/umpan-balik/beri/", {**form, "text": "Terima kasih, Sari."}).status_code == 303
    assert Feedback.objects.get().text == "Hasil kerjanya lengkap dan dapat ditelusuri. Terima kasih, Sari."
    assert client.post("/umpan-balik/beri/", {**form, "text": ""}).status_code == 303, "a sentence alone is enough"
    assert client.post("/umpan-balik/beri/", {**form, "phrases": "Kalimat karangan"}).status_code == 422


def test_praise_hangs_on_the_wall_only_if_the_person_agrees(world: World) -> None:
    row = give(world, "superior", text="Berkas akta selesai sebelum waktunya.")
    wall, me = "/umpan-balik/warga/dinding/", world.client("employee")
    assert "Belum ada pujian" in world.client("peer").get(wall).content.decode()
    assert world.client("superior").post(f"/umpan-balik/{row.pk}/tampilkan/").status_code == 404
    assert me.post(f"/umpan-balik/{row.pk}/tampilkan/", {"shown": "yes"}).status_code == 303
    assert "Berkas akta selesai" in world.client("peer").get(wall).content.decode()
    assert "Berkas akta selesai" not in world.client("stranger").get(wall).content.decode()
    assert "Jangan tampilkan lagi" in me.get(f"/umpan-balik/{row.pk}/").content.decode()
    me.post(f"/umpan-balik/{row.pk}/tampilkan/", {"shown": "no"})
    assert "Berkas akta selesai" not in world.client("peer").get(wall).content.decode()
    advice = give(world, "superior", kind="advice", text="Periksa dua kali.")
    assert me.post(f"/umpan-balik/{advice.pk}/tampilkan/").status_code == 404


def test_the_address_of_a_conversation_names_person_and_thing() -> None:
    assert queries.address(5, ENTRY, "") == f"{THREAD}?person=5&source=worklog.entry%3A12"
    assert "source_label=Verifikasi" in queries.address(5, ENTRY, "Verifikasi berkas")
    assert len(queries.address(2**62, ENTRY, "é" * 300)) < 700


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [("lain", "loyal", "Baik"), ("praise", "tidak_ada", "Baik"), ("praise", "loyal", "  ")],
)
def test_a_sentence_names_kind_and_value(world: World, kind: str, value: str, text: str) -> None:
    with pytest.raises(Refused):
        actions.keep_phrase(
            agency_id=world.a.pk, code="", kind=kind, value=value, text=text, is_active=True, by=world.viewer("admin")
        )
    assert not Phrase.objects.exists()


@pytest.mark.parametrize("count", [2, 15])
def test_a_long_conversation_asks_the_same_few_questions(
    world: World, count: int, django_assert_max_num_queries: object
) -> None:
    for number in range(count):
        say(world, "superior", f"Nomor {number}")
    client = world.client("employee")
    client.get(THREAD, {"source": ENTRY})
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        client.get(THREAD, {"source": ENTRY})
    with django_assert_max_num_queries(7):  # type: ignore[operator]
        client.get("/umpan-balik/permintaan/")
    with django_assert_max_num_queries(7):  # type: ignore[operator]
        client.get("/umpan-balik/warga/dinding/")


def test_the_wall_is_of_ones_own_unit(world: World) -> None:
    row = give(world, "superior", text="Arsip rapi.")
    actions.show_praise(feedback=row, shown=True, by=world.viewer("employee"))
    assert [praise.pk for praise in queries.praised_in_unit(world.viewer("peer"))] == [row.pk]
    for who in ("acting", "stranger", "head"):
        assert list(queries.praised_in_unit(world.viewer(who))) == []


def test_the_pages_of_an_entry_and_of_a_goal_lead_to_their_conversation(world: World) -> None:
    entry, plan = log(world, text="Verifikasi berkas & arsip"), agreed(world)
    result = plan.results.get()
    for path, source, label in (
        (f"/harian/catatan/{entry.pk}/", f"worklog.entry:{entry.pk}", "Verifikasi berkas & arsip"),
        (f"/skp/{plan.pk}/", f"planning.result:{result.pk}", result.title),
    ):
        for who in ("employee", "superior"):
            page = world.client(who).get(path).content.decode()
            links = [unescape(one) for one in re.findall(r'href="(/umpan-balik/tentang/\?[^"]+)"', page)]
            link = next(one for one in links if f"source={source}&" in one)
            opened = world.client(who).get(link)
            assert opened.status_code == 200
            assert label in unescape(opened.content.decode())
        other = world.client("inspector").get(path)
        assert other.status_code == 200
        assert THREAD not in other.content.decode(), "who only reads is led to no door that is shut"


def ask(world: World, due_in: int, who: str = "peer") -> FeedbackRequest:
    return actions.ask(
        assignment=queries.requestable(world.viewer("superior"), world.employee.pk),
        giver=world.people[who],
        question="Bagaimana ia bekerja sama?",
        due=world.today + dt.timedelta(days=due_in),
        by=world.viewer("superior"),
    )


@pytest.mark.parametrize(("due_in", "told"), [(0, 1), (1, 1), (2, 0), (9, 0)])
def test_a_request_is_called_to_mind_the_day_before_its_last_once(world: World, due_in: int, told: int) -> None:
    ask(world, due_in)
    FeedbackRequest.objects.update(via=ACTION, created_at=Now() - dt.timedelta(days=3))
    asked = Notification.objects.filter(person_id=world.peer.pk, kind="feedback.asked")
    before = asked.count()
    for count in (told, 0):
        assert actions.remind_requests(by=Viewer.system("uji")) == count
    assert asked.count() == before + told


def test_no_reminder_for_what_is_answered_declined_or_asked_today(world: World) -> None:
    fresh = ask(world, 1, "head")
    declined, answered = ask(world, 1), ask(world, 1, "acting")
    FeedbackRequest.objects.exclude(pk=fresh.pk).update(via=ACTION, created_at=Now() - dt.timedelta(days=3))
    actions.decline_request(request=declined, by=world.viewer("peer"))
    actions.answer_request(request=answered, kind="praise", text="Sigap", by=world.viewer("acting"))
    assert actions.remind_requests(by=Viewer.system("uji")) == 0
