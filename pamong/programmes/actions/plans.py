"""Writes of plans and of the nodes of their trees."""

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, Q
from django.utils.translation import gettext as _

from pamong.people.models import Unit
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.guard import ACTION
from pamong.programmes.actions._row import change, open_node, open_plan
from pamong.programmes.enums import PlanKind
from pamong.programmes.models import Node, StrategicPlan
from pamong.programmes.queries.plans import agencies_to_plan, may_edit_region
from pamong.programmes.rules import tree
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_


@dataclass(frozen=True)
class PlanInput:
    """What a form says of a plan."""

    title: str
    first_year: int
    last_year: int
    decree: str = ""
    vision: str = ""


@dataclass(frozen=True)
class NodeInput:
    """What a form says of a node. ``parent_id``: of the same plan, or an outcome of the RPJMD for the top of a Renstra."""

    kind: str
    code: str
    name: str
    parent_id: int | None = None
    agency_id: int | None = None
    unit_id: int | None = None


def _labels() -> dict[str, str]:
    return {
        "title": _("Judul"),
        "first_year": _("Tahun pertama"),
        "last_year": _("Tahun terakhir"),
        "decree": _("Nomor peraturan"),
        "vision": _("Visi"),
        "name": _("Nama"),
        "code": _("Kode"),
        "kind": _("Tingkat"),
        "parent_id": _("Induk"),
        "agency_id": _("Perangkat daerah"),
        "unit_id": _("Unit"),
    }


@transaction.atomic
def save_plan(
    *,
    given: PlanInput,
    by: Viewer,
    agency_id: int | None = None,
    plan_id: int | None = None,
    version: int | None = None,
) -> StrategicPlan:
    """Make the RPJMD (without agency) or the Renstra of an agency, or change one. Raises NotVisible, Refused, Conflict."""
    if given.first_year > given.last_year:
        raise Refused(N_("Tahun terakhir tidak boleh sebelum tahun pertama."), field="last_year")
    fields: dict[str, Any] = {**vars(given), "title": given.title.strip(), "vision": given.vision.strip()}
    try:
        with transaction.atomic():
            if plan_id is None:
                plan = _new_plan(agency_id, fields, by)
            else:
                plan = open_plan(by, plan_id)
                change(plan, fields, version, _labels())
    except IntegrityError as error:
        if "programmes_one_plan_at_a_time" not in str(error):
            raise
        raise Refused(
            N_("Sudah ada rencana yang mencakup sebagian tahun itu. Ubah rencana yang ada, atau pilih tahun lain."),
            field="first_year",
            code="tumpang_tindih",
        ) from error
    audit.record(by=by, verb="plan.saved", target=plan)
    return plan


def _new_plan(agency_id: int | None, fields: dict[str, Any], by: Viewer) -> StrategicPlan:
    allowed = (
        may_edit_region(by) if agency_id is None else by.is_system or agencies_to_plan(by).filter(pk=agency_id).exists()
    )
    if not allowed:
        raise NotVisible
    kind = PlanKind.RPJMD if agency_id is None else PlanKind.RENSTRA
    return StrategicPlan.objects.add(via=ACTION, kind=kind, agency_id=agency_id, **fields)


@transaction.atomic
def save_node(
    *, plan_id: int, given: NodeInput, by: Viewer, node_id: int | None = None, version: int | None = None
) -> Node:
    """Add a node, or change one of the version the form was opened with. Raises NotVisible, Refused (field), Conflict."""
    plan = open_plan(by, plan_id)
    parent = _parent(plan, given)
    tree.check_place(
        plan=plan.kind,
        kind=given.kind,
        parent=parent.kind if parent else "",
        parent_plan=parent.plan.kind if parent else "",
    )
    fields: dict[str, Any] = {**vars(given), "name": given.name.strip(), "code": given.code.strip()}
    fields |= _responsible(plan, given)
    if Node.objects.filter(plan=plan, code=fields["code"]).exclude(Q(pk=node_id)).exists():
        raise Refused(N_("Kode ini sudah dipakai dalam rencana ini."), field="code", code="kode_dipakai")
    if node_id is None:
        node = Node.objects.add(via=ACTION, plan=plan, **fields)
    else:
        node = open_node(by, node_id)
        if node.plan_id != plan.pk:
            raise NotVisible
        _check_children(node, given.kind)
        change(node, fields, version, _labels())
    audit.record(by=by, verb="node.saved", target=node)
    return node


def _parent(plan: StrategicPlan, given: NodeInput) -> Node | None:
    if given.parent_id is None:
        return None
    parent = Node.objects.filter(pk=given.parent_id).select_related("plan").first()
    if parent is None or (parent.plan_id != plan.pk and parent.plan.kind != PlanKind.RPJMD):
        raise Refused(N_("Pilih induk dari daftar."), field="parent", code="induk")
    if parent.plan_id != plan.pk and plan.kind == PlanKind.RPJMD:
        raise Refused(N_("Pilih induk dari daftar."), field="parent", code="induk")
    return parent


def _responsible(plan: StrategicPlan, given: NodeInput) -> dict[str, int | None]:
    """The agency of a Renstra answers for all of it; a unit belongs to the responsible agency."""
    agency_id = plan.agency_id or given.agency_id
    if given.unit_id is not None and not Unit.objects.filter(Q(agency_id=agency_id), pk=given.unit_id).exists():
        raise Refused(N_("Unit itu bukan bagian dari perangkat daerah yang bertanggung jawab."), field="unit")
    return {"agency_id": agency_id, "unit_id": given.unit_id}


def _check_children(node: Node, kind: str) -> None:
    """A node keeps its level while something stands under it: the levels below would not fit any more."""
    if kind != node.kind and Node.objects.filter(parent_id=node.pk).exists():
        raise Refused(
            N_("Tingkat tidak dapat diubah selama ada turunan di bawahnya."), field="kind", code="ada_turunan"
        )


@transaction.atomic
def delete_node(*, node_id: int, by: Viewer) -> None:
    """Delete a node under which nothing stands and that nothing uses. Raises NotVisible, Refused."""
    node = open_node(by, node_id)
    audit.record(by=by, verb="node.deleted", target=node, name=node.name)
    try:
        with transaction.atomic():
            node.delete(via=ACTION)
    except ProtectedError as error:
        raise Refused(
            N_(
                "Ini masih punya turunan, indikator, anggaran, atau hasil kerja pegawai. Pindahkan atau hapus itu dahulu."
            ),
            code="masih_dipakai",
        ) from error
