"""An agreed plan with evidence, and an evaluation at every stage, built on the shared test world."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import connection

from pamong.appraisal import actions
from pamong.appraisal.actions import Chosen
from pamong.appraisal.models import Evaluation
from pamong.evidence import actions as evidence
from pamong.people.queries import current_assignment, snapshots
from pamong.planning.models import ConductExpectation, Cycle, Indicator, Skp, WorkResult
from pamong.planning.queries.content import content, frozen_content
from pamong.platform.access.viewer import Viewer
from pamong.platform.guard import ACTION
from tests.world import World

SEED = Viewer.system("uji")
BASE = "https://pamong.contoh.go.id"
REASON = "Alasan yang cukup panjang untuk dipahami kelak."


def made(model: type[Any], **fields: Any) -> Any:
    row = model(**fields)
    row.save(via=ACTION)
    return row


class Plan:
    """The civil registry's cycle of last year's calendar year, so that every period has ended; the employee's agreed plan."""

    def __init__(
        self, world: World, *, indicators: int = 3, person: str = "employee", assessor: str = "superior"
    ) -> None:
        self.world = world
        self.year = world.today.year - 1
        self.cycle = Cycle.objects.filter(agency=world.a, year=self.year).first() or made(
            Cycle,
            agency=world.a,
            year=self.year,
            evaluation_step="quarter",
            starts=dt.date(self.year, 1, 1),
            ends=dt.date(self.year, 12, 31),
        )
        self.person, self.assessor = world.people[person], world.people[assessor]
        self.skp = self._skp()
        self.results: list[WorkResult] = []
        self.indicators: list[Indicator] = []
        self._content(indicators)
        made(ConductExpectation, skp=self.skp, value="accountable", text="Berkas tersusun rapi setiap hari")
        self._agree()

    def _skp(self) -> Skp:
        assignment = current_assignment(self.person.pk)
        skp: Skp = made(
            Skp,
            cycle=self.cycle,
            person=self.person,
            assignment=assignment,
            assessor=self.assessor,
            approach="quantitative",
            starts=self.cycle.starts,
            ends=self.cycle.ends,
        )
        return skp

    def _content(self, count: int) -> None:
        for number in range(1, count + 1):
            result = made(
                WorkResult,
                skp=self.skp,
                kind="main",
                title=f"Akta kelahiran terbit tepat waktu {number}",
                weight=Decimal(100) / count if count in (1, 2, 4, 5) else Decimal("10"),
                parent_state="none",
                starts=self.cycle.starts,
                ends=self.cycle.ends,
                order=number,
            )
            self.results.append(result)
            self.indicators.append(
                made(
                    Indicator,
                    result=result,
                    aspect="quantity",
                    text=f"Jumlah akta yang diverifikasi {number}",
                    unit="akta",
                    target=Decimal(120),
                    direction="more",
                    evidence_source="Register akta",
                )
            )

    def _agree(self) -> None:
        sides = snapshots(self.person.pk, self.assessor.pk)
        frozen: dict[str, Any] = {
            "employee": sides[self.person.pk],
            "assessor": sides[self.assessor.pk],
            "acting": None,
        }
        frozen["content"] = frozen_content(self.skp, content(self.skp.pk))
        self.skp.state, self.skp.frozen, self.skp.content_hash = "agreed", frozen, "0" * 64
        self.skp.agreed_by, self.skp.submitted_at = self.assessor, dt.datetime(self.year, 1, 20, 3, tzinfo=dt.UTC)
        self.skp.agreed_at = dt.datetime(self.year, 1, 22, 3, tzinfo=dt.UTC)
        self.skp.save(via=ACTION)

    def log(self, value: str, *, indicator: int = 0, day: dt.date | None = None) -> None:
        """Evidence of accepted work on an indicator, within quarter III unless another day is given."""
        where = current_assignment(self.person.pk)
        assert where is not None
        on = day or dt.date(self.year, 8, 17)
        evidence.record(
            metric="worklog.output",
            agency_id=where.agency_id,
            unit_id=where.unit_id,
            unit_path=where.unit.path,
            person_id=self.person.pk,
            subject=f"indicator:{self.indicators[indicator].pk}",
            value=Decimal(value),
            at=dt.datetime(on.year, on.month, on.day, 5, tzinfo=dt.UTC),
            day=on,
            source=f"worklog.entry:{on.toordinal()}",
            by=SEED,
        )

    def opened(self, kind: str = "quarter", number: int = 3) -> Evaluation:
        actions.open_period(cycle_id=self.cycle.pk, kind=kind, number=number, by=SEED)
        return Evaluation.objects.get(skp=self.skp, kind=kind, period_no=number)

    def rated(self, results: str = "sesuai", conduct: str = "sesuai", by: str = "superior") -> Evaluation:
        evaluation = self.opened()
        chosen = Chosen(results, conduct, REASON, REASON)
        return actions.rate(pk=evaluation.pk, version=evaluation.version, chosen=chosen, by=self.world.viewer(by))

    def final(self, answer: str = "", results: str = "sesuai", conduct: str = "sesuai") -> Evaluation:
        evaluation = self.rated(results, conduct)
        return actions.acknowledge(
            pk=evaluation.pk,
            version=evaluation.version,
            answer=answer,
            base_url=BASE,
            by=self.world.viewer("employee"),
        )


def past_deadline(evaluation: Evaluation, days: int = 20) -> None:
    """Let the time to sign have passed (raw SQL: no action turns back a deadline)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE appraisal_evaluation SET sign_by = (now() AT TIME ZONE 'Asia/Jakarta' - %s * interval '1 day')::date WHERE id = %s",
            [days, evaluation.pk],
        )
