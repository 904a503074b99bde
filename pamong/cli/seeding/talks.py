"""What people say to each other: rounds of peers and staff, feedback asked for, dialogue, coaching, praise that is shown."""

import datetime as dt
import random
from collections.abc import Callable, Sequence
from functools import cache

from pamong.cli.seeding.plans import Working
from pamong.feedback import actions as feedback
from pamong.feedback import queries as feedback_queries
from pamong.feedback.dialogue import actions as dialogue
from pamong.feedback.enums import FeedbackKind
from pamong.feedback.peer import actions as peer
from pamong.feedback.peer import queries as peer_queries
from pamong.people import queries as people
from pamong.people.models import Person, Unit
from pamong.platform.access.viewer import Viewer
from pamong.platform.ui.formatting import long_date

Who = Callable[[str], Viewer]  # a person's own viewer by NIP
# Value and words to keep, value and words to improve, what was seen.
SAID = (
    ("service", "Sabar menjelaskan syarat sampai pemohon paham.", "", "", "Senin lalu, pemohon lanjut usia di loket 2."),
    ("collaborative", "Selalu mau menggantikan saat loket ramai.", "adaptive", "Coba pakai aplikasi antrean yang baru.",
     "Pekan lalu antrean dipanggil manual dua kali."),
    ("competent", "Paling paham aturan izin; kami bertanya kepadanya.", "", "", "Penjelasan izin klinik pada rapat Kamis."),
    ("accountable", "Berkasnya rapi dan mudah ditelusuri.", "harmonious", "Nada bicara saat menegur dapat lebih tenang.",
     "Saat berkas kurang lengkap di depan pemohon."),
    ("", "", "service", "Kabari pemohon lebih awal bila berkas terlambat.", "Dua pemohon menelepon menanyakan kabar."),
    ("loyal", "Datang paling awal dan membuka loket tepat waktu.", "", "", "Setiap hari sejak awal triwulan."),
)  # fmt: skip
ASKED = "Bagaimana penjelasan saya kepada pemohon saat loket ramai?"
GIVEN = "Penjelasan syarat sudah jelas. Coba sebutkan juga perkiraan hari selesainya sejak awal."
TOPIC = "Kemajuan triwulan dan kebutuhan pelatihan"
QUESTIONS = ("Bagian mana yang paling menyita waktu bulan ini?", "Dukungan apa yang Anda perlukan dari saya?")
NOTES = (
    "Pemeriksaan berkas klinik paling lama karena lampiran sering kurang.",
    "Disepakati daftar syarat satu halaman.",
)
ACTIONS = ("Menyusun daftar syarat satu halaman untuk loket", "Mengusulkan pelatihan pelayanan kepada BKPSDM")
DONE = "Daftar sudah dipasang di loket 1 dan 2."
COACHING = (
    ("Teliti memeriksa lampiran; hampir tidak ada berkas yang kembali.",
     "Menyampaikan kekurangan berkas sejak pertemuan pertama.",
     "Pekan ini kita dampingi dua pemohon bersama, lalu bahas hasilnya."),
    ("Ramah dan tenang menghadapi pemohon yang kecewa.",
     "Mencatat nomor register di setiap catatan harian.",
     "Saya periksa bersama Anda setiap Jumat sampai akhir bulan."),
)  # fmt: skip
COMMENT = "Terima kasih. Boleh lampirkan juga daftar hadirnya?"


def fill(closely: Sequence[Working], *, today: dt.date, rng: random.Random, viewer: Who, running: bool) -> None:
    """What one unit says to each other; ``running``: its round still asks, else its round is over and read."""
    who = cache(viewer)
    staff = [one for one in closely if not one.planned.is_head]
    head = next((one for one in closely if one.planned.is_head), None)
    if head is None or len(staff) < 3:
        return
    leader = who(head.planned.person.nip)
    _round(closely, leader, today, rng, who, running=running)
    _asked(staff, today, who)
    _dialogue(staff, leader, today, who)
    _praise(staff, who)


def _round(
    team: Sequence[Working], leader: Viewer, today: dt.date, rng: random.Random, who: Who, *, running: bool
) -> None:
    """A round about the quarter; the invited answer, all but a few while it runs."""
    unit = Unit.objects.get(pk=leader.unit_id or 0)
    first = dt.date(today.year, max(1, 3 * ((today.month - 1) // 3) - 2), 1)
    found = peer.open_round(
        unit=unit,
        title=f"Umpan balik rekan {'triwulan berjalan' if running else 'triwulan lalu'}",
        about_from=min(first, today),
        about_to=today,
        starts=today,
        ends=today + dt.timedelta(days=9 if running else 0),
        upward=True,
        by=Viewer.system("Data contoh"),
    )
    for number, one in enumerate(team):
        own = who(one.planned.person.nip)
        if running and number % 3 == 1:
            continue  # has not yet come to it
        for invitation in peer_queries.mine_to_answer(own).filter(subject__round=found):
            peer.answer(invitation=invitation, said=peer.Said(*rng.choice(SAID)), by=own)
    if not running:
        peer.close(round=found, by=Viewer.system("Data contoh"))


def _asked(staff: Sequence[Working], today: dt.date, who: Who) -> None:
    """The first asks the second, who has answered; the third asks the first, who has not yet."""
    first, second, third = staff[:3]
    for asker, giver, answers in ((first, second, True), (third, first, False)):
        own, asked = who(asker.planned.person.nip), who(giver.planned.person.nip)
        assignment = people.current_assignment(asker.person_id)
        if assignment is None:
            continue
        request = feedback.ask(
            assignment=assignment,
            giver=Person.objects.get(pk=giver.person_id),
            question=ASKED,
            due=today + dt.timedelta(days=3),
            by=own,
        )
        if answers:
            feedback.answer_request(request=request, kind=FeedbackKind.ADVICE, text=GIVEN, by=asked)


def _dialogue(staff: Sequence[Working], leader: Viewer, today: dt.date, who: Who) -> None:
    """One talk held with questions, notes and two agreed actions, one planned; two coaching notes."""
    for number, one in enumerate(staff[:2]):
        assignment = people.current_assignment(one.person_id)
        if assignment is None:
            continue
        strength, grow, step = COACHING[number]
        dialogue.coach(assignment=assignment, strength=strength, grow=grow, step=step, by=leader)
        day = today if number == 0 else today + dt.timedelta(days=5)
        meeting = dialogue.plan(assignment=assignment, day=day, topic=TOPIC, by=leader)
        dialogue.add(meeting=meeting, kind="question", text=QUESTIONS[number], by=leader)
        if number:
            continue
        own = who(one.planned.person.nip)
        for text, by in zip(NOTES, (own, leader), strict=True):
            dialogue.add(meeting=meeting, kind="note", text=text, by=by)
        meeting = dialogue.hold(meeting=meeting, by=leader)
        pair = (one.person_id, leader.me)
        done, _waits = (
            dialogue.agree(
                pair=pair, owner_id=owner, title=title, due=today + dt.timedelta(days=days), meeting=meeting, by=by
            )
            for owner, title, days, by in ((pair[0], ACTIONS[0], 2, own), (pair[1], ACTIONS[1], 10, leader))
        )
        dialogue.finish(followup=done, note=f"{DONE} ({long_date(today)})", by=own)


def _praise(staff: Sequence[Working], who: Who) -> None:
    """Who was praised lets the unit see it."""
    for one in staff[:4]:
        own = who(one.planned.person.nip)
        praise = feedback_queries.about_me(own).filter(kind=FeedbackKind.PRAISE).first()
        if praise is not None:
            feedback.show_praise(feedback=praise, shown=True, by=own)
