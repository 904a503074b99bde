"""What happens to units, carried into the cases in the same transaction."""

from django.utils.translation import gettext as _

from pamong.people.events import OpenMatter, OpenMattersAsked, UnitMerged
from pamong.platform.events import listen
from pamong.voice.complaints import actions, queries


@listen(OpenMattersAsked)
def open_matters(event: OpenMattersAsked) -> None:
    """Open cases keep a unit from being closed without a successor, and so do rules that would send cases there."""
    cases, rules = queries.carried_by(event.unit_ids)
    if cases:
        event.found.append(OpenMatter("complaints.open", _("%(n)s pengaduan terbuka") % {"n": cases}, cases))
    if rules:
        event.found.append(OpenMatter("complaints.rules", _("%(n)s aturan penerusan pengaduan") % {"n": rules}, rules))


@listen(UnitMerged)
def unit_merged(event: UnitMerged) -> None:
    """Open cases and the rules of routing go on at the unit that takes over."""
    actions.follow_merger(unit_id=event.unit_id, into_id=event.into_id, by=event.by)
