from typing import Any, TypeVar

from django.db import models

from pamong.platform.guard import GuardedQuerySet

M = TypeVar("M", bound=models.Model)


class Present(models.Manager.from_queryset(GuardedQuerySet)):  # type: ignore[misc]  # a class made at run time
    """Rows of the plan in force. What a revision dropped stays stored for the evidence that points to it (``ever``)."""

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(dropped_on__isnull=True)
