"""What the actions share: a row of a plan the viewer may change, locked, and the check of the version it was opened with."""

from typing import Any, TypeVar

from django.db import models

from pamong.platform.access.errors import Conflict, NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.guard import ACTION, GuardedModel
from pamong.programmes.models import Node, StrategicPlan
from pamong.programmes.queries.plans import plans

Row = TypeVar("Row", bound=GuardedModel)


def open_plan(by: Viewer, pk: int) -> StrategicPlan:
    """A plan the viewer may change, locked until the end of the transaction; raises NotVisible."""
    found = StrategicPlan.objects.all() if by.is_system else plans(by, "programme.edit")
    plan = found.filter(pk=pk).select_for_update(of=("self",), no_key=True).first()
    if plan is None:
        raise NotVisible
    return plan


def open_node(by: Viewer, pk: int) -> Node:
    """A node of a plan the viewer may change, its plan locked; raises NotVisible."""
    node = Node.objects.filter(pk=pk).select_related("parent__plan").first()
    if node is None:
        raise NotVisible
    node.plan = open_plan(by, node.plan_id)
    return node


def one(found: "models.QuerySet[Row]", pk: int) -> Row:
    """The row with this id among ``found``; raises NotVisible."""
    row = found.filter(pk=pk).first()
    if row is None:
        raise NotVisible
    return row


def change(row: GuardedModel, fields: dict[str, Any], version: int | None, labels: dict[str, str]) -> list[str]:
    """Store what differs and count the version on; raises Conflict when the form was opened with an older one."""
    changed = {name: value for name, value in fields.items() if getattr(row, name) != value}
    present = row.version  # type: ignore[attr-defined]  # every model passed here has one
    if version is not None and version != present and changed:
        raise Conflict(
            mine={labels.get(name, name): str(value) for name, value in changed.items()},
            theirs={labels.get(name, name): str(getattr(row, name)) for name in changed},
        )
    if not changed:
        return []
    for name, value in changed.items():
        setattr(row, name, value)
    row.version = present + 1  # type: ignore[attr-defined]
    row.save(via=ACTION, update_fields=[*changed, "version"])
    return sorted(changed)
