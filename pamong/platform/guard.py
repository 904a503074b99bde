"""Models that matter refuse any writer but an action: every write names ``via=ACTION``."""

from collections.abc import Iterable
from typing import Any, Self, TypeVar, cast, final

from django.db import models


@final
class _Action:
    """The token that only ``actions.py`` modules import (an architecture test watches)."""


ACTION = _Action()
M = TypeVar("M", bound=models.Model)


class GuardError(TypeError):
    """A guarded model was written outside an action."""


def _check(via: _Action | None, what: str) -> None:
    if via is not ACTION:
        raise GuardError(f"{what}: guarded, write through an action (via=ACTION)")


class GuardedQuerySet(models.QuerySet[M]):
    """A queryset whose writers need ``via=ACTION``."""

    def create(self, **kwargs: Any) -> M:
        return self.add(**kwargs)

    def add(self, *, via: _Action | None = None, **kwargs: Any) -> M:
        """Make and store a row; ``create`` under a name whose keywords the type checker does not take for fields."""
        _check(via, self.model.__name__)
        row = self.model(**kwargs)
        self._for_write = True
        row.save(force_insert=True, using=self.db, via=via)  # type: ignore[call-arg]  # GuardedModel.save takes via
        return row

    def update(self, *, via: _Action | None = None, **kwargs: Any) -> int:
        _check(via, self.model.__name__)
        return super().update(**kwargs)

    def delete(self, *, via: _Action | None = None) -> tuple[int, dict[str, int]]:
        _check(via, self.model.__name__)
        return super().delete()

    def bulk_create(self, objs: Iterable[M], *args: Any, via: _Action | None = None, **kwargs: Any) -> list[M]:
        _check(via, self.model.__name__)
        return super().bulk_create(objs, *args, **kwargs)

    def bulk_update(
        self, objs: Iterable[M], fields: Iterable[str], *args: Any, via: _Action | None = None, **kwargs: Any
    ) -> int:
        _check(via, self.model.__name__)
        rows = list(objs)
        if not rows:
            return 0
        plain: models.QuerySet[M] = models.QuerySet(self.model, using=self.db)
        return plain.bulk_update(rows, fields, *args, **kwargs)

    def get_or_create(self, *args: Any, **kwargs: Any) -> tuple[M, bool]:
        raise GuardError(f"{self.model.__name__}: use get and create(via=ACTION)")

    def update_or_create(self, *args: Any, **kwargs: Any) -> tuple[M, bool]:
        raise GuardError(f"{self.model.__name__}: use get and save(via=ACTION)")


class GuardedModel(models.Model):
    """Base of plans, ratings, evidence and other rows that decide something about a person."""

    objects = GuardedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, via: _Action | None = None, **kwargs: Any) -> None:
        _check(via, type(self).__name__)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, via: _Action | None = None, **kwargs: Any) -> tuple[int, dict[str, int]]:
        _check(via, type(self).__name__)
        return super().delete(*args, **kwargs)

    def again(self) -> Self:
        """The same row, freshly read and locked for this transaction."""
        return cast(Self, type(self)._default_manager.select_for_update().get(pk=self.pk))
