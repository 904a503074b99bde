"""The help beside the forms of results and indicators: from what is typed so far, whether the form is complete or not."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from pamong.planning import queries
from pamong.planning.enums import Approach, ParentState
from pamong.planning.rules.smart_help import Goal
from pamong.planning.web import measuring
from pamong.planning.web.forms import IndicatorForm, ResultForm
from pamong.platform.ui import formatting

TONES = {"missing": "bad", "hint": "info", "fine": "ok"}


@dataclass(frozen=True)
class ShownLetter:
    """A letter as the panel says it."""

    letter: str
    name: str
    tone: str
    text: str


def typed(form: Any) -> dict[str, Any]:
    """What is typed so far and can be understood; of a form not sent yet, what it starts with."""
    if not form.is_bound:
        return {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    form.is_valid()
    return dict(form.cleaned_data)


def for_indicator(plan: queries.Skp, result: queries.ResultView, form: IndicatorForm) -> dict[str, Any]:
    """The context of the panel beside an indicator."""
    data = typed(form)
    try:
        measure = measuring.text(data)
    except ValueError:
        measure = ""
    goal = Goal(
        text=data.get("text") or "",
        is_indicator=True,
        is_quantitative=plan.approach == Approach.QUANTITATIVE,
        unit=data.get("unit") or "",
        aspect=data.get("aspect") or "",
        direction=data.get("direction") or "more",
        target=data.get("target"),
        target_text=data.get("target_text") or "",
        has_source=bool(measure or data.get("evidence_source")),
        parent_state=result.parent_state,
        ends=result.ends,
        plan_starts=plan.starts,
        plan_ends=plan.ends,
    )
    parent = (result.parent_id, result.parent_title, result.parent_owner) if result.parent_id else None
    return _shown(queries.help_for(plan, goal, measure=measure, parent=parent))


def for_result(plan: queries.Skp, form: ResultForm) -> dict[str, Any]:
    """The context of the panel beside a result."""
    data = typed(form)
    wanted = str(data.get("parent") or "")
    parent = queries.parent_named(plan, int(wanted)) if wanted.isdigit() else None
    goal = Goal(
        text=data.get("title") or "",
        is_indicator=False,
        parent_state=ParentState.LINKED if wanted.isdigit() else wanted,
        ends=data.get("ends"),
        plan_starts=plan.starts,
        plan_ends=plan.ends,
    )
    return _shown(queries.help_for(plan, goal, parent=parent))


def _shown(found: queries.Help) -> dict[str, Any]:
    said = [
        ShownLetter(one.letter, _(one.name), TONES[one.state], _(one.msgid) % _params(one.params))
        for one in found.letters
    ]
    return {"help": found, "letters": said}


def _params(params: dict[str, object]) -> dict[str, str]:
    return {name: _param(value) for name, value in params.items()}


def _param(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_(one) for one in value)
    return formatting.long_date(value) if hasattr(value, "year") else formatting.number(value)
