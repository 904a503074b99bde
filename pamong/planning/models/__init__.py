from pamong.planning.models.action_item import ActionItem
from pamong.planning.models.conduct_expectation import ConductExpectation
from pamong.planning.models.cycle import Cycle
from pamong.planning.models.cycle_exclusion import CycleExclusion
from pamong.planning.models.cycle_phase import CyclePhase
from pamong.planning.models.dialogue_note import DialogueNote
from pamong.planning.models.handed_down import HandedDown
from pamong.planning.models.indicator import Indicator
from pamong.planning.models.plan_template import PlanTemplate
from pamong.planning.models.reminder import Reminder
from pamong.planning.models.skp import Skp
from pamong.planning.models.skp_revision import SkpRevision
from pamong.planning.models.skp_version import SkpVersion
from pamong.planning.models.work_result import WorkResult

__all__ = [
    "ActionItem",
    "ConductExpectation",
    "Cycle",
    "CycleExclusion",
    "CyclePhase",
    "DialogueNote",
    "HandedDown",
    "Indicator",
    "PlanTemplate",
    "Reminder",
    "Skp",
    "SkpRevision",
    "SkpVersion",
    "WorkResult",
]
