from django.db import models
from django.db.models.functions import Now

from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy
from pamong.voice.insight.enums import SignalKind, SignalState
from pamong.voice.insight.rules import alike


class SignalPolicy(GuardedModel):
    """From when on a rise counts as unusual here; numbers an agency may choose, each set kept with its first day."""

    valid_from = models.DateField(unique=True, db_comment=privacy.ORGANISATION)
    window_days = models.PositiveSmallIntegerField(default=14)
    windows = models.PositiveSmallIntegerField(default=8)  # earlier stretches of the same length it is compared with
    least = models.PositiveSmallIntegerField(default=5)  # fewer complaints never raise a signal
    percent = models.PositiveSmallIntegerField(default=200)  # of the usual number
    alike_percent = models.PositiveSmallIntegerField(default=alike.USUAL_PERCENT)  # shared pieces of two texts
    alike_least = models.PositiveSmallIntegerField(default=alike.USUAL_LEAST)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(window_days__range=(3, 90), windows__range=(4, 26), least__gte=3, percent__gte=110)
                & models.Q(alike_percent__range=(30, 95), alike_least__gte=2),
                name="insight_policy_sensible",
            )
        ]

    def __str__(self) -> str:
        return f"{self.valid_from}"


class Signal(GuardedModel):
    """Something unusual about a service at a place, with the reasons in numbers. It says nothing about any person."""

    kind = models.CharField(max_length=5, choices=SignalKind.choices, db_comment=privacy.TECHNICAL)
    state = models.CharField(
        max_length=9, choices=SignalState.choices, default=SignalState.NEW, db_comment=privacy.TECHNICAL
    )
    category = models.ForeignKey("complaints.Category", models.PROTECT, related_name="+")
    place = models.ForeignKey("complaints.Place", models.PROTECT, null=True, blank=True, related_name="+")  # kecamatan
    unit = models.ForeignKey("people.Unit", models.PROTECT, null=True, blank=True, related_name="+")  # that handles it
    day = models.DateField(db_comment=privacy.TECHNICAL)  # raised
    seen_day = models.DateField(db_comment=privacy.TECHNICAL)  # last night on which it still held
    count = models.PositiveIntegerField()
    reasons = models.JSONField(
        db_comment=privacy.TECHNICAL
    )  # rule version, settings, counts: enough to compute it again
    dismissed_because = models.TextField(max_length=2000, blank=True, db_comment=privacy.PERFORMANCE)
    decided_by = models.BigIntegerField(null=True, blank=True, db_comment=privacy.AUDIT)  # account
    decided_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-day", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["category", "place"],
                condition=models.Q(kind="rise", state="new"),
                name="insight_one_open_rise",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(state="new", decided_at__isnull=True)
                | (~models.Q(state="new") & models.Q(decided_at__isnull=False)),
                name="insight_signal_decided",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="dismissed") | ~models.Q(dismissed_because=""),
                name="insight_dismissal_says_why",
            ),
        ]
        indexes = [models.Index(fields=["state", "-day"], name="insight_signal_state")]

    def __str__(self) -> str:
        return f"{self.kind} {self.day}"


class SignalCase(GuardedModel):
    """A complaint a signal is made of."""

    signal = models.ForeignKey("insight.Signal", models.CASCADE, related_name="cases")
    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["signal", "complaint"], name="insight_case_once")]

    def __str__(self) -> str:
        return f"{self.signal_id}: {self.complaint_id}"
