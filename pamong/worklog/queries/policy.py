"""Which agencies' rules of daily entries a viewer keeps, and the rules so far."""

from django.db.models import QuerySet

from pamong.people.models import Agency
from pamong.platform.access import scope
from pamong.platform.access.viewer import Viewer
from pamong.worklog.models import EntryPolicy


def policy_agencies(viewer: Viewer) -> QuerySet[Agency]:
    """Agencies for which the viewer may set how daily entries are taken, by name."""
    return Agency.objects.filter(scope(viewer, "entrypolicy.change", {}, agency="pk")).order_by("name")


def policies(viewer: Viewer) -> QuerySet[EntryPolicy]:
    """Rules set so far for those agencies, newest first; without one the defaults of the rule hold."""
    found = EntryPolicy.objects.filter(scope(viewer, "entrypolicy.change", {}, agency="agency_id"))
    return found.select_related("agency").order_by("-valid_from", "agency__name")
