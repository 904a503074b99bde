"""The year of a person who moved: its parts, and the predikat that stands for it where the agency decided how."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from pamong.appraisal.enums import EvaluationKind, YearWay
from pamong.appraisal.models import Evaluation, YearRule
from pamong.appraisal.queries.lists import PartOfYear
from pamong.appraisal.rules.yearly import RatedPart, of_year
from pamong.people.models import Agency
from pamong.platform.access import scope
from pamong.platform.access.viewer import Viewer


@dataclass(frozen=True)
class YearResult:
    """What stands for the year. ``rule`` None: the agency has decided nothing, so the parts stand apart."""

    rule: YearRule | None
    predikat: str
    part: Evaluation | None  # the one whose predikat it is
    waiting: list[Evaluation]  # parts not rated yet

    @property
    def way(self) -> str:
        return str(YearWay(self.rule.way if self.rule else YearWay.SEPARATE).label)


def year_result(evaluation: Evaluation, parts: Sequence[PartOfYear]) -> YearResult | None:
    """The result of the year for a reader who sees every part; None for others, for other periods and undivided years.

    The agency of the last part decides how (one statement).
    """
    if evaluation.kind != EvaluationKind.ANNUAL or len(parts) < 2 or not all(part.seen for part in parts):
        return None
    rows = [part.evaluation for part in parts]
    rule = year_rule_of(rows[-1].agency_id, evaluation.year)
    rated = [RatedPart(part.days.days, part.evaluation.predikat) for part in parts]
    place = of_year(rated, rule.way if rule else YearWay.SEPARATE)
    chosen = None if place is None else rows[place]
    return YearResult(rule, chosen.predikat if chosen else "", chosen, [row for row in rows if not row.predikat])


def year_rule_of(agency_id: int, year: int) -> YearRule | None:
    """The rule of an agency in force for a year."""
    return YearRule.objects.filter(agency_id=agency_id, from_year__lte=year).order_by("-from_year").first()


def year_rule_agencies(viewer: Viewer) -> QuerySet[Agency]:
    """Agencies for which the viewer may decide it, by name."""
    return Agency.objects.filter(scope(viewer, "yearrule.change", {}, agency="pk")).order_by("name")


def year_rules(viewer: Viewer) -> QuerySet[YearRule]:
    """What was decided so far for those agencies, newest first."""
    found = YearRule.objects.filter(scope(viewer, "yearrule.change", {}, agency="agency_id"))
    return found.select_related("agency").order_by("-from_year", "agency__name")
