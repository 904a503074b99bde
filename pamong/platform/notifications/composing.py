"""What a message says: that something happened and where to read it. The content itself stays behind the sign-in."""

import hashlib
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pamong.platform.notifications import letters
from pamong.platform.notifications.channels import Outgoing
from pamong.platform.notifications.kinds import kind_of
from pamong.platform.notifications.models import Delivery, Notification
from pamong.platform.notifications.rules import digest as rules
from pamong.platform.ui import formatting


def effect_of(delivery: Delivery) -> str:
    """The same for every try of this delivery, and for no other."""
    name = f"{delivery.event}\n{delivery.person_id}\n{delivery.channel}"
    return "pamong-" + hashlib.sha256(name.encode()).hexdigest()[:32]


def single(delivery: Delivery, notice: Notification, to: str) -> Outgoing:
    """One event: its kind and its address."""
    title = str(kind_of(notice.kind).title)
    effect = effect_of(delivery)
    if delivery.channel == "push":
        return Outgoing(effect, "", to, "", _("Ada kabar di Pamong"))
    if delivery.channel == "email":
        body = _("Ada pemberitahuan baru untuk Anda di Pamong. Masuk untuk membacanya: %(link)s")
        name = f"pemberitahuan-{notice.pk}.eml"
        return Outgoing(effect, name, to, title, body % {"link": _link(notice.url)})
    body = _("Pamong: %(title)s. Masuk untuk membacanya: %(link)s")
    text = body % {"title": title, "link": _link(notice.url)}
    return Outgoing(effect, f"{delivery.channel}-{effect[7:19]}.eml", to, delivery.get_channel_display(), text)


def direct(delivery: Delivery) -> Outgoing:
    """A message to somebody without account: as its area wrote it. An answer by e-mail reaches the complaints address."""
    effect = effect_of(delivery)
    subject = _("Kabar dari pemerintah daerah")
    file = f"{delivery.channel}-{effect[7:19]}.eml"
    return Outgoing(effect, file, delivery.address, subject, delivery.body, settings.COMPLAINT_MAIL)


def written(delivery: Delivery) -> Outgoing | None:
    """A message whose area writes it only now, to somebody without account; None when it is not wanted any more."""
    letter = letters.writer_of(delivery.kind)(delivery.event)
    if letter is None:
        return None
    effect = effect_of(delivery)
    return Outgoing(effect, f"kabar-{effect[7:19]}.eml", letter.to, letter.subject, letter.text, "", letter.headers)


def digest(delivery: Delivery, notices: Sequence[Notification], to: str, zone: str) -> Outgoing:
    """All events of a person's local day in one mail."""
    local = ZoneInfo(zone)
    made = rules.build(rules.Item(str(kind_of(n.kind).title), n.url, n.created_at.astimezone(local)) for n in notices)
    day = formatting.long_date(delivery.day) if delivery.day else ""
    count = ngettext("%(count)s kabar", "%(count)s kabar", made.total) % {"count": formatting.number(made.total)}
    lines = [_("%(count)s untuk Anda pada %(day)s.") % {"count": count, "day": day}, ""]
    for matter in made.matters:
        lines += _of_matter(matter, zone)
    if made.left_out:
        lines += [_("… dan %(count)s lainnya.") % {"count": formatting.number(made.left_out)}, ""]
    lines.append(_("Semua kabar: %(link)s") % {"link": _link("/pemberitahuan/")})
    lines.append(_("Mengatur apa yang dikirim: %(link)s") % {"link": _link("/pemberitahuan/pengaturan/")})
    effect = effect_of(delivery)
    subject = _("%(count)s di Pamong, %(day)s") % {"count": count, "day": day}
    return Outgoing(effect, f"ringkasan-{delivery.day}-{effect[7:19]}.eml", to, subject, "\n".join(lines))


def _of_matter(matter: rules.Matter, zone: str) -> list[str]:
    lines = [f"{item.at:%H.%M} {_zone_word(item, zone)} · {item.title}" for item in matter.lines]
    if matter.more:
        lines.append(_("      dan %(count)s kabar lain tentang hal ini") % {"count": formatting.number(matter.more)})
    return [*lines, f"      {_link(matter.url)}", ""]


def _zone_word(item: rules.Item, zone: str) -> str:
    return {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}.get(zone, f"{item.at:%Z}")


def _link(url: str) -> str:
    return settings.PUBLIC_URL.rstrip("/") + url
