"""Which programme and budget line the results of a plan serve (RPJMD/Renstra), and what may be chosen."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pamong.planning.models import Skp, WorkResult
from pamong.planning.queries.skps import relations
from pamong.platform.access import scope
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.programmes import queries as programmes
from pamong.programmes.enums import NodeKind

_FIELDS = (
    "pk",
    "programme_id",
    "programme__kind",
    "programme__code",
    "programme__name",
    "budget_line_id",
    "budget_line__code",
    "budget_line__name",
)


@dataclass(frozen=True)
class Served:
    """The link of one work result; ``kind`` is the level of the node."""

    result_id: int
    node_id: int | None
    kind: str
    code: str
    name: str
    line_id: int | None
    line_code: str
    line_name: str

    @property
    def kind_label(self) -> str:
        return str(NodeKind(self.kind).label) if self.kind else ""

    @property
    def text(self) -> str:
        """As documents write it."""
        parts = [f"{self.kind_label} {self.code} {self.name}"] if self.node_id else []
        return " · ".join(parts + ([f"{self.line_code} {self.line_name}"] if self.line_id else []))


@dataclass(frozen=True)
class Link:
    """What a result serves, by ids; without node there is no line."""

    node_id: int | None = None
    line_id: int | None = None


@dataclass(frozen=True)
class Offered:
    """What results of a plan may serve, and what they serve now: as a workbook writes it and reads it back."""

    nodes: dict[int, str]
    lines: dict[int, str]
    present: dict[int, Link]  # by result id


def offered(skp: Skp) -> Offered:
    """The texts of everything a workbook of this plan may name; what is linked stays known though no longer offered."""
    nodes = {int(pk): text.strip() for pk, text in node_choices(skp)}
    lines = {int(pk): text for pk, text in line_choices(skp)}
    present = served([skp.pk])
    for one in present.values():
        nodes.setdefault(one.node_id or 0, f"{one.code} {one.name}")
        if one.line_id:
            lines.setdefault(one.line_id, f"{one.line_code} {one.line_name}")
    return Offered(nodes, lines, {pk: Link(one.node_id, one.line_id) for pk, one in present.items()})


def links_again(source: Skp, skp: Skp) -> dict[int, Link]:
    """What the results of an earlier plan serve, as the new plan's year offers it: the same node or line, else the one of the
    same text; by id of the earlier result, only where the node is found.
    """
    before, now = offered(source), offered(skp)
    same_node, same_line = ({text: pk for pk, text in reversed(found.items())} for found in (now.nodes, now.lines))
    found = {}
    for pk, link in before.present.items():
        node = link.node_id if link.node_id in now.nodes else same_node.get(before.nodes.get(link.node_id or 0, ""))
        line = link.line_id if link.line_id in now.lines else same_line.get(before.lines.get(link.line_id or 0, ""))
        if node:
            found[pk] = Link(node, line)
    return found


def served(skp_ids: Iterable[int]) -> dict[int, Served]:
    """What the results of these plans serve, by result id, only where something is named; one statement."""
    found = WorkResult.objects.filter(skp_id__in=list(skp_ids), programme__isnull=False)
    return {row[0]: _served(row) for row in found.values_list(*_FIELDS)}


def _served(row: tuple[Any, ...]) -> Served:
    result_id, node_id, kind, code, name, line_id, line_code, line_name = row
    return Served(result_id, node_id, kind, code, name, line_id, line_code or "", line_name or "")


@dataclass(frozen=True)
class LinkFacts:
    """What the form of a result needs: choices, and the link as it stands."""

    nodes: list[tuple[str, str]]
    lines: list[tuple[str, str]]
    present: dict[str, int | None]

    @property
    def initial(self) -> dict[str, int | str]:
        return {"programme": self.present["node_id"] or "", "budget_line": self.present["line_id"] or ""}


NO_LINK = LinkFacts([], [], {"node_id": None, "line_id": None})


def link_facts(skp: Skp, result_id: int | None) -> LinkFacts:
    """Choices and present link of a result (None: a new one); one statement where the agency has no plan, else up to three."""
    nodes = node_choices(skp)
    if not nodes:
        return NO_LINK
    row = (
        WorkResult.objects.filter(pk=result_id).values_list("programme_id", "budget_line_id").first()
        if result_id
        else None
    )
    node_id, line_id = row or (None, None)
    return LinkFacts(nodes, line_choices(skp), {"node_id": node_id, "line_id": line_id})


def result_to_link(viewer: Viewer, result_id: int) -> WorkResult:
    """A result whose link the viewer may name, with its plan and cycle; raises NotVisible."""
    allowed = Skp.objects.filter(scope(viewer, "result.link", relations(viewer), agency="cycle__agency_id")).values(
        "pk"
    )
    found = WorkResult.objects.filter(pk=result_id, skp__in=allowed).select_related("skp__cycle").first()
    if found is None:
        raise NotVisible
    return found


def node_choices(skp: Skp) -> list[tuple[str, str]]:
    """The nodes a result of this plan may serve."""
    return [(str(c.id), c.label) for c in programmes.node_choices(skp.cycle.agency_id, skp.cycle.year)]


def line_choices(skp: Skp) -> list[tuple[str, str]]:
    """The budget lines a result of this plan may name."""
    return [(str(pk), text) for pk, text in programmes.budget_choices(skp.cycle.agency_id, skp.cycle.year)]
