from datetime import time

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from pamong.platform.notifications.enums import Mode
from pamong.platform.privacy import labels as privacy


class Choice(models.Model):
    """A person's own choice for one kind of event, where it differs from the kind's default."""

    person_id = models.BigIntegerField(db_comment=privacy.TALK)
    kind = models.CharField(max_length=40, db_comment=privacy.TECHNICAL)
    mode = models.CharField(max_length=6, choices=Mode.choices, db_comment=privacy.TECHNICAL)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person_id", "kind"], name="notifications_one_choice"),
            models.CheckConstraint(condition=Q(mode__in=Mode.values), name="notifications_choice_known"),
        ]


class Profile(models.Model):
    """By which ways a person wants to be reached, and when not. No quiet hours of his own: those of his agency hold."""

    person_id = models.BigIntegerField(unique=True, db_comment=privacy.TALK)
    email = models.BooleanField(default=True)
    whatsapp = models.BooleanField(default=False)
    quiet_from = models.TimeField(null=True, blank=True, db_comment=privacy.TECHNICAL)
    quiet_to = models.TimeField(null=True, blank=True, db_comment=privacy.TECHNICAL)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quiet_from__isnull=True, quiet_to__isnull=True)
                | Q(quiet_from__isnull=False, quiet_to__isnull=False),
                name="notifications_quiet_from_and_to",
            ),
        ]


class HoursPolicy(models.Model):
    """When an agency does not want its people disturbed, and when the digest of the day before leaves; a dated record."""

    agency_id = models.BigIntegerField(null=True, blank=True)  # empty: everywhere; the platform knows no areas
    valid_from = models.DateField(db_comment=privacy.ORGANISATION)
    quiet_from = models.TimeField(default=time(20, 0), db_comment=privacy.ORGANISATION)
    quiet_to = models.TimeField(default=time(6, 0), db_comment=privacy.ORGANISATION)
    digest_at = models.TimeField(default=time(6, 30), db_comment=privacy.ORGANISATION)
    set_by = models.BigIntegerField(null=True, db_comment=privacy.AUDIT)  # account
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-valid_from", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency_id", "valid_from"], name="notifications_policy_once_a_day", nulls_distinct=False
            ),
        ]


class PushSubscription(models.Model):
    """A browser that may be woken. Its address is a secret of the browser: who knows it can send to it."""

    person_id = models.BigIntegerField(db_comment=privacy.TALK)
    endpoint = models.CharField(max_length=500, unique=True, db_comment=privacy.SECRET)
    p256dh = models.CharField(max_length=100, db_comment=privacy.SECRET)
    auth = models.CharField(max_length=30, db_comment=privacy.SECRET)
    device = models.CharField(max_length=60, blank=True, db_comment=privacy.CONTACT)  # "Chrome, Android"
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["person_id"], name="notifications_browsers")]
