"""Writes of the strategic plans: one function per act, in one transaction with its audit."""

from pamong.programmes.actions.agreements import (
    approve_agreement,
    prepare_agreement,
    return_agreement,
    sign_agreement,
)
from pamong.programmes.actions.filling import fill_from_evidence
from pamong.programmes.actions.measures import (
    BudgetInput,
    MeasureInput,
    delete_budget,
    delete_measure,
    record_value,
    save_budget,
    save_measure,
)
from pamong.programmes.actions.plans import NodeInput, PlanInput, delete_node, save_node, save_plan
from pamong.programmes.actions.uploads import forget_uploads, take_upload, upload_plan

__all__ = [
    "BudgetInput",
    "MeasureInput",
    "NodeInput",
    "PlanInput",
    "approve_agreement",
    "delete_budget",
    "delete_measure",
    "delete_node",
    "fill_from_evidence",
    "forget_uploads",
    "prepare_agreement",
    "record_value",
    "return_agreement",
    "save_budget",
    "save_measure",
    "save_node",
    "save_plan",
    "sign_agreement",
    "take_upload",
    "upload_plan",
]
