"""What planning puts on the home page."""

from typing import Any

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.planning.enums import SkpState
from pamong.platform.access.viewer import Viewer
from pamong.platform.counting import Ask
from pamong.platform.ui import formatting
from pamong.platform.ui.cards import Card

# The person's own plan of today, what waits for his decision, his results that wait, and results that wait for one of his.
_FIGURES = """
WITH day AS (SELECT (now() AT TIME ZONE %(zone)s)::date AS today)
SELECT
  (SELECT s.state FROM planning_skp s, day WHERE s.person_id = %(me)s AND day.today BETWEEN s.starts AND s.ends),
  (SELECT count(*) FROM planning_skp s WHERE s.assessor_id = ANY(%(duties)s) AND s.person_id <> %(me)s AND s.state = 'submitted'),
  (SELECT count(*) FROM planning_workresult r JOIN planning_skp s ON s.id = r.skp_id, day
   WHERE s.person_id = %(me)s AND r.parent_state = 'waiting' AND r.dropped_on IS NULL AND r.kind = 'main' AND s.ends >= day.today),
  (SELECT count(*) FROM planning_workresult r JOIN planning_skp s ON s.id = r.skp_id, day
   WHERE s.assessor_id = ANY(%(duties)s) AND s.person_id <> %(me)s AND r.parent_state = 'waiting' AND r.dropped_on IS NULL
     AND r.kind = 'main'
     AND s.ends >= day.today),
  EXISTS(SELECT 1 FROM planning_cycle c, day WHERE c.agency_id = %(agency)s AND c.state = 'open'
     AND day.today BETWEEN c.starts AND c.ends)
"""
TONES = {SkpState.DRAFT: "warn", SkpState.RETURNED: "bad", SkpState.SUBMITTED: "info", SkpState.AGREED: "ok"}


def home_cards(viewer: Viewer) -> Ask[list[Card]]:
    """Own plan, plans to review, results that wait: only what concerns this viewer. One statement, none for non-staff."""
    return Ask({}, lambda _found: _cards(viewer) if viewer.is_staff else [])


def _cards(viewer: Viewer) -> list[Card]:
    with connection.cursor() as cursor:
        values: dict[str, Any] = {"me": viewer.person_id, "duties": sorted(viewer.acts_for), "zone": viewer.time_zone}
        values["agency"] = viewer.agency_id
        cursor.execute(_FIGURES, values)
        state, to_review, own_waiting, below_waiting, opened = cursor.fetchone()
    cards = [_own(state, opened)]
    if to_review:
        note = _("bawahan menunggu keputusan Anda")
        cards.append(
            Card(_("SKP untuk diperiksa"), formatting.number(to_review), note, reverse("planning:team"), "warn")
        )
    if own_waiting or below_waiting:
        note = _("%(own)s milik Anda, %(below)s milik bawahan") % {"own": own_waiting, "below": below_waiting}
        count = formatting.number(own_waiting + below_waiting)
        cards.append(Card(_("Hasil kerja menunggu kaitan"), count, note, reverse("planning:waiting"), "info"))
    return cards


def _own(state: str | None, opened: bool) -> Card:
    if state is None and not opened:
        note = _("Siklus kinerja tahun ini belum dibuka.")
        return Card(_("SKP Anda"), _("Belum ada"), note, reverse("planning:mine"), "mute")
    if state is None:
        return Card(
            _("SKP Anda"),
            _("Belum ada"),
            _("Buat sekarang; boleh disimpan sebagai draf."),
            reverse("planning:mine"),
            "bad",
        )
    return Card(_("SKP Anda"), str(SkpState(state).label), "", reverse("planning:mine"), TONES[SkpState(state)])
