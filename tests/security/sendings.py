"""For unsafe routes an honest form: who sends it, to which record, and what must have happened before.

Each function runs inside a transaction that is rolled back; it may prepare the record through the actions. A route that
has none here is tried with the form its own page shows, by the first person who may send it.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from pamong.appraisal import actions as appraisal
from pamong.appraisal.models import Evaluation
from pamong.people.actions import accounts, imports
from pamong.people.actions.import_write import Defaults
from pamong.planning import actions as planning
from pamong.planning.models import Skp
from pamong.platform.guard import ACTION
from pamong.worklog.models import Entry
from pamong.worklog.web.forms import OTHER_DUTIES
from tests.appraisal.builder import REASON, past_deadline
from tests.people.signing import code
from tests.rights.oracle import EVERYONE
from tests.rights.records import WORKBOOK, Records
from tests.rights.test_matrix import RECORDS, expected, fields
from tests.security import pages
from tests.security.support import ROUTES
from tests.worklog import builder
from tests.world import PASSWORD

NEW_PASSWORD = "gunung-salju-biru-42"  # of the test world only
TALK = "Berkas akta selesai sebelum waktunya dan rapi."


@dataclass
class Sending:
    """The body, and the arguments of the address."""

    body: dict[str, Any] = field(default_factory=dict)
    address: dict[str, Any] | None = None


Maker = Callable[[Records], Sending]
SENDERS: dict[str, tuple[str | None, Maker]] = {}


def sends(who: str | None, *names: str) -> Callable[[Maker], Maker]:
    """Register who sends the form of these routes."""

    def keep(maker: Maker) -> Maker:
        SENDERS.update(dict.fromkeys(names, (who, maker)))
        return maker

    return keep


def address(name: str, records: Records, given: dict[str, Any] | None = None) -> str:
    """The address of a route for the usual record, or for the one given."""
    if given is None:
        given = RECORDS[name][0](records) if name in RECORDS else {}
    return reverse(name, kwargs=given)


def prepared(name: str, records: Records) -> tuple[str | None, str, dict[str, Any]]:
    """Who sends, where to, and what; prepares the record in the present transaction."""
    if name not in SENDERS:
        return shown(name, records)
    who, make = SENDERS[name]
    sending = make(records)
    return who, address(name, records, sending.address), sending.body


def sender(name: str) -> str | None:
    """Who sends this form: the person named here, else the first whom the table lets in."""
    if name in SENDERS:
        return SENDERS[name][0]
    allowed = expected(name, "POST")
    return next(who for who in EVERYONE if who in allowed)


def shown(name: str, records: Records) -> tuple[str | None, str, dict[str, Any]]:
    """The form as the page of this address shows it, untouched; without a page an empty one."""
    who, url = sender(name), address(name, records)
    body = fields(name, "POST", records)
    if "GET" in ROUTES[name]["methods"]:
        found = pages.forms(records.clients[who].get(url).content.decode(errors="replace"))
        body |= next((form.filled() for form in found if form.action in ("", url)), {})
    return who, url, body


def on_page(records: Records, who: str | None, page: str, **changed: Any) -> dict[str, Any]:
    """The form of a page of its own, as a browser would send it untouched, but for what is changed."""
    client = records.clients[who]
    found = pages.forms(client.get(page).content.decode())
    own = [form for form in found if form.action in ("", page)]
    return own[0].filled(**changed)


def draft(records: Records) -> None:
    """The employee's plan is a draft again."""
    planning.withdraw(skp_id=records.skp.pk, by=records.world.viewer("employee"))


def evaluation(records: Records, state: str = "open", number: int = 2) -> Evaluation:
    """An evaluation of the second quarter (or another one), at the stage asked for."""
    world = records.world
    cycle_id = records.evaluation.skp.cycle_id
    appraisal.open_period(cycle_id=cycle_id, kind="quarter", number=number, by=world.viewer("admin"))
    row = Evaluation.objects.get(skp=records.evaluation.skp, kind="quarter", period_no=number)
    if state == "rated":
        chosen = appraisal.Chosen("sesuai", "sesuai", REASON, REASON)
        row = appraisal.rate(pk=row.pk, version=row.version, chosen=chosen, by=world.viewer("superior"))
    return row


@sends("employee", "notifications:read_all", "notifications:open", "planning:withdraw", "worklog:withdraw")
@sends("superior", "planning:take_back")
@sends("admin", "planning:include", "people:account_close")
@sends("personnel", "people:role_revoke")
def nothing(records: Records) -> Sending:
    return Sending()


@sends("employee", "planning:result_delete", "planning:indicator_delete", "planning:submit")
def of_a_draft(records: Records) -> Sending:
    draft(records)
    return Sending()


@sends("acting", "planning:create")
def create(records: Records) -> Sending:
    return Sending({"approach": "quantitative"})


@sends("superior", "planning:hand_down_to")
def hand_down(records: Records) -> Sending:
    return Sending({"to": [str(records.world.peer.pk)], "intervention": "direct", "note": "Mohon disusun"})


@sends("employee", "planning:link")
def link(records: Records) -> Sending:
    return Sending({"parent": records.leaders_result.pk})


@sends("admin", "planning:cycle_open")
def cycle_open(records: Records) -> Sending:
    world = records.world
    return Sending({"agency": world.a.pk, "year": world.today.year + 1, "evaluation_step": "quarter"})


@sends("admin", "planning:cycle_phases")
def cycle_phases(records: Records) -> Sending:
    body = on_page(records, "admin", address("planning:cycle_phases", records))
    late = next(name for name in body if name.startswith("ends_"))
    return Sending({**body, late: [(dt.date.fromisoformat(body[late][0]) - dt.timedelta(days=1)).isoformat()]})


@sends("admin", "planning:exclude")
def exclude(records: Records) -> Sending:
    address = {"pk": records.cycle.pk, "person_id": records.world.acting.pk}
    return Sending({"reason": "unpaid_leave", "note": "Cuti sampai Maret"}, address)


@sends("employee", "planning:result_new", "planning:result")
def result(records: Records) -> Sending:
    draft(records)
    day = records.skp.ends.isoformat()
    body = {"title": "Arsip akta tersusun", "kind": "main", "parent": "none", "weight": "40", "ends": day}
    return Sending({**body, "description": "Seluruh berkas tahun lalu", "starts": records.skp.starts.isoformat()})


@sends("employee", "planning:indicator_new", "planning:indicator")
def indicator(records: Records) -> Sending:
    draft(records)
    words = {"text": "Jumlah berkas tersusun", "unit": "berkas", "evidence_source": "Register"}
    return Sending({**words, "aspect": "quantity", "target": "100", "target_max": "", "direction": "more"})


@sends("superior", "planning:expectations")
def expectations(records: Records) -> Sending:
    page = address("planning:expectations", records)
    return Sending(on_page(records, "superior", page, all_values="Ramah kepada semua", value_service="Sigap"))


@sends("superior", "planning:review")
def review(records: Records) -> Sending:
    page = address("planning:review", records)
    return Sending(on_page(records, "superior", page, decision="agree", note="Lanjutkan"))


@sends("employee", "planning:note", "people:report_wrong", "feedback:answer")
def talk(records: Records) -> Sending:
    return Sending({"text": TALK})


@sends(None, "sites:language")
def language(records: Records) -> Sending:
    return Sending({"language": "en", "next": "/publik/verifikasi/"})


@sends("peer", "people:account_setup")
def setup(records: Records) -> Sending:
    Authenticator.objects.filter(user=records.world.users["peer"]).delete()
    page = reverse("people:account_setup")
    text = records.clients["peer"].get(page).content.decode()
    secret = next(w for w in text.replace("<", " ").replace(">", " ").split() if len(w) == 32 and w.isupper())
    return Sending({"code": code(secret)})


@sends(None, "people:activate")
def activate(records: Records) -> Sending:
    world = records.world
    issued = accounts.issue_codes(person_ids=[world.peer.pk], by=world.viewer("admin"))[0]
    return Sending({"nip": issued.nip, "code": issued.code, "password": NEW_PASSWORD, "again": NEW_PASSWORD})


@sends("employee", "people:password")
def password(records: Records) -> Sending:
    return Sending({"present": PASSWORD, "password": NEW_PASSWORD, "again": NEW_PASSWORD})


@sends("employee", "people:recovery", "people:replace_factor")
def confirmed(records: Records) -> Sending:
    return Sending({"present": PASSWORD, "code": code()})


@sends("admin", "people:issue_codes")
def issue_codes(records: Records) -> Sending:
    return Sending({"people": [str(records.world.peer.pk), str(records.world.employee.pk)]})


@sends("admin", "people:release_factor", "people:work_close")
def with_reason(records: Records) -> Sending:
    return Sending({"reason": "Ponsel hilang, sudah dicek di loket"})


@sends("admin", "people:account_reopen")
def reopen(records: Records) -> Sending:
    accounts.close_account(person_id=records.world.employee.pk, by=records.world.viewer("admin"))
    return Sending()


@sends("personnel", "people:role_grant")
def role_grant(records: Records) -> Sending:
    return Sending({"role": "assessment_team", "agency": str(records.world.a.pk)})


@sends("admin", "people:acting_end")
def acting_end(records: Records) -> Sending:
    return Sending({"last_day": records.world.today.isoformat()})


@sends("admin", "people:import")
def upload(records: Records) -> Sending:
    return Sending({"file": SimpleUploadedFile("pegawai baru.csv", WORKBOOK.replace(b"Arsiparis", b"Analis"))})


@sends("admin", "people:import_check")
def import_check(records: Records) -> Sending:
    page = reverse("people:import_run", kwargs={"pk": records.run.pk})
    found = pages.forms(records.clients["admin"].get(page).content.decode())
    target = address("people:import_check", records)
    return Sending(next(form for form in found if form.action == target).filled())


@sends("admin", "people:import_apply")
def import_apply(records: Records) -> Sending:
    world, by = records.world, records.world.viewer("admin")
    line = f"{world.peer.nip};Teguh;{world.office.name};Arsiparis Utama\n"
    run = imports.upload(content=b"NIP;Nama;Unit Kerja;Jabatan\n" + line.encode(), file_name="baru.csv", by=by)
    defaults = Defaults("Kota", "Asia/Jakarta")
    run = imports.start_check(run=run, columns=run.columns, answers={}, defaults=defaults, by=by)
    imports.check(run=run, by=by)
    return Sending(address={"pk": run.pk})


def checked(records: Records) -> None:
    """The import of the records went through its check; its only row was refused."""
    by, run = records.world.viewer("admin"), records.run
    defaults = Defaults("Kota", "Asia/Jakarta")
    imports.check(run=imports.start_check(run=run, columns=run.columns, answers={}, defaults=defaults, by=by), by=by)


@sends("head", "programmes:upload_new")
def plan_workbook(records: Records) -> Sending:
    content = b"Tingkat;Kode;Nama\nTujuan;9;Arsip tertata\n"
    return Sending({"file": SimpleUploadedFile("rencana baru.csv", content)})


@sends("admin", "people:work_item")
def work_item(records: Records) -> Sending:
    return Sending({"person": str(records.world.head.pk)})


@sends("superior", "feedback:give")
def give(records: Records) -> Sending:
    about = {"source": f"worklog.entry:{records.entry.pk}", "source_label": "Akta", "next": "/harian/papan/"}
    return Sending({"person": records.world.employee.pk, "kind": "advice", "text": TALK, **about})


@sends("admin", "appraisal:open")
def open_period(records: Records) -> Sending:
    return Sending({"period": records.period})


@sends("admin", "appraisal:set_achievement")
def set_achievement(records: Records) -> Sending:
    return Sending({"period": records.period, "achievement": "Baik", "basis": "Berita acara 800/1"})


@sends("employee", "appraisal:assess_self")
def assess_self(records: Records) -> Sending:
    row = evaluation(records)
    where = {"pk": row.pk}
    page = reverse("appraisal:assess_self", kwargs=where)
    return Sending(on_page(records, "employee", page, text="Sebagian besar tercapai"), where)


@sends("superior", "appraisal:rate")
def rate(records: Records) -> Sending:
    row = evaluation(records)
    ratings = {"results_rating": "di_atas", "conduct_rating": "sesuai"}
    reasons = {"results_reason": REASON, "conduct_reason": REASON}
    return Sending({"version": row.version, **ratings, **reasons}, {"pk": row.pk})


@sends("employee", "appraisal:acknowledge")
def acknowledge(records: Records) -> Sending:
    row = evaluation(records, "rated")
    return Sending({"version": row.version, "answer": "Saya terima"}, {"pk": row.pk})


@sends("head", "appraisal:set")
def set_unsigned(records: Records) -> Sending:
    row = evaluation(records, "rated")
    past_deadline(row)
    return Sending({"version": row.version, "reason": REASON}, {"pk": row.pk})


@sends("employee", "appraisal:finalise")
def finalise(records: Records) -> Sending:
    row = evaluation(records, "rated")
    row.state, row.acknowledged_at, row.read_at = "acknowledged", row.rated_at, row.rated_at
    row.save(via=ACTION, update_fields=["state", "acknowledged_at", "read_at"])
    return Sending(address={"pk": row.pk})


@sends(None, "appraisal:verify")
def verify(records: Records) -> Sending:
    return Sending({"file": SimpleUploadedFile("penilaian.pdf", b"%PDF-1.7 palsu")})


@sends("employee", "worklog:day")
def day(records: Records) -> Sending:
    more = {"quantity": "3", "unit_label": "berkas", "proof": [builder.photo("loket.jpg")]}
    return Sending(builder.form(records.world, "13:00", "14:00", **more))


@sends("employee", "worklog:change")
def change(records: Records) -> Sending:
    body = builder.form(records.world, "08:00", "09:30", text="Memeriksa berkas akta lahir", quantity="2")
    return Sending({**body, "unit_label": "berkas", "version": records.entry.version})


@sends("employee", "worklog:carry")
def carry(records: Records) -> Sending:
    """The plan ended before the day of the entry: a decree came late."""
    ended = records.entry.day - dt.timedelta(days=1)
    Skp.objects.filter(pk=records.skp.pk).update(via=ACTION, ends=ended)
    Entry.objects.filter(pk=records.entry.pk).update(via=ACTION, result_id=records.result.pk)
    return Sending({"picks": [f"{records.entry.pk}:{records.entry.version}"], "target": OTHER_DUTIES})


@sends("superior", "worklog:decide")
def decide(records: Records) -> Sending:
    pick = f"{records.entry.pk}:{records.entry.version}"
    return Sending({"picks": [pick], "decision": "return", "note": "Tulis jumlah berkasnya"})


@sends("admin", "worklog:policy")
def policy(records: Records) -> Sending:
    start = (records.world.today + dt.timedelta(days=1)).isoformat()
    body = {"agency": str(records.world.a.pk), "valid_from": start, "days_back": "5", "day_starts": "08:00"}
    return Sending({**body, "reason_after": "2", "closing": "15:00", "ask": "Admin kepegawaian"})


@sends(None, "open311:requests")
def program(records: Records) -> Sending:
    report = {"service_code": "lampu-jalan", "lat": "-7.3", "long": "110.5", "description": "Lampu mati"}
    return Sending({"api_key": records.voice.program_key, **report, "attribute[sejak]": "lama"})


from tests.security import sendings_people  # noqa: E402, F401  # registers the rest
