from django.db import models
from django.db.models.functions import Now

from pamong.feedback.citizen.enums import Shown, Tone
from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class CitizenVoice(GuardedModel):
    """One thing a citizen said, taken from its fact; about a person, or about a unit and so about all who served there."""

    fact_id = models.BigIntegerField(unique=True)  # no foreign key: facts lie in partitions and stand alone
    metric = models.CharField(max_length=60, db_comment=privacy.TECHNICAL)
    agency = models.ForeignKey("people.Agency", models.PROTECT, related_name="+")
    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="+")
    person = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+", db_comment=privacy.TALK
    )
    day = models.DateField(db_comment=privacy.TALK)
    tone = models.CharField(max_length=9, choices=Tone.choices, db_comment=privacy.TALK)
    value = models.DecimalField(max_digits=20, decimal_places=4, db_comment=privacy.TALK)
    words = models.TextField(max_length=600, blank=True, db_comment=privacy.TALK)  # cleared and cleaned; may be empty
    shown = models.CharField(
        max_length=3, choices=Shown.choices, default=Shown.ASKED, blank=True, db_comment=privacy.TALK
    )
    withdrawn = models.BooleanField(default=False)  # its fact was taken back
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-day", "-id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(tone__in=Tone.values), name="citizen_voice_tone"),
            models.CheckConstraint(
                condition=models.Q(shown="") | models.Q(person__isnull=False), name="citizen_voice_shown_by_person"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-day"], name="citizen_voice_person"),
            models.Index(fields=["unit", "-day"], name="citizen_voice_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.tone} {self.pk}"
