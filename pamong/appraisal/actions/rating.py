"""The employee's own words, and the assessor's rating. No formula proposes a rating: a person chooses two steps."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.appraisal.actions._row import acted_for, assessor_today, clock, locked, write
from pamong.appraisal.enums import EvaluationState, Rating
from pamong.appraisal.models import Evaluation, EvaluationLine
from pamong.appraisal.queries.lines import collect, evidence_of, rows_of
from pamong.appraisal.queries.lists import label_of
from pamong.appraisal.rules import rating as rules
from pamong.appraisal.rules import signing
from pamong.people.models import Person
from pamong.platform.access.errors import Conflict
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.guard import ACTION
from pamong.platform.notifications.actions import notify
from pamong.rulebook.registry import run_with_trace

COLLECTED = ["realised", "evidence_n", "last_day", "achievement", "declared", "declared_source"]


@dataclass(frozen=True)
class SelfLine:
    """What the employee says about one line: words, and a realisation where no evidence stands, with its source."""

    explanation: str = ""
    declared: Decimal | None = None
    source: str = ""


@dataclass(frozen=True)
class Chosen:
    """The two ratings (di_atas, sesuai, di_bawah) with their reasons."""

    results_rating: str
    conduct_rating: str
    results_reason: str = ""
    conduct_reason: str = ""


@transaction.atomic
def assess_self(*, pk: int, text: str, lines: Mapping[int, SelfLine], by: Viewer) -> Evaluation:
    """The employee's self-evaluation: words as a whole and per line; may be written anew until the rating.

    ``lines`` by line id; those of another evaluation are ignored. The assessor is told. Raises NotVisible, Refused
    (field ``declared_<id>``, ``source_<id>``, ``explanation_<id>`` or ``text``).
    """
    row = locked(by, "evaluation.assess_self", pk)
    rules.check_can_assess_self(state=row.state)
    stored = rows_of(row)
    collect(stored, evidence_of(row, stored))
    for line in stored:
        _say(line, lines.get(line.pk, SelfLine()))
    EvaluationLine.objects.bulk_update(stored, ["explanation", "declared", "declared_source"], via=ACTION)
    row.self_text = rules.check_words(text, "text")
    row.self_at, _day = clock(row)
    row.state = EvaluationState.SELF_DONE
    write(row, "self_text", "self_at", "state")
    audit.record(by=by, verb="evaluation.self_assessed", target=row)
    notify(
        person_id=assessor_today(row),
        kind="evaluation.self_done",
        text=_("%(name)s mengirim evaluasi diri %(period)s.") % {"name": by.name, "period": label_of(row)},
        url=reverse("appraisal:rate", kwargs={"pk": row.pk}),
        key=f"evaluation.self_done:{row.pk}",
        by=by,
    )
    return row


@transaction.atomic
def rate(*, pk: int, version: int, chosen: Chosen, by: Viewer) -> Evaluation:
    """Rate results and conduct; the regulation's matrix names the predikat. Evidence is taken over as it stands now.

    ``version`` is the one the assessor had before him (0 before the first rating). May be changed until the employee has
    signed; each change counts the version up and starts the time to sign anew. Raises NotVisible, Refused (fields as in
    ``Chosen``), Conflict when somebody else rated meanwhile.
    """
    row = locked(by, "evaluation.rate", pk)
    at, day = clock(row)
    rules.check_can_rate(state=row.state, is_self=row.person_id == by.person_id, ended=day > row.ends)
    if row.version != version:
        raise _conflict(row, chosen)
    row.results_reason = rules.check_reason(chosen.results_rating, chosen.results_reason, "results_reason")
    row.conduct_reason = rules.check_reason(chosen.conduct_rating, chosen.conduct_reason, "conduct_reason")
    row.results_rating, row.conduct_rating = chosen.results_rating, chosen.conduct_rating
    _name_predikat(row)
    stored = rows_of(row)
    collect(stored, evidence_of(row, stored))
    EvaluationLine.objects.bulk_update(stored, COLLECTED, via=ACTION)
    first = row.version == 0
    row.version += 1
    row.state, row.rated_at, row.rated_by_id, row.read_at = EvaluationState.RATED, at, by.person_id, None
    row.sign_by = signing.sign_by(day)
    row.save(via=ACTION)
    verb = "evaluation.rated" if first else "evaluation.rating_changed"
    audit.record(by=by, verb=verb, target=row, acting_for=acted_for(row, by), version=row.version)
    _tell_rated(row, first, by)
    return row


def _name_predikat(row: Evaluation) -> None:
    """By the rule in force on the last day of the period; version, inputs, source and confidence stay with the result."""
    inputs = {"hasil_kerja": row.results_rating, "perilaku": row.conduct_rating}
    found = run_with_trace("predikat", inputs, on=row.ends)
    row.predikat = found.result["predikat"]
    row.rule_id, row.rule_version, row.rule_inputs = found.rule_id, found.version, inputs
    row.rule_source, row.rule_confidence = str(found.source), found.confidence.value


def _say(line: EvaluationLine, said: SelfLine) -> None:
    line.explanation = rules.check_words(said.explanation, f"explanation_{line.pk}")
    line.declared, line.declared_source = rules.check_declared(
        said.declared, said.source, evidence=line.evidence_n, suffix=str(line.pk)
    )


def _conflict(row: Evaluation, chosen: Chosen) -> Conflict:
    who = Person.objects.filter(pk=row.rated_by_id or 0).values_list("name", flat=True).first() or ""
    return Conflict(
        mine=_words(chosen.results_rating, chosen.results_reason, chosen.conduct_rating, chosen.conduct_reason),
        theirs=_words(row.results_rating, row.results_reason, row.conduct_rating, row.conduct_reason),
        by=who,
    )


def _words(results: str, results_reason: str, conduct: str, conduct_reason: str) -> dict[str, str]:
    labels = {str(value): str(label) for value, label in Rating.choices}
    return {
        _("Hasil kerja"): " · ".join(t for t in (labels.get(results, results), results_reason) if t),
        _("Perilaku kerja"): " · ".join(t for t in (labels.get(conduct, conduct), conduct_reason) if t),
    }


def _tell_rated(row: Evaluation, first: bool, by: Viewer) -> None:
    text = _("Penilaian %(period)s Anda sudah diberikan. Baca dan tanda tangani.")
    if not first:
        text = _("Penilaian %(period)s Anda diubah oleh penilai. Baca kembali dan tanda tangani.")
    notify(
        person_id=row.person_id,
        kind="evaluation.rated",
        text=text % {"period": label_of(row)},
        url=reverse("appraisal:evaluation", kwargs={"pk": row.pk}),
        key=f"evaluation.rated:{row.pk}:{row.version}",
        by=by,
    )
