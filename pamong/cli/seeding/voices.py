"""The voice of Kota Contoh: about 150 complaints in every state, with named officers, over the last four months."""

import datetime as dt
import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from pamong.cli.seeding import handled
from pamong.cli.seeding.roles import CLINIC, LICENSING, REGISTRATION
from pamong.people import queries as people
from pamong.people.actions.bulk import Added
from pamong.people.models import Unit
from pamong.platform.access.viewer import Viewer
from pamong.platform.calendar.queries import today
from pamong.platform.home import home
from pamong.platform.privacy import sealing
from pamong.voice.complaints import actions, queries
from pamong.voice.complaints.enums import Channel, Mode
from pamong.voice.complaints.queries import Category, Complaint, Place, Question

TEXTS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("voices.toml").read_text(encoding="utf-8"))
PASSPHRASE = "kunci contoh kota contoh"  # noqa: S105  # of the example's holders, printed beside their files
# Fate of a case → how often, and between which ages (days).
FATES: dict[str, tuple[int, int, int]] = {
    "received": (12, 0, 3),
    "verified": (6, 1, 6),
    "assigned": (16, 2, 12),
    "working": (18, 6, 75),
    "promised": (8, 10, 50),
    "asked": (6, 4, 20),
    "incomplete": (4, 5, 20),
    "answered": (12, 8, 12),
    "confirmed": (30, 15, 115),
    "visited": (8, 15, 110),
    "unconfirmed": (12, 45, 115),
    "refused": (5, 6, 90),
    "handed_over": (7, 6, 90),
    "reopened": (6, 20, 60),
}
MODES = ((Mode.OPEN, 75), (Mode.ANONYMOUS, 15), (Mode.CONFIDENTIAL, 10))
CHANNELS = (
    (Channel.WEB, 52),
    (Channel.PHONE, 14),
    (Channel.DESK, 10),
    (Channel.WHATSAPP, 7),
    (Channel.SMS, 2),
    (Channel.OPEN311, 7),
    (Channel.EMAIL, 5),
    (Channel.LETTER, 3),
)
OPEN_ONLY = tuple(channel for channel in Channel if channel.names_sender)  # the way itself tells who sends
# The same fault told by many within two weeks, so that a signal is raised.
STEP = Decimal("0.00001")
MANY = (
    "Lampu jalan di sepanjang Jalan Melati mati semua sejak Senin, gelap sekali kalau malam.",
    "Lampu jalan di sepanjang jl Melati mati semua sejak senin, gelap sekali kalau malam hari.",
    "Lampu jalan sepanjang Jalan Melati mati semua sejak Senin malam, gelap sekali.",
    "Sepanjang Jalan Melati lampu jalan mati semua sejak Senin, kalau malam gelap sekali.",
    "Jalan Melati gelap, tiang lampu nomor 14 sampai 22 padam bersamaan.",
    "Anak saya jatuh dari sepeda karena lampu di tikungan Jalan Melati padam.",
    "Setelah hujan hari Senin semua lampu di gang samping pasar ikut mati.",
    "Lampu taman dan lampu jalan dekat musala padam, ibu-ibu takut pulang pengajian.",
    "Tolong lampu penerangan Jalan Melati, sudah seminggu gelap.",
)


@dataclass
class Town:
    """What the stories need: catalogue, units, and the people who act."""

    categories: dict[str, Category]
    places: list[Place]
    units: dict[str, Unit]
    officer: Viewer
    rng: random.Random
    moment: dt.datetime


def give_voice(added: Added, rng: random.Random, moment: dt.datetime, *, by: Viewer) -> int:
    """Load catalogue, keys and complaints; answers how many. Needs people, accounts and an open transaction."""
    by_name = {way[-1]: pk for way, pk in added.units.items()}
    units = {name: _unit(pk) for name, pk in by_name.items()}
    town = Town(_categories(units, by), _places(by), units, _viewer_of_role("complaint_officer"), rng, moment)
    for place, clinic in zip(town.places[::4], ("Mekarsari", "Sukamaju", "Tirtasari"), strict=True):
        actions.catalogue.set_responsible(
            category=town.categories["puskesmas"], place=place.parent, unit=units[f"UPTD Puskesmas {clinic}"], by=by
        )
    for row in TEXTS["template"]:
        actions.catalogue.save_template(title=row["title"], text=row["text"], by=by)
    _keys(by)
    made = sum(1 for fate in _fates(rng) if _story(town, fate, by))
    actions.periodic.close_silent(by=by)
    return made + _same_fault(town, by) + _about_officers(town, by) + _praise(town, by)


def round_off(*, by: Viewer) -> None:
    """Once signals are raised: an inquiry into one of them, the inspectorate's samples, and people who follow."""
    officer = _viewer_of_role("complaint_officer")
    handled.look_into(officer, people.person_by_nip(officer.nip))
    last = today().replace(day=1) - dt.timedelta(days=1)
    for month in (last.replace(day=1) - dt.timedelta(days=1), last):
        actions.draw(month=month.replace(day=1), by=by)
    newest = queries.public_cases().order_by("-received_day", "number")
    handled.followed(list(newest.filter(state="working")[:1]), _viewer_of_role("superior_alive"))


def _same_fault(town: Town, by: Viewer) -> int:
    """Many report the same dark street; the first of them are in hand, of somebody who has to go and look."""
    rng, category = town.rng, town.categories["jalan-lampu"]
    walker = _viewer_of_role("field_officer")
    for number, text in enumerate(MANY):
        place = town.places[4 + number % 2]
        days = _days(town, 11 - number)
        report = replace(
            _report(town, "jalan-lampu"),
            text=text,
            place=place,
            street=f"Jalan Melati, tiang {14 + number}",
            answers={"bahaya": "ya"},
            latitude=_beside(place.latitude, 4 * number),
            longitude=_beside(place.longitude, 9 * number),
        )
        with actions.as_of(at=next(days), by=by):
            case = actions.receive(report=report, by=Viewer.anonymous()).complaint
            handled.reported(case, rng)
        unit = queries.responsible_unit(category, place)
        if number < 4 and unit is not None:
            with actions.as_of(at=next(days), by=by):
                _triage(town, case, "verified", unit)
                actions.assign(complaint=case, unit=unit, handler_id=walker.person_id, by=town.officer)
    return len(MANY)


def _beside(middle: Decimal | None, steps: int) -> Decimal | None:
    """A point on the street, some steps from the middle of the place."""
    return None if middle is None else Decimal(str(middle)).quantize(STEP) + steps * STEP


def _fates(rng: random.Random) -> list[str]:
    found = [fate for fate, (times, *_ages) in FATES.items() for _ in range(times)]
    rng.shuffle(found)
    return found


def _unit(pk: int) -> Unit:
    found = queries.unit_by_pk(pk)
    if found is None:
        raise LookupError(f"no unit {pk}")
    return found


def _viewer_of_role(key: str) -> Viewer:
    from pamong.cli.seeding import accounts

    nip = next(one.nip for one in accounts.kept() if one.role == key)
    account = people.user_by_name(nip)
    if account is None:
        raise LookupError(f"no account {key}")
    return people.viewer_for_user(account)


def _categories(units: dict[str, Unit], by: Viewer) -> dict[str, Category]:
    homes = {
        "ktp-kk": "Bidang Pelayanan Pendaftaran Penduduk",
        "akta": REGISTRATION,
        "puskesmas": CLINIC,
        "izin-kesehatan": LICENSING,
        "lingkungan": "Bidang Pencegahan dan Pengendalian Penyakit",
        "jalan-lampu": "Bagian Umum",
        "fasilitas": "Bagian Umum",
    }
    found = {}
    for order, row in enumerate(TEXTS["category"]):
        category = actions.catalogue.save_category(
            code=row["code"],
            name=row["name"],
            description=row["description"],
            questions=[_question(q) for q in row.get("questions", ())],
            about_officer=row.get("about_officer", False),
            is_praise=row.get("is_praise", False),
            is_public=row.get("is_public", True),
            order=order,
            by=by,
        )
        found[row["code"]] = category
        if row["code"] in homes:
            actions.catalogue.set_responsible(category=category, place=None, unit=units[homes[row["code"]]], by=by)
    return found


def _question(row: dict[str, Any]) -> Question:
    choices = tuple((str(key), str(name)) for key, name in row.get("choices", ()))
    return Question(row["code"], row["label"], row["kind"], bool(row.get("required")), choices)


def _places(by: Viewer) -> list[Place]:
    found = []
    for top in TEXTS["place"]:
        parent = actions.catalogue.save_place(name=top["name"], latitude=top["lat"], longitude=top["long"], by=by)
        for number, name in enumerate(top["below"]):
            found.append(
                actions.catalogue.save_place(
                    name=name,
                    parent=parent,
                    latitude=top["lat"] + 0.006 * (number % 2 * 2 - 1),
                    longitude=top["long"] + 0.006 * (number // 2 * 2 - 1),
                    by=by,
                )
            )
    return found


def _keys(by: Viewer) -> None:
    """Both holders' keys: the public halves registered, the private files beside the example's accounts, never in the database."""
    folder = home() / "contoh-kustodian"
    folder.mkdir(mode=0o700, exist_ok=True)
    for holder, label in ((1, "Inspektur Daerah"), (2, "Kepala Bagian Organisasi")):
        pair = sealing.new_pair(PASSPHRASE)
        file = folder / f"kunci-{holder}.txt"
        file.unlink(missing_ok=True)
        file.touch(mode=0o600)
        file.write_text(pair.locked.hex() + "\n")
        actions.custody.add_key(holder=holder, label=label, public_key=pair.public, by=by)


def _story(town: Town, fate: str, by: Viewer) -> bool:
    """One case from receipt to its fate, each act on its own day."""
    rng = town.rng
    days = _days(town, rng.randint(*FATES[fate][1:]))
    at = next(days)
    with actions.as_of(at=at, by=by):
        case = actions.receive(report=_report(town), by=Viewer.anonymous()).complaint
        handled.reported(case, rng)
    if fate == "received":
        return True
    unit = queries.responsible_unit(case.category, case.place) or town.units["Bagian Umum"]
    with actions.as_of(at=next(days), by=by):
        _triage(town, case, fate, unit)
    if fate in {"verified", "incomplete", "refused", "handed_over", "assigned"}:
        return True
    handler = _worker(unit, rng)
    with actions.as_of(at=next(days), by=by):
        actions.start(complaint=case, by=handler)
        handled.explained(case, rng, by=handler)
    if fate in {"working", "promised", "asked"}:
        with actions.as_of(at=next(days), by=by):
            _under_way(town, case, fate, handler)
        return True
    with actions.as_of(at=next(days), by=by):
        handled.decided(case, rng, by=handler)
        handled.pictured(case, by=town.officer)
    if fate != "answered":
        with actions.as_of(at=next(days), by=by):
            _after(town, case, fate, unit, handler)
    return True


def _days(town: Town, age: int) -> Iterator[dt.datetime]:
    """Moments of the acts: the receipt ``age`` days ago, each next one some days later, never after now."""
    at = town.moment - dt.timedelta(days=age, hours=town.rng.randint(0, 6))
    while True:
        yield min(at, town.moment)
        at += dt.timedelta(days=town.rng.choice((1, 1, 2, 3, 4)), hours=town.rng.randint(0, 3))


def _report(town: Town, code: str = "") -> actions.Report:
    rng = town.rng
    row = rng.choice([r for r in TEXTS["category"] if not r.get("about_officer") and not r.get("is_praise")])
    category = town.categories[code or row["code"]]
    place = rng.choice(town.places)
    channel = rng.choices([c for c, _ in CHANNELS], [w for _, w in CHANNELS])[0]
    mode = Mode.OPEN if channel in OPEN_ONLY else rng.choices([m for m, _ in MODES], [w for _, w in MODES])[0]
    answers = {
        q["code"]: q["choices"][0][0] for q in row.get("questions", ()) if q.get("required") and q.get("choices")
    }
    return actions.Report(
        token=actions.draw_token(),
        category=category,
        text=rng.choice(row["texts"]),
        mode=mode,
        channel=channel,
        wanted=rng.choice(("", "", "Mohon segera diperbaiki.", "Mohon penjelasan tertulis.")),
        answers=answers,
        place=place,
        street=rng.choice(TEXTS["streets"]),
        name="" if mode == Mode.ANONYMOUS else rng.choice(TEXTS["reporters"]),
        phone="" if mode == Mode.ANONYMOUS else f"0812-0000-{rng.randint(0, 9999):04d}",
    )


def _triage(town: Town, case: Complaint, fate: str, unit: Unit) -> None:
    by = town.officer
    if fate == "incomplete":
        actions.ask_to_complete(complaint=case, text="Mohon tulis tanggal kejadian dan loket yang Anda datangi.", by=by)
    elif fate == "refused":
        actions.refuse(complaint=case, text="Laporan ini berisi promosi dan tidak memuat keluhan layanan.", by=by)
    elif fate == "handed_over":
        reason = "Ruas ini jalan provinsi. Laporan beserta fotonya sudah kami kirim dan kami catat nomor terimanya."
        actions.hand_over(complaint=case, to="Dinas Pekerjaan Umum Provinsi", text=reason, by=by)
    else:
        actions.verify(complaint=case, text="Terima kasih, laporan Anda lengkap.", by=by)
        handled.shown(case, town.rng, by=by)
        if fate != "verified":
            actions.assign(complaint=case, unit=unit, by=by)


def _worker(unit: Unit, rng: random.Random) -> Viewer:
    """Somebody of the unit who handles the case."""
    found = list(queries.staff_of(unit, dt.date.today())[:6])  # noqa: DTZ011  # any present day will do
    chosen = rng.choice(found).person
    account = people.user_by_name(chosen.nip)
    return people.viewer_for_user(account) if account else Viewer.system("contoh")


def _under_way(town: Town, case: Complaint, fate: str, handler: Viewer) -> None:
    if fate == "promised":
        day = (town.moment + dt.timedelta(days=town.rng.randint(3, 25))).date()
        handled.promised(case, day, town.rng, by=handler)
    elif fate == "asked":
        actions.ask(complaint=case, text="Apakah masalahnya masih ada hari ini?", by=handler)
    else:
        actions.note(complaint=case, text="Sudah dihubungi bagian teknis, menunggu jadwal.", by=handler)


def _after(town: Town, case: Complaint, fate: str, unit: Unit, handler: Viewer) -> None:
    citizen = Viewer.anonymous()
    if fate == "confirmed":
        actions.confirm(complaint=case, by=citizen)
        if town.rng.random() < 0.7:
            actions.rate(complaint=case, score=town.rng.choice((2, 3, 3, 4, 4)), by=citizen)
    elif fate == "reopened":
        actions.reopen(complaint=case, text="Masih sama seperti sebelumnya, mohon dilihat lagi.", by=citizen)
    elif fate == "visited":
        other = next(
            (v for v in (_worker(unit, town.rng) for _ in range(12)) if v.person_id != handler.person_id), None
        )
        if other is not None:
            handled.visited(case, town.rng, by=other)


def _about_officers(town: Town, by: Viewer) -> int:
    """Complaints about conduct: two named, one with a summary that waits for its answer, one not yet clear."""
    row = next(r for r in TEXTS["category"] if r.get("about_officer"))
    category = town.categories[row["code"]]
    for number, text in enumerate(row["texts"]):
        with actions.as_of(at=town.moment - dt.timedelta(days=20 - 5 * number), by=by):
            mode = (Mode.ANONYMOUS, Mode.CONFIDENTIAL, Mode.OPEN)[number % 3]
            report = actions.Report(
                token=actions.draw_token(),
                category=category,
                text=text,
                mode=mode,
                accused_words="Petugas loket 2",
                name="" if mode == Mode.ANONYMOUS else town.rng.choice(TEXTS["reporters"]),
                phone="" if mode == Mode.ANONYMOUS else "0812-0000-1000",
            )
            case = actions.receive(report=report, by=Viewer.anonymous()).complaint
            if number == 0:
                accused = _viewer_of_role("peer").person_id
                actions.classify(complaint=case, category=category, accused_person_id=accused, by=town.officer)
                actions.redact(complaint=case, text=TEXTS["summary"], by=town.officer)
                actions.assign(complaint=case, unit=town.units["Inspektur Pembantu I"], by=town.officer)
    return len(row["texts"])


def _praise(town: Town, by: Viewer) -> int:
    row = next(r for r in TEXTS["category"] if r.get("is_praise"))
    for number, text in enumerate(row["texts"]):
        with actions.as_of(at=town.moment - dt.timedelta(days=3 + 4 * number), by=by):
            report = actions.Report(
                token=actions.draw_token(), category=town.categories[row["code"]], text=text, mode=Mode.ANONYMOUS
            )
            case = actions.receive(report=report, by=Viewer.anonymous()).complaint
            person = _viewer_of_role(("employee", "employee_alive")[number % 2]).person_id
            actions.deliver_praise(complaint=case, person_id=person or 0, text=text, by=town.officer)
    return len(row["texts"])
