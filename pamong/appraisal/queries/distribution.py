"""The distribution of predikat in a period, against the pattern of the regulation (SE MenPANRB 3/2023)."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count

from pamong.appraisal.models import AgencyAchievement
from pamong.appraisal.queries.lists import Period
from pamong.appraisal.queries.scope import visible
from pamong.appraisal.rules import periods
from pamong.platform.access.viewer import Viewer
from pamong.platform.counting import Ask
from pamong.rulebook.registry import RuleResult, run_with_trace
from pamong.rulebook.words import Predikat

SMALL = 10  # below ten people one person is more than a tenth: the limits of the pattern cannot all be met


@dataclass(frozen=True)
class Share:
    """One predikat: how many, and percent of those rated."""

    predikat: str
    count: int
    percent: Decimal


@dataclass(frozen=True)
class Distribution:
    """Counts of a period. ``check`` is the rule's answer for the chosen achievement, None without one or without ratings."""

    shares: list[Share]
    rated: int
    unrated: int
    achievement: str
    check: RuleResult | None

    @property
    def is_small(self) -> bool:
        return 0 < self.rated < SMALL

    @property
    def one_is(self) -> Decimal:
        """What share of all one person is, in percent."""
        return Decimal(100) / self.rated if self.rated else Decimal(0)


def distribution(viewer: Viewer, period: Period, achievement: str) -> Distribution:
    """Counts per predikat of what this viewer may see of a period (one statement), checked for an achievement.

    ``achievement`` is one of Istimewa … Sangat Kurang, or empty. It warns; it changes no rating.
    """
    rows = visible(viewer, "evaluation.distribution").filter(
        cycle_id=period.cycle_id, kind=period.kind, period_no=period.number
    )
    counts: Counter[str] = Counter(dict(rows.order_by().values_list("predikat").annotate(n=Count("pk"))))
    unrated = counts.pop("", 0)
    rated = sum(counts.values())
    shares = [
        Share(p.value, counts[p.value], Decimal(100 * counts[p.value]) / rated if rated else Decimal(0))
        for p in Predikat
    ]
    check = None
    if rated and achievement:
        inputs = {"capaian_organisasi": achievement, "distribusi": {share.predikat: share.count for share in shares}}
        check = run_with_trace("pola_distribusi", inputs, on=_last_day(period))
    return Distribution(shares, rated, unrated, achievement, check)


def achievement_of(cycle_id: int, kind: str, number: int) -> AgencyAchievement | None:
    """The achievement of the agency that was set for a period, or None."""
    return AgencyAchievement.objects.filter(cycle_id=cycle_id, kind=kind, period_no=number).first()


def achieved(cycle_id: int, kind: str, number: int) -> Ask[str]:
    """The same in one word for the document ("" where none was set), to be asked with other things."""
    found = AgencyAchievement.objects.filter(cycle_id=cycle_id, kind=kind, period_no=number)
    return Ask({"word": found.values("achievement")[:1]}, lambda answer: answer["word"] or "")


def _last_day(period: Period) -> dt.date:
    return periods.period(period.kind, period.number, period.year)[1]
