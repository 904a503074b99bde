"""Perjanjian kinerja: those a viewer may read, what one says (drawn from the Renstra, then frozen), and its check."""

import datetime as dt
import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import qrcode
from django.db.models import Q, QuerySet
from django.utils.translation import override
from qrcode.image.svg import SvgPathImage

from pamong.people import queries as people
from pamong.people.models import Agency
from pamong.platform.access import scope
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.ui import formatting
from pamong.programmes.enums import NodeKind
from pamong.programmes.models import Agreement, Node
from pamong.programmes.queries.figures import Figure, Money, figures, money
from pamong.programmes.queries.plans import agency_plan, headed, relations
from pamong.rulebook import codes

LEADER_TITLE = "Kepala Daerah"


def agreements(viewer: Viewer, policy: str = "agreement.view") -> QuerySet[Agreement]:
    """Agreements on which the viewer holds ``policy``, newest year and version first."""
    found = Agreement.objects.filter(scope(viewer, policy, relations(viewer)))
    return found.select_related("agency", "head").order_by("-year", "agency__name", "-number")


def agreement_for(viewer: Viewer, policy: str, pk: int) -> Agreement:
    """One agreement on which the viewer holds ``policy``; raises NotVisible."""
    found = agreements(viewer, policy).select_related("pdf").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def agencies_to_promise(viewer: Viewer) -> QuerySet[Agency]:
    """Agencies whose agreement the viewer may draw up."""
    above = {Who.ABOVE: Q(pk__in=headed(viewer))}
    return Agency.objects.filter(scope(viewer, "agreement.prepare", above, agency="pk")).order_by("name")


def rights_on(viewer: Viewer, row: Agreement) -> frozenset[str]:
    """Which of prepare, sign and countersign the viewer holds on an agreement (three statements)."""
    policies = ("agreement.prepare", "agreement.sign", "agreement.countersign")
    return frozenset(p for p in policies if agreements(viewer, p).filter(pk=row.pk).exists())


def drawn(agency_id: int, year: int) -> dict[str, Any]:
    """What an agreement of the year would say now: outcomes of the Renstra with targets, programmes with their money."""
    plan = agency_plan(agency_id, year)
    if plan is None:
        return {"plan": "", "outcomes": [], "programmes": []}
    nodes = list(Node.objects.filter(plan=plan, kind__in=[NodeKind.OUTCOME, NodeKind.PROGRAMME]).order_by("code", "pk"))
    every = list(Node.objects.filter(plan=plan).values_list("pk", "parent_id"))
    measured, spent = figures([n.pk for n in nodes], year), money([pk for pk, _parent in every], year)
    with override("id"):
        return {
            "plan": plan.title,
            "outcomes": [
                {"id": n.pk, "code": n.code, "name": n.name, "measures": [_measure(f) for f in measured[n.pk]]}
                for n in nodes
                if n.kind == NodeKind.OUTCOME
            ],
            "programmes": [
                {"id": n.pk, "code": n.code, "name": n.name, "ceiling": str(_ceiling(n.pk, every, spent))}
                for n in nodes
                if n.kind == NodeKind.PROGRAMME
            ],
        }


def _measure(f: Figure) -> dict[str, str]:
    target = "" if f.target is None else f"{formatting.number(f.target)} {f.unit}".strip()
    return {"text": f.text, "target": target, "kind": f.kind_label}


def _ceiling(pk: int, every: Sequence[tuple[int, int | None]], spent: Mapping[int, Money]) -> Decimal:
    """The money of a programme and of everything below it."""
    below, more = {pk}, True
    while more:
        found = {child for child, parent in every if parent in below} | below
        more, below = found != below, found
    return sum((spent[one].ceiling for one in below if one in spent), start=Decimal(0))


def content_hash(content: Mapping[str, Any]) -> str:
    """SHA-256 of the content in one canonical form."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def frozen(row: Agreement, head_id: int, on: dt.date) -> dict[str, Any]:
    """What the head signs: the content of the moment with his name and post."""
    return {**drawn(row.agency_id, row.year), "head": people.snapshots(head_id, on=on)[head_id]}


def differs(row: Agreement) -> bool:
    """Whether the Renstra says something else today than the signed content does."""
    signed = {key: value for key, value in (row.content or {}).items() if key != "head"}
    return signed != drawn(row.agency_id, row.year)


def document(row: Agreement, *, code: str = "", url: str = "") -> dict[str, Any]:
    """The printed form: as frozen once signed, else as the Renstra says now, marked as a draft."""
    with override("id"):
        said = row.content or {**drawn(row.agency_id, row.year), "head": None}
        return {
            "agency": row.agency.name,
            "region": row.agency.region,
            "year": str(row.year),
            "number": str(row.number),
            "state": "" if row.leader_signed_at else "BELUM BERLAKU",
            "plan": said["plan"],
            "outcomes": said["outcomes"],
            "programmes": [{**p, "ceiling": formatting.rupiah(Decimal(p["ceiling"]))} for p in said["programmes"]],
            "total": formatting.rupiah(sum((Decimal(p["ceiling"]) for p in said["programmes"]), start=Decimal(0))),
            "head": {**said["head"], "nip": formatting.nip(said["head"]["nip"])} if said["head"] else None,
            "head_at": formatting.moment(row.head_signed_at) if row.head_signed_at else "",
            "leader": row.leader_name,
            "leader_title": LEADER_TITLE,
            "leader_at": formatting.moment(row.leader_signed_at) if row.leader_signed_at else "",
            "code": code,
            "url": url,
            "qr": _qr(url) if url else "",
        }


def _qr(url: str) -> str:
    image = qrcode.make(url, image_factory=SvgPathImage, border=1)
    kept = io.BytesIO()
    image.save(kept)
    return kept.getvalue().decode()


@dataclass(frozen=True)
class GenuineAgreement:
    """What the public page says of a signed agreement."""

    agency: str
    year: int
    number: int
    signed_at: dt.datetime | None
    sha256: str
    code: str
    in_force: bool


def verified_agreement(typed: str) -> GenuineAgreement | None:
    """The agreement of a check code as typed, or None."""
    row = Agreement.objects.filter(check_code=codes.normalised(typed) or "-").select_related("agency").first()
    if row is None:
        return None
    code = codes.grouped(row.check_code or "")
    in_force = row.state == "agreed"
    return GenuineAgreement(row.agency.name, row.year, row.number, row.leader_signed_at, row.sha256, code, in_force)
