from django.db import models
from django.db.models.functions import Now

from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class FactAnswer(GuardedModel):
    """What a person says to a fact held on him. Append-only (trigger); it goes wherever the fact goes."""

    fact_id = models.BigIntegerField()  # no foreign key: facts lie in partitions and stand alone
    fact_day = models.DateField(db_comment=privacy.PERFORMANCE)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_comment=privacy.PERFORMANCE)
    subject = models.CharField(max_length=60, blank=True, db_comment=privacy.TECHNICAL)  # of the fact: "indicator:45"
    text = models.TextField(max_length=2000, db_comment=privacy.PERFORMANCE)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~models.Q(text=""), name="evidence_answer_has_text")]
        indexes = [
            models.Index(fields=["fact_id", "id"], name="evidence_answer_fact"),
            models.Index(fields=["person", "fact_day"], name="evidence_answer_person"),
        ]

    def __str__(self) -> str:
        return f"answer to fact {self.fact_id}"
