"""The programme and budget line of many results at once, for a workbook and a copy."""

from collections.abc import Mapping, Sequence

from pamong.planning.models import Skp, WorkResult
from pamong.planning.queries.service import Link, line_choices, node_choices
from pamong.platform.guard import ACTION
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_


def put_links(*, skp: Skp, rows: Sequence[WorkResult], links: Mapping[int, Link]) -> int:
    """Let rows of a locked plan serve what ``links`` says by their ids; how many say something else now.

    Raises Refused for a node or line that the agency does not offer in the year; a link that stays is not asked again.
    """
    changed = [row for row in rows if row.pk in links and Link(row.programme_id, row.budget_line_id) != links[row.pk]]
    if not changed:
        return 0
    nodes, lines = ({int(pk) for pk, _text in found} for found in (node_choices(skp), line_choices(skp)))
    for row in changed:
        link = links[row.pk]
        if link.node_id not in (None, row.programme_id) and link.node_id not in nodes:
            raise Refused(N_("Pilih dari daftar: Renstra perangkat daerah Anda, atau sasaran RPJMD."), field="file")
        if link.line_id not in (None, row.budget_line_id) and link.line_id not in lines:
            raise Refused(N_("Pilih rekening dari daftar anggaran perangkat daerah Anda."), field="file")
        row.programme_id, row.budget_line_id = link.node_id, link.line_id
    WorkResult.objects.bulk_update(changed, ["programme", "budget_line"], via=ACTION)
    return len(changed)
