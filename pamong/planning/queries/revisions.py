"""Revisions and versions of agreed plans: which one was in force when, and what a revision changes."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pamong.planning.enums import AnnexKind, Direction, ParentState, Perspective, ResultKind, RevisionState
from pamong.planning.enums import Aspect as AspectChoices
from pamong.planning.models import Skp, SkpRevision, SkpVersion
from pamong.planning.models.skp_revision import OPEN
from pamong.planning.queries.content import Content, annexes_of, content, content_of, contents, gaps, plain_results
from pamong.planning.queries.measured import source_text
from pamong.planning.queries.skps import skp_for
from pamong.planning.rules import plain, smart
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.ui import formatting

LABELS: dict[str, Any] = {
    "kind": ResultKind,
    "perspective": Perspective,
    "aspect": AspectChoices,
    "direction": Direction,
    "parent_state": ParentState,
}
ANNEX_LABELS = {kind.value: kind.label for kind in AnnexKind}


@dataclass(frozen=True)
class Version:
    """One agreed version of a plan. ``ends`` is its last day; the version in force has ``current``."""

    number: int
    starts: dt.date
    ends: dt.date
    agreed_at: dt.datetime | None
    agreed_by: str
    content_hash: str
    reason: str
    explanation: str
    frozen: dict[str, Any]
    current: bool


def open_revision(skp_id: int) -> SkpRevision | None:
    """The revision of a plan that is under way, or None."""
    return SkpRevision.objects.filter(skp_id=skp_id, state__in=OPEN).select_related("skp").first()


def revision_for(viewer: Viewer, policy: str, skp_id: int) -> tuple[Skp, SkpRevision]:
    """A plan on which the viewer holds ``policy`` with its revision under way; raises NotVisible."""
    skp = skp_for(viewer, policy, skp_id)
    found = open_revision(skp_id)
    if found is None:
        raise NotVisible
    return skp, found


def revised(revision: SkpRevision) -> tuple[tuple[plain.Result, ...], dict[str, str]]:
    """Results and annexes as the revision wants them."""
    return plain.from_json(revision.content["results"]), dict(revision.content["annexes"])


def changes(skp: Skp, revision: SkpRevision) -> list[plain.Change]:
    """What the revision changes in the plan in force (one statement)."""
    results, annexes = revised(revision)
    return plain.diff(plain_results(content(skp.pk)), results, annexes_of(skp), annexes)


def gaps_of(skp: Skp, revision: SkpRevision) -> list[smart.Gap]:
    """What the SMART check finds in the plan as the revision wants it."""
    results, _annexes = revised(revision)
    return gaps(skp, content_of(results, {}, skp.starts))


def versions(skp: Skp) -> list[Version]:
    """All agreed versions of a plan, the one in force first (two statements)."""
    if skp.frozen is None:
        return []
    accepted = SkpRevision.objects.filter(skp_id=skp.pk, state=RevisionState.AGREED)
    reasons = {r.number: (str(r.get_reason_display()), r.explanation) for r in accepted}
    found = [
        Version(
            number=v.number,
            starts=v.starts,
            ends=v.ends,
            agreed_at=v.agreed_at,
            agreed_by=v.agreed_by.name,
            content_hash=v.content_hash,
            reason=reasons.get(v.number, ("", ""))[0],
            explanation=reasons.get(v.number, ("", ""))[1],
            frozen=v.frozen,
            current=False,
        )
        for v in SkpVersion.objects.filter(skp_id=skp.pk).select_related("agreed_by")
    ]
    signed = skp.frozen["acting"] or skp.frozen["assessor"]
    found.append(
        Version(
            number=skp.number,
            starts=skp.in_force_from or skp.starts,
            ends=skp.ends,
            agreed_at=skp.agreed_at,
            agreed_by=signed["name"],
            content_hash=skp.content_hash,
            reason=reasons.get(skp.number, ("", ""))[0],
            explanation=reasons.get(skp.number, ("", ""))[1],
            frozen=skp.frozen,
            current=True,
        )
    )
    return sorted(found, key=lambda v: -v.number)


def version_changes(older: Version, newer: Version) -> list[plain.Change]:
    """What the newer of two versions says differently."""
    old, new = older.frozen["content"], newer.frozen["content"]
    return plain.diff(
        plain.from_json(old["results"]), plain.from_json(new["results"]), old.get("annexes"), new.get("annexes")
    )


def value_label(name: str, value: str) -> str:
    """A changed value in words: choices by their label, numbers and days as people write them."""
    if not value:
        return "–"
    if name in LABELS:
        return str(LABELS[name](value).label)
    if name in ("weight", "target", "target_max"):
        return formatting.number(value)
    if name == "measure":
        return source_text(value)
    if name in ("starts", "ends"):
        return formatting.long_date(dt.date.fromisoformat(value))
    return value


def earlier_versions(skp_ids: Iterable[int]) -> dict[int, list[tuple[dt.date, dt.date, dict[str, Any]]]]:
    """By plan id the versions that are no longer in force: first day, last day, what was frozen (one statement)."""
    found: dict[int, list[tuple[dt.date, dt.date, dict[str, Any]]]] = {}
    for version in SkpVersion.objects.filter(skp_id__in=list(skp_ids)):
        found.setdefault(version.skp_id, []).append((version.starts, version.ends, version.frozen))
    return found


def contents_on(days: Mapping[int, dt.date]) -> dict[int, Content]:
    """By plan id the content in force on a day of each plan (two statements): what an evaluation of that time looks at."""
    found = contents(days)
    for skp_id, versions_ in earlier_versions(days).items():
        for first, last, frozen in versions_:
            if first <= days[skp_id] <= last:
                said = frozen["content"]
                results = plain.from_json(said["results"])
                found[skp_id] = content_of(results, said["expectations"], first)
    return found
