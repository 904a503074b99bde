"""From the permission table to a filter: the one door that page, export, API and search share."""

from collections.abc import Mapping

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Q

from pamong.platform.access.table import TABLE
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who

NOTHING = Q(pk__in=())
EVERYTHING = Q()


def scope(viewer: Viewer, policy: str, relations: Mapping[Who, Q], agency: str = "agency_id") -> Q:
    """The records on which ``viewer`` holds ``policy``, as a Q for one queryset.

    ``relations`` gives the filter of each relation the table names for this policy; a missing one is a programming
    error. ``agency`` is the lookup that leads from the record to its agency, for roles limited to an agency.
    """
    result = NOTHING
    for who in TABLE[policy].who:
        if who is Who.PUBLIC or (who is Who.STAFF and viewer.is_staff):
            return EVERYTHING
        if who.is_role:
            agencies = viewer.agencies_for(who)
            if agencies is None:
                return EVERYTHING
            if agencies:
                result |= Q(**{f"{agency}__in": sorted(agencies)})
        elif who is not Who.STAFF and viewer.is_staff:
            if who not in relations:
                raise ImproperlyConfigured(f"{policy}: no filter for the relation {who}")
            result |= relations[who]
    return result


def may(viewer: Viewer, policy: str) -> bool:
    """Whether the viewer could hold this right on some record: the gate's first question, no database."""
    for who in TABLE[policy].who:
        if who in (Who.PUBLIC, Who.RECEIPT):  # whether the receipt is the right one, the page itself asks
            return True
        if who.is_role:
            if viewer.has_role(who):
                return True
        elif viewer.is_staff:
            return True
    return False
