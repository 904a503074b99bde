"""Complaints for the walk over all routes: one in hand of the employee, and a summary about him."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core import signing
from nacl.public import PrivateKey

from pamong.platform.access.who import Who
from pamong.platform.guard import ACTION
from pamong.voice.complaints import actions
from pamong.voice.complaints.enums import Mode
from pamong.voice.complaints.models import Complaint, Inspection, Photo, Redacted, Unsealing
from pamong.voice.complaints.web.case_forms import SHAPES
from pamong.voice.complaints.web.views.follow import PASS
from pamong.voice.following import actions as following
from pamong.voice.following.models import Follow
from pamong.voice.following.queries import CONFIRM, STOP, Subject
from pamong.voice.insight import actions as insight
from pamong.voice.insight.models import Inquiry, Signal
from pamong.voice.open311 import actions as open311
from pamong.voice.open311.models import ApiKey
from tests.voice import builder
from tests.world import World

Arguments = Callable[[Any], dict[str, Any]]


@dataclass
class Voice:
    """``case``: given to the employee; ``about``: a summary of a complaint about the employee."""

    case: Complaint  # also public, with its picture
    photo: Photo
    about: Redacted
    wish: Unsealing
    signal: Signal
    inquiry: Inquiry
    program: ApiKey  # with its key, which a program sends
    program_key: str
    wish_to_hear: Follow  # asked for by a citizen, with an address
    followed: Follow  # by the employee, in the application

    @property
    def key(self) -> str:
        return signing.dumps({"c": self.case.pk}, salt=PASS)


def make_voice(world: World) -> Voice:
    builder.officers(world)
    cat = builder.catalogue(world)
    case = builder.assigned(world, cat)
    picture = actions.attach(
        complaint=case, uploads=[builder.photo()], kind=builder.PhotoKind.REPORT, by=builder.CITIZEN
    )[0]
    actions.moderate(complaint=case, show=True, text="Lampu mati.", photos=[picture.pk], by=world.viewer("officer"))
    Inspection.objects.add(via=ACTION, complaint=case, month=world.today.replace(day=1))
    about = builder.received(cat, category=cat.conduct, answers={})
    officer = world.viewer("officer")
    about = actions.classify(complaint=about, category=cat.conduct, accused_person_id=world.employee.pk, by=officer)
    summary = actions.redact(complaint=about, text="Ringkasan.", by=officer)
    for holder in (1, 2):
        public = bytes(PrivateKey.generate().public_key)
        actions.custody.add_key(holder=holder, label=f"Pemegang {holder}", public_key=public, by=builder.BY)
    sealed = builder.received(cat, mode=Mode.CONFIDENTIAL)
    wish = actions.custody.ask(complaint=sealed, reason="Perkara 12", by=world.viewer("custodian"))
    program, key = open311.make_key(name="Aplikasi", per_hour=100_000, by=officer)
    following.ask(subject=Subject(case), address="warga@contoh.example", by=builder.CITIZEN)
    asked = Follow.objects.get()
    own = following.follow_here(subject=Subject(case), by=world.viewer("employee"))
    return Voice(case, picture, summary, wish, signal(world, cat), inquiry(world, cat), program, key, asked, own)


def signal(world: World, cat: builder.Catalogue, kind: str = "rise") -> Signal:
    """A signal nobody has decided on."""
    return Signal.objects.add(
        via=ACTION,
        kind=kind,
        category=cat.lamp,
        place=cat.north,
        unit=world.office,
        day=world.today,
        seen_day=world.today,
        count=9,
        reasons={"rule": "rise-1", "count": 9, "days": 14, "history": [1, 2], "mean": "1.5", "highest": 2, "bar": "5"},
    )


def inquiry(world: World, cat: builder.Catalogue) -> Inquiry:
    """An inquiry the employee leads."""
    return insight.open_inquiry(
        signal=signal(world, cat, "alike"),
        question="Mengapa lampu banyak mati?",
        owner=world.employee,
        due=world.today,
        by=world.viewer("officer"),
    )


def link(records: Any, use: str) -> str:
    """The signed part of a link in a mail to the follower."""
    return signing.Signer(salt=use, sep=".").sign(str(records.voice.wish_to_hear.pk))


# The case lies with the employee, in the office of ``superior``, below ``head``.
IN_HAND: Mapping[str | None, set[Who]] = {
    "employee": {Who.HANDLER},
    "superior": {Who.HANDLER},
    "head": {Who.HANDLER},
}
ABOUT: Mapping[str | None, set[Who]] = {"employee": {Who.SELF}}
OPEN311: Mapping[str, Arguments] = {
    **{f"open311:{name}": (lambda r: {"fmt": "json"}) for name in ("discovery", "services", "requests", "updates")},
    "open311:definition": lambda r: {"code": "lampu-jalan", "fmt": "json"},
    "open311:definition_alias": lambda r: {"code": "lampu-jalan", "fmt": "xml"},
    "open311:request": lambda r: {"ident": r.voice.case.number, "fmt": "json"},
    "open311:token": lambda r: {"ident": r.voice.case.number, "fmt": "xml"},
}
FOLLOWING: Mapping[str, Arguments] = {
    "following:case": lambda r: {"number": r.voice.case.number},
    "following:confirm": lambda r: {"token": link(r, CONFIRM)},
    "following:stop": lambda r: {"token": link(r, STOP)},
    "laporan:case_rss": lambda r: {"number": r.voice.case.number},
    "laporan:case_atom": lambda r: {"number": r.voice.case.number},
}
FOR_EVERYBODY = ("laporan:case", "laporan:photo", "laporan:unit", "complaints:join", *OPEN311, *FOLLOWING)
VOICE_RECORDS: Mapping[str, tuple[Arguments, Mapping[str | None, set[Who]]]] = {
    "complaints:case": (lambda r: {"pk": r.voice.case.pk}, IN_HAND),
    "complaints:photo": (lambda r: {"pk": r.voice.case.pk, "photo_pk": r.voice.photo.pk}, IN_HAND),
    "laporan:case": (lambda r: {"number": r.voice.case.number}, {}),
    "laporan:photo": (lambda r: {"number": r.voice.case.number, "photo_pk": r.voice.photo.pk}, {}),
    "laporan:unit": (lambda r: {"pk": r.world.office.pk}, {}),
    "insight:signal": (lambda r: {"pk": r.voice.signal.pk}, {}),
    "insight:dismiss": (lambda r: {"pk": r.voice.signal.pk}, {}),
    "insight:inquire": (lambda r: {"pk": r.voice.signal.pk}, {}),
    "insight:inquiry": (lambda r: {"pk": r.voice.inquiry.pk}, ABOUT),
    "insight:note": (lambda r: {"pk": r.voice.inquiry.pk}, ABOUT),
    "insight:close": (lambda r: {"pk": r.voice.inquiry.pk}, ABOUT),
    "complaints:join": (lambda r: {"number": r.voice.case.number}, {}),
    **{name: (arguments, {}) for name, arguments in {**OPEN311, **FOLLOWING}.items()},
    "following:mine_case": (lambda r: {"number": r.voice.case.number}, {}),
    "following:mine_stop": (lambda r: {"pk": r.voice.followed.pk}, ABOUT),
    "open311:revoke": (lambda r: {"pk": r.voice.program.pk}, {}),
    "complaints:custody_decide": (lambda r: {"pk": r.voice.wish.pk}, {}),
    "complaints:custody_fetch": (lambda r: {"pk": r.voice.wish.pk}, {}),
    "complaints:about_me": (lambda r: {"pk": r.voice.about.pk}, ABOUT),
    "complaints:about_me_answer": (lambda r: {"pk": r.voice.about.pk}, ABOUT),
    **{f"complaints:act_{name}": (lambda r: {"pk": r.voice.case.pk}, IN_HAND) for name in SHAPES},
}
VOICE_FORMS: Mapping[str, tuple[Arguments, Mapping[str | None, set[Who]]]] = {
    "open311:requests": (lambda r: {"api_key": r.voice.program_key}, {}),
    "complaints:follow_act": (lambda r: {"pass": r.voice.key, "aksi": "selesai"}, {}),
    "complaints:follow_photo": (lambda r: {"pass": r.voice.key, "foto": r.voice.photo.pk}, {}),
}
