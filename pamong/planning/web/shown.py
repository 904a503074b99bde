"""How states and findings are shown: tone, steps and sentences."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pamong.planning import queries
from pamong.planning.enums import SkpState
from pamong.planning.queries import Skp
from pamong.planning.rules import plain, smart, states, weights
from pamong.platform.access.gate import Request
from pamong.platform.ui.text import refusal_text, shown
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

TONES = {
    "": "mute",
    SkpState.DRAFT: "mute",
    SkpState.SUBMITTED: "info",
    SkpState.RETURNED: "warn",
    SkpState.AGREED: "ok",
}
STEP = {SkpState.DRAFT: 1, SkpState.RETURNED: 1, SkpState.SUBMITTED: 2, SkpState.AGREED: 4}


@dataclass(frozen=True)
class ShownGap:
    """A finding of the SMART check as a sentence."""

    text: str
    blocks: bool
    source: str
    result_id: int | None
    indicator_id: int | None


@dataclass(frozen=True)
class Check:
    """The SMART check of a plan: findings of the whole plan, and by result."""

    general: list[ShownGap]
    by_result: dict[int, list[ShownGap]]
    blocking: int
    advice: int


def check_of(gaps: list[smart.Gap]) -> Check:
    """The findings as sentences in the language of the reader."""
    listed = [
        ShownGap(
            _(g.msgid) % shown(g.params) if g.params else _(g.msgid), g.blocks, _(g.source), g.result_id, g.indicator_id
        )
        for g in gaps
    ]
    by_result: dict[int, list[ShownGap]] = {}
    for gap in listed:
        if gap.result_id is not None:
            by_result.setdefault(gap.result_id, []).append(gap)
    blocking = sum(g.blocks for g in gaps)
    return Check([g for g in listed if g.result_id is None], by_result, blocking, len(gaps) - blocking)


def state_facts(skp: Any, gaps: list[smart.Gap]) -> dict[str, Any]:
    """Tag, stepper and the next step in words, for the head of a plan's page."""
    blocking = len([g for g in smart.blocking(gaps) if g.code != "no_assessor"])
    return {
        "tone": TONES[skp.state],
        "steps": [_("Susun"), _("Diperiksa pejabat penilai"), _("Disetujui")],
        "step": STEP[skp.state],
        "next_step": _(states.next_step(skp.state, gaps=blocking, has_assessor=skp.assessor_id is not None)),
        "editable": skp.state in states.EDITABLE,
    }


@dataclass(frozen=True)
class ShownChange:
    """A difference between two versions in words: what happened to what, and old and new value of each field."""

    what: str
    tone: str
    kind: str
    title: str
    fields: list[tuple[str, str, str]]


WHAT = {"added": (N_("ditambah"), "ok"), "changed": (N_("diubah"), "info"), "dropped": (N_("dikeluarkan"), "warn")}
OF = {"result": N_("Hasil kerja"), "indicator": N_("Indikator"), "annex": N_("Lampiran")}


def shown_changes(changes: list[plain.Change]) -> list[ShownChange]:
    """The differences as sentences in the language of the reader."""
    return [
        ShownChange(
            _(WHAT[c.what][0]),
            WHAT[c.what][1],
            _(OF[c.of]),
            _(c.title) if c.of == "annex" else c.title,
            [
                (_(plain.FIELDS[n]), queries.value_label(n, old), queries.value_label(n, new))
                for n, old, new in c.fields
            ],
        )
        for c in changes
    ]


def weight_facts(results: Any) -> dict[str, Any]:
    """Sum of the weights of main results and what is missing."""
    given = [r.weight for r in results]
    return {"total": weights.total(given), "missing": weights.missing(given)}


def asks_help(request: Request) -> bool:
    """Whether the form was sent only to see the help for what is typed (without scripts); nothing is saved then."""
    return request.method == "POST" and request.POST.get("lanjut") == "saran"


def kept_closed(request: Request, plan: Skp) -> HttpResponse | None:
    """The way back to a plan that can no longer be changed, before somebody fills in a form for nothing."""
    if request.method != "GET":
        return None  # what is sent is refused by the action, with everything typed still there
    try:
        states.check_editable(plan.state)
    except Refused as refused:
        messages.info(request, refusal_text(refused))
        return redirect("planning:skp", pk=plan.pk)
    return None
