from typing import TypeVar

from django.db import models

from pamong.platform.guard import GuardedQuerySet

M = TypeVar("M", bound=models.Model)


class PresentManager(models.Manager[M]):
    """Rows of the plan in force. What a revision dropped stays stored for the evidence that points to it (``ever``)."""

    def get_queryset(self) -> models.QuerySet[M]:
        return super().get_queryset().filter(dropped_on__isnull=True)


Present = PresentManager.from_queryset(GuardedQuerySet)
