"""The daily log by answering an e-mail: signed address, right sender, lines read, once."""

import datetime as dt
from email.message import EmailMessage
from pathlib import Path

import pytest

from pamong.cli.main import main
from pamong.platform.access.errors import NotAllowed
from pamong.platform.access.viewer import Viewer
from pamong.platform.notifications.models import Notification
from pamong.rulebook.errors import Refused
from pamong.worklog import actions
from pamong.worklog.models import Entry
from pamong.worklog.rules.mail import address_parts, read_answer
from tests.worklog.builder import yesterday
from tests.world import World

BY = Viewer.system("uji")
BODY = """08.00-09.30 Memeriksa berkas akta
10:00 s/d 11:00 Rapat bidang
ini bukan kegiatan

Pada Kam, 26 Nov 2026 Pamong menulis:
> 12.00-13.00 kutipan
"""


def mail(world: World, body: str = BODY, who: str = "employee", **changes: str) -> bytes:
    message = EmailMessage()
    person = world.people[who]
    message["To"] = changes.get("to") or actions.reply_address(person_id=person.pk, day=yesterday(world), by=BY)
    message["From"] = changes.get("sender") or f"{person.name} <{person.email}>"
    message["Message-ID"] = changes.get("ident", "<satu@contoh>")
    message.set_content(body)
    return bytes(message)


def test_lines_above_the_quotation_are_read() -> None:
    told, unread = read_answer(BODY)
    assert [(t.starts, t.ends, t.text) for t in told] == [
        (dt.time(8), dt.time(9, 30), "Memeriksa berkas akta"),
        (dt.time(10), dt.time(11), "Rapat bidang"),
    ]
    assert unread == ["ini bukan kegiatan"]


@pytest.mark.parametrize(
    "line", ["25.00-26.00 Rapat", "08.75-09.00 Rapat", "08.00 Rapat", "08.00-09.00 x", "rapat pagi"]
)
def test_lines_that_say_no_hours_are_named(line: str) -> None:
    assert read_answer(line) == ([], [line])


@pytest.mark.parametrize(
    "local", ["catatan", "catatan+1.20261126", "catatan+x.20261126." + "a" * 20, "c+1.20261326." + "a" * 20]
)
def test_other_addresses_are_none(local: str) -> None:
    assert address_parts(local) is None


def test_an_answer_becomes_entries_once(world: World) -> None:
    taken = actions.take_mail(raw=mail(world), by=BY)
    assert (taken.logged, taken.same, taken.refused, taken.unread) == (2, 0, 0, 1)
    assert set(Entry.objects.values_list("origin", "person_id")) == {("mail", world.employee.pk)}
    assert "2 kegiatan tercatat" in Notification.objects.get(person_id=world.employee.pk).text
    again = actions.take_mail(raw=mail(world, ident="<dua@contoh>"), by=BY)
    assert (again.logged, again.same, Entry.objects.count()) == (0, 2, 2)


def test_overlaps_are_refused_and_told(world: World) -> None:
    taken = actions.take_mail(raw=mail(world, "08.00-09.00 Rapat satu\n08.30-09.30 Rapat dua"), by=BY)
    assert (taken.logged, taken.refused) == (1, 1)


def test_forged_addresses_and_senders_are_refused(world: World) -> None:
    genuine = actions.reply_address(person_id=world.employee.pk, day=yesterday(world), by=BY)
    local, _at, domain = genuine.partition("@")
    unsigned = f"{local.rpartition('.')[0]}.{'0' * 20}@{domain}"
    forged = genuine.replace(f"+{world.employee.pk}.", f"+{world.peer.pk}.")
    for to in (forged, "catatan@pamong.localhost", unsigned):
        with pytest.raises(Refused):
            actions.take_mail(raw=mail(world, to=to), by=BY)
    with pytest.raises(Refused, match="Pengirim"):
        actions.take_mail(raw=mail(world, sender=world.peer.email), by=BY)
    with pytest.raises(Refused, match="terlalu besar"):
        actions.take_mail(raw=b"x" * 1_000_001, by=BY)
    assert not Entry.objects.exists()


def test_only_commands_take_mail_and_only_oneself_asks_for_an_address(world: World) -> None:
    with pytest.raises(NotAllowed):
        actions.take_mail(raw=mail(world), by=world.viewer("employee"))
    with pytest.raises(NotAllowed):
        actions.reply_address(person_id=world.employee.pk, day=yesterday(world), by=world.viewer("peer"))
    page = world.client("employee").get("/harian/impor/").content.decode()
    assert actions.reply_address(person_id=world.employee.pk, day=world.today, by=BY) in page


def test_the_command_reads_a_file(world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "balasan.eml"
    path.write_bytes(mail(world))
    assert main(["mail-in", str(path), "--json"]) == 0
    assert '"logged": 2' in capsys.readouterr().out
    path.write_bytes(b"From: x\n\n")
    assert main(["mail-in", str(path)]) == 65  # the mail server returns it to its sender
    assert main(["mail-in", str(tmp_path / "tidak-ada.eml")]) == 1
