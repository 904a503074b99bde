from pamong.programmes.models.agreement import Agreement
from pamong.programmes.models.budget_line import BudgetLine
from pamong.programmes.models.node import Node
from pamong.programmes.models.outcome import OutcomeIndicator, Realisation, YearTarget
from pamong.programmes.models.plan import StrategicPlan
from pamong.programmes.models.upload import PlanUpload

__all__ = [
    "Agreement",
    "BudgetLine",
    "Node",
    "OutcomeIndicator",
    "PlanUpload",
    "Realisation",
    "StrategicPlan",
    "YearTarget",
]
