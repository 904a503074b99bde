"""Reads of notices: each person reads his own."""

from django.db.models import Q, QuerySet

from pamong.platform.access import scope
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.notifications.models import Notification


def notices(viewer: Viewer, *, unread: bool = False) -> QuerySet[Notification]:
    """The viewer's notices, newest first."""
    mine = {Who.SELF: Q(person_id=viewer.person_id)}
    found = Notification.objects.filter(scope(viewer, "notification.view", mine))
    return found.filter(read_at__isnull=True) if unread else found


def notice_for(viewer: Viewer, pk: int) -> Notification:
    """One notice of the viewer; raises NotVisible."""
    found = notices(viewer).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found
