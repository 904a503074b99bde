from datetime import timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Now

from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy
from pamong.worklog.enums import EntryState, Origin


class _Period(Func):
    """[starts_at, ends_at): entries may touch, not overlap."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class _Fingerprint(Func):
    """Letters only, lower case, blanks single: "Rapat 12/3" and "rapat 13/3." are the same text."""

    template = "md5(btrim(regexp_replace(lower(%(expressions)s), '[^[:alpha:]]+', ' ', 'g')))"
    output_field = models.CharField(max_length=32)


class Entry(GuardedModel):
    """One piece of work of one day, as the employee logs it and the superior accepts or returns it."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_comment=privacy.PERFORMANCE)
    agency = models.ForeignKey("people.Agency", models.PROTECT, related_name="+")
    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="+")  # of the posting on that day
    day = models.DateField(db_comment=privacy.PERFORMANCE)  # civil day of the start, in the agency's zone
    starts_at = models.DateTimeField(db_comment=privacy.PERFORMANCE)
    ends_at = models.DateTimeField(db_comment=privacy.PERFORMANCE)
    text = models.CharField(max_length=500, db_comment=privacy.PERFORMANCE)
    quantity = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True, db_comment=privacy.PERFORMANCE
    )
    unit_label = models.CharField(max_length=60, blank=True, db_comment=privacy.PERFORMANCE)  # berkas, dokumen, orang
    indicator = models.ForeignKey("planning.Indicator", models.PROTECT, null=True, blank=True, related_name="+")
    result = models.ForeignKey("planning.WorkResult", models.PROTECT, null=True, blank=True, related_name="+")
    action_item = models.ForeignKey("planning.ActionItem", models.PROTECT, null=True, blank=True, related_name="+")
    link = models.CharField(max_length=500, blank=True, db_comment=privacy.PERFORMANCE)  # proof kept elsewhere
    state = models.CharField(
        max_length=9, choices=EntryState.choices, default=EntryState.SENT, db_comment=privacy.PERFORMANCE
    )
    version = models.PositiveIntegerField(default=1)  # counts changes; a decision names the version it saw
    decided_by = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, related_name="+", db_comment=privacy.PERFORMANCE
    )
    decided_at = models.DateTimeField(null=True)
    note = models.CharField(
        max_length=500, blank=True, db_comment=privacy.TALK
    )  # of the last decision; stays after resending
    late_reason = models.CharField(max_length=200, blank=True, db_comment=privacy.PERFORMANCE)  # empty: in time
    origin = models.CharField(
        max_length=6, choices=Origin.choices, default=Origin.FORM, db_default=Origin.FORM, db_comment=privacy.TECHNICAL
    )
    disposition = models.ForeignKey(
        "worklog.Disposition", models.PROTECT, null=True, blank=True, related_name="entries"
    )
    fingerprint = models.GeneratedField(  # the text without digits and punctuation: the same words, the same print
        expression=_Fingerprint("text"),
        output_field=models.CharField(max_length=32),
        db_persist=True,
        db_comment=privacy.TECHNICAL,
    )
    key = models.CharField(
        max_length=64, blank=True, db_comment=privacy.TECHNICAL
    )  # of the request or the phone's outbox
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-starts_at", "-id"]
        constraints = [
            ExclusionConstraint(
                name="worklog_no_overlap",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (_Period("starts_at", "ends_at", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
                condition=~Q(state=EntryState.WITHDRAWN),
            ),
            models.UniqueConstraint(fields=["person", "key"], name="worklog_once_per_key", condition=~Q(key="")),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="worklog_ends_after_start"),
            models.CheckConstraint(
                condition=Q(ends_at__lte=F("starts_at") + timedelta(hours=16)), name="worklog_at_most_16_hours"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="worklog_says_what"),
            models.CheckConstraint(
                condition=Q(quantity__isnull=True) | Q(quantity__gte=0), name="worklog_not_negative"
            ),
            models.CheckConstraint(condition=Q(state__in=EntryState.values), name="worklog_state_known"),
            models.CheckConstraint(
                condition=Q(
                    state__in=[EntryState.SENT, EntryState.WITHDRAWN], decided_by__isnull=True, decided_at__isnull=True
                )
                | Q(
                    state__in=[EntryState.ACCEPTED, EntryState.RETURNED],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
                name="worklog_decided_when_and_by",
            ),
            models.CheckConstraint(
                condition=~Q(state=EntryState.RETURNED) | ~Q(note=""), name="worklog_return_says_why"
            ),
            models.CheckConstraint(
                condition=Q(indicator__isnull=True) | Q(result__isnull=False), name="worklog_indicator_with_result"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "day"], name="worklog_person_day"),
            models.Index(fields=["fingerprint", "day"], name="worklog_fingerprint"),
            models.Index(fields=["person", "starts_at"], name="worklog_waiting", condition=Q(state=EntryState.SENT)),
            models.Index(
                fields=["indicator", "day"], name="worklog_indicator_day", condition=Q(indicator__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def minutes(self) -> int:
        """Length in whole minutes."""
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def tone(self) -> str:
        return EntryState(self.state).tone

    @property
    def is_open(self) -> bool:
        """Whether the employee may still change it."""
        return self.state in (EntryState.SENT, EntryState.RETURNED)
