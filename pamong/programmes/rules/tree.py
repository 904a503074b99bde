"""Which level may stand under which, in the plan of the region and in that of an agency."""

from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

GOAL, OUTCOME, PROGRAMME, ACTIVITY, SUBACTIVITY = "goal", "outcome", "programme", "activity", "subactivity"
ORDER = (GOAL, OUTCOME, PROGRAMME, ACTIVITY, SUBACTIVITY)
RPJMD, RENSTRA = "rpjmd", "renstra"
# Kind → the kinds it may stand under in its own plan; "" is the top.
UNDER: dict[str, tuple[str, ...]] = {
    GOAL: ("",),
    OUTCOME: (GOAL, ""),
    PROGRAMME: (OUTCOME, GOAL),
    ACTIVITY: (PROGRAMME,),
    SUBACTIVITY: (ACTIVITY,),
}
TOPS_OF_AGENCY = (GOAL, OUTCOME)  # may stand under an outcome (or goal) of the region instead
LEVELS = {RPJMD: (GOAL, OUTCOME, PROGRAMME), RENSTRA: ORDER}


def kinds_under(plan: str, parent: str) -> tuple[str, ...]:
    """The kinds that may be added in a plan under a node of kind ``parent`` of it ("" for the top)."""
    return tuple(kind for kind in LEVELS[plan] if parent in UNDER[kind])


def check_place(*, plan: str, kind: str, parent: str, parent_plan: str) -> None:
    """Raise Refused when a node of ``kind`` cannot stand there. ``parent`` and ``parent_plan`` are "" for the top."""
    if kind not in LEVELS[plan]:
        raise Refused(
            N_("RPJMD berhenti pada program; kegiatan dan subkegiatan ada pada Renstra."), field="kind", code="tingkat"
        )
    if plan == RENSTRA and parent_plan == RPJMD:
        fits = kind in TOPS_OF_AGENCY and parent in (GOAL, OUTCOME)
    else:
        fits = parent in UNDER[kind] and parent_plan in ("", plan)
    if not fits:
        raise Refused(
            N_(
                "Tingkat itu tidak dapat berada di bawah induk yang dipilih. Urutannya: tujuan, sasaran, program, kegiatan, subkegiatan."
            ),
            field="parent",
            code="induk",
        )
