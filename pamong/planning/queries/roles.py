"""The role-result matrix as a leader edits it: his results, the people below him, and what each was given."""

from dataclasses import dataclass, field

from pamong.planning.models import HandedDown, WorkResult
from pamong.planning.queries.cascade import handed_of, leaders_results, receivers
from pamong.planning.rules import freeze
from pamong.platform.access.viewer import Viewer

MOST_PEOPLE, MOST_RESULTS = 40, 25


@dataclass(frozen=True)
class Helper:
    """A person who can be given a role."""

    id: int
    name: str
    post: str


@dataclass
class Roles:
    """What the page edits. ``given``: way and result in between by (result, person)."""

    results: list[WorkResult]
    people: list[Helper]
    more: int  # people below who are not on this page
    given: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)
    carried: dict[tuple[int, int], list[str]] = field(default_factory=dict)  # what a person planned, by the same places

    @property
    def seen(self) -> str:
        """A digest of what is shown: who saves something older is told."""
        return digest(self.given)


def digest(given: dict[tuple[int, int], tuple[str, str]]) -> str:
    """The digest of given roles."""
    return freeze.digest({f"{result}:{person}": list(role) for (result, person), role in sorted(given.items())})


def given_roles(rows: list[HandedDown]) -> dict[tuple[int, int], tuple[str, str]]:
    """Way and result in between by (result, person)."""
    return {(row.result_id, row.to_person_id): (row.intervention, row.intermediate) for row in rows}


def roles(viewer: Viewer) -> Roles:
    """This year's results of the persons whose duties the viewer carries, his direct reports and who was given something.

    Five statements at any size.
    """
    results = list(leaders_results(viewer)[:MOST_RESULTS])
    rows = list(handed_of([r.pk for r in results]))
    below = receivers(viewer)
    people = {a.person_id: Helper(a.person_id, a.person.name, a.position_title) for a in below[:MOST_PEOPLE]}
    more = max(0, below.count() - MOST_PEOPLE)
    for row in rows:
        people.setdefault(row.to_person_id, Helper(row.to_person_id, row.to_person.name, ""))
    carried: dict[tuple[int, int], list[str]] = {}
    planned = WorkResult.objects.filter(parent_id__in=[r.pk for r in results]).order_by("order", "pk")
    for parent_id, person_id, title in planned.values_list("parent_id", "skp__person_id", "title"):
        carried.setdefault((parent_id or 0, person_id), []).append(title)
    return Roles(results, list(people.values()), more, given_roles(rows), carried)
