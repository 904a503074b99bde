"""The link of a work result to programme and budget line: by its owner or the superior, also after the plan is agreed.

It says where the result belongs in the region's plans; what was promised does not change with it.
"""

from django.db import transaction

from pamong.planning.models import WorkResult
from pamong.planning.queries.cascade import linkable
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.guard import ACTION
from pamong.programmes import queries as programmes
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_


@transaction.atomic
def serve(*, result_id: int, node_id: int | None, line_id: int | None, by: Viewer) -> WorkResult:
    """Name the node and the budget line a result serves; both None takes the link away. Raises NotVisible, Refused (field)."""
    result = linkable(by, "result.link", result_id)
    cycle = result.skp.cycle
    if node_id is None and line_id is not None:
        raise Refused(N_("Pilih program atau kegiatannya juga."), field="programme")
    new_node = node_id if node_id != result.programme_id else None
    if new_node is not None and not programmes.may_serve(new_node, cycle.agency_id, cycle.year):
        raise Refused(N_("Pilih dari daftar: Renstra perangkat daerah Anda, atau sasaran RPJMD."), field="programme")
    new_line = line_id if line_id != result.budget_line_id else None
    if new_line is not None and not programmes.may_charge(new_line, cycle.agency_id, cycle.year):
        raise Refused(N_("Pilih rekening dari daftar anggaran perangkat daerah Anda."), field="budget_line")
    if (result.programme_id, result.budget_line_id) == (node_id, line_id):
        return result
    result.programme_id, result.budget_line_id = node_id, line_id
    result.save(via=ACTION, update_fields=["programme", "budget_line"])
    audit.record(by=by, verb="result.programme", target=result, node=node_id, line=line_id)
    return result
