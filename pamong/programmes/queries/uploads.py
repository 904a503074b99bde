"""Uploaded workbooks of plans: who may look at one, and what would come of it now."""

import datetime as dt
import hashlib
import json
from collections import Counter
from dataclasses import dataclass

from django.db.models import QuerySet

from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.programmes.enums import AgreementState
from pamong.programmes.models import Agreement, PlanUpload, StrategicPlan
from pamong.programmes.queries.judging import judge
from pamong.programmes.queries.plans import plans
from pamong.programmes.queries.sheets import ReadBook, read_book, refused_book
from pamong.programmes.queries.stored import PlanState, plan_state
from pamong.programmes.rules import sheet
from pamong.programmes.rules.sheet import Judged
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_


@dataclass(frozen=True)
class Checked:
    """A workbook against the plan as it is now."""

    state: PlanState
    book: ReadBook
    judged: list[Judged]

    def counts(self) -> dict[str, int]:
        """How many lines of each state."""
        found = Counter(one.state for one in self.judged)
        return {state: found[state] for state in sheet.STATES}

    def of(self, state: str) -> list[Judged]:
        """The lines of one state."""
        return [one for one in self.judged if one.state == state]

    def fingerprint(self) -> str:
        """A digest of what would be written: another one means that the plan changed meanwhile."""
        says = [
            [one.line.kind, one.line.row, one.state, one.stored and [one.stored.id, one.stored.version], one.changes]
            for one in self.judged
        ]
        return hashlib.sha256(json.dumps(says, ensure_ascii=False).encode()).hexdigest()

    def refused_book(self) -> bytes:
        """The refused rows with their reasons, as a workbook."""
        return refused_book(self.book, self.judged)

    def sheet_name(self, one: Judged) -> str:
        """The sheet of the file in which a line stands."""
        return self.book.sheets[one.line.sheet].name


def uploads(viewer: Viewer, plan: StrategicPlan | None = None) -> QuerySet[PlanUpload]:
    """Uploads for plans the viewer may change, newest first, without the files themselves."""
    found = PlanUpload.objects.filter(plan__in=plans(viewer, "programme.edit").order_by().values("pk"))
    if plan is not None:
        found = found.filter(plan=plan)
    return found.select_related("plan__agency").defer("content").order_by("-pk")


def upload_for(viewer: Viewer, pk: int) -> PlanUpload:
    """One upload for a plan the viewer may change; raises NotVisible."""
    found = uploads(viewer).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def checked(upload: PlanUpload) -> Checked:
    """What would come of an upload now. Raises Refused when its file was taken away with age, or holds too much."""
    if upload.content is None:
        raise Refused(N_("Berkas ini sudah dihapus karena lama. Unggah lagi."), code="berkas_lama")
    book = read_book(bytes(upload.content), upload.file_name, upload.plan)
    state = plan_state(upload.plan)
    return Checked(state, book, judge(state, book.lines))


def signed_years(plan: StrategicPlan) -> list[int]:
    """Years of a Renstra whose perjanjian kinerja is signed: it keeps what it says when the Renstra changes."""
    if plan.agency_id is None:
        return []
    found = Agreement.objects.filter(agency_id=plan.agency_id, year__in=plan.years)
    found = found.filter(state__in=[AgreementState.SIGNED, AgreementState.AGREED])
    return sorted(set(found.values_list("year", flat=True)))


def stale_uploads(before: dt.datetime) -> QuerySet[PlanUpload]:
    """Uploads whose file is still there though it is older than an instant."""
    return PlanUpload.objects.filter(created_at__lt=before, content__isnull=False)
