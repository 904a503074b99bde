from django.db import models
from django.db.models.functions import Now

from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class Category(GuardedModel):
    """What a complaint can be about, with the questions that belong to it; ``code`` is the Open311 service code."""

    code = models.SlugField(max_length=40, unique=True, db_comment=privacy.ORGANISATION)
    name = models.CharField(max_length=120, db_comment=privacy.ORGANISATION)
    description = models.CharField(max_length=300, blank=True, db_comment=privacy.ORGANISATION)
    group = models.CharField(max_length=80, blank=True, db_comment=privacy.ORGANISATION)
    # [{"code", "label", "kind": text|number|choice|choices|date, "required", "choices": [{"key", "name"}]}]; see rules/questions.py
    questions = models.JSONField(default=list, blank=True, db_comment=privacy.ORGANISATION)
    about_officer = models.BooleanField(default=False)  # conduct of an officer or unit: never routed to them
    is_praise = models.BooleanField(default=False)
    is_public = models.BooleanField(default=True)  # whether its cases may stand in the public list
    is_active = models.BooleanField(default=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "name"]
        constraints = [models.CheckConstraint(condition=~models.Q(name=""), name="complaints_category_named")]

    def __str__(self) -> str:
        return self.name


class Place(GuardedModel):
    """The list of places: kecamatan, and below it desa or kelurahan, with a middle point where one is known."""

    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    name = models.CharField(max_length=120, db_comment=privacy.ORGANISATION)
    code = models.CharField(max_length=20, blank=True, db_comment=privacy.ORGANISATION)  # Kemendagri code, if known
    latitude = models.DecimalField(
        max_digits=8, decimal_places=5, null=True, blank=True, db_comment=privacy.ORGANISATION
    )
    longitude = models.DecimalField(
        max_digits=8, decimal_places=5, null=True, blank=True, db_comment=privacy.ORGANISATION
    )
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["parent", "name"], name="complaints_place_once", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return self.name


class Responsible(GuardedModel):
    """Which unit handles a category, everywhere (place empty) or in one place and what lies below it."""

    category = models.ForeignKey("complaints.Category", models.CASCADE, related_name="responsible")
    place = models.ForeignKey("complaints.Place", models.CASCADE, null=True, blank=True, related_name="+")
    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["category", "place"], name="complaints_one_unit_per_area", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.category_id} → {self.unit_id}"


class AnswerTemplate(GuardedModel):
    """A ready answer; the officer changes it before it goes out."""

    title = models.CharField(max_length=120, db_comment=privacy.ORGANISATION)
    text = models.TextField(max_length=4000, db_comment=privacy.ORGANISATION)
    category = models.ForeignKey("complaints.Category", models.CASCADE, null=True, blank=True, related_name="templates")
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class VoicePolicy(GuardedModel):
    """Numbers an agency may choose, from a day on."""

    valid_from = models.DateField(unique=True, db_comment=privacy.ORGANISATION)
    silence_working_days = models.PositiveSmallIntegerField(default=10)  # LAPOR's habit; no source binds it
    reopen_days = models.PositiveSmallIntegerField(default=30)  # after closing; no source found, so a choice
    sample_percent = models.PositiveSmallIntegerField(default=5)  # closed cases the inspectorate checks
    anonymous_per_day = models.PositiveSmallIntegerField(default=300)  # floods: there is no address to count by
    follow_days = models.PositiveSmallIntegerField(default=30)  # a follower's address stays so long after closing
    alert_days = models.PositiveSmallIntegerField(default=365)  # news of an area are sent so long, then asked for anew
    sms_replies_per_day = models.PositiveSmallIntegerField(default=30, db_default=30)  # to one number; each is paid for
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(condition=models.Q(sample_percent__lte=100), name="complaints_sample_is_percent")
        ]

    def __str__(self) -> str:
        return f"{self.valid_from}"
