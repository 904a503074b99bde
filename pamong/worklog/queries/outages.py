"""The log of outages, and for whom a viewer may enter one."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from pamong.people.models import Agency
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.worklog.models import Outage


def outages(viewer: Viewer) -> QuerySet[Outage]:
    """Outages of everywhere and of the viewer's agency, newest first; clerks of the region and the machine see all."""
    found = Outage.objects.select_related("agency").order_by("-starts_at", "-pk")
    if _everywhere(viewer):
        return found
    mine = {viewer.agency_id} | (viewer.agencies_for(Who.AGENCY_ADMIN) or set())
    return found.filter(Q(agency__isnull=True) | Q(agency_id__in=[pk for pk in mine if pk]))


def outage_agencies(viewer: Viewer) -> list[tuple[str, str]]:
    """The choices of the form: everywhere (for the region's clerk and the machine's keeper), and the viewer's agencies."""
    if _everywhere(viewer):
        every = Agency.objects.order_by("name").values_list("pk", "name")
        return [("", _("Seluruh daerah")), *((str(pk), name) for pk, name in every)]
    mine = (viewer.agencies_for(Who.AGENCY_ADMIN) or frozenset()) | (viewer.agencies_for(Who.PERSONNEL) or frozenset())
    return [
        (str(pk), name) for pk, name in Agency.objects.filter(pk__in=mine).order_by("name").values_list("pk", "name")
    ]


def _everywhere(viewer: Viewer) -> bool:
    return viewer.has_role(Who.SYSADMIN) or viewer.agencies_for(Who.PERSONNEL) is None
