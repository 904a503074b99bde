from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from pamong.platform.notifications.enums import Channel, Mode, Reason, State
from pamong.platform.privacy import labels as privacy


class Delivery(models.Model):
    """One message that leaves the application: the only outbox. The same event reaches a person by a channel once.

    ``event`` is the key of the notice, ``digest:2026-11-26`` for the summary of a local day, or the caller's key of a
    message to somebody without account. What it says is put together when it is sent; only messages to people without
    account hold address and text, and only until they are sent.
    """

    person_id = models.BigIntegerField(null=True, db_comment=privacy.TALK)
    event = models.CharField(max_length=120, db_comment=privacy.TECHNICAL)
    channel = models.CharField(max_length=8, choices=Channel.choices, db_comment=privacy.TECHNICAL)
    mode = models.CharField(max_length=6, choices=Mode.choices, default=Mode.NOW, db_comment=privacy.TECHNICAL)
    kind = models.CharField(max_length=40, blank=True, db_comment=privacy.TECHNICAL)
    notice_id = models.BigIntegerField(null=True)  # of mode now; a digest's notices name their delivery
    day = models.DateField(null=True, db_comment=privacy.TECHNICAL)  # a digest's local day
    address = models.CharField(max_length=200, blank=True, db_comment=privacy.CONTACT)
    body = models.TextField(blank=True, db_comment=privacy.TALK)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING, db_comment=privacy.TECHNICAL)
    reason = models.CharField(max_length=12, choices=Reason.choices, blank=True, db_comment=privacy.TECHNICAL)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(db_default=Now())
    begun_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "person_id", "channel"], name="notifications_once_per_channel", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="notifications_channel_known"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="notifications_state_known"),
            models.CheckConstraint(
                condition=Q(mode=Mode.NOW) | Q(mode=Mode.DIGEST, day__isnull=False, person_id__isnull=False),
                name="notifications_digest_of_a_day",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=False, state__in=[State.SENT, State.SKIPPED, State.PARKED])
                | Q(done_at__isnull=True, state__in=[State.WAITING, State.SENDING]),
                name="notifications_done_when",
            ),
            models.CheckConstraint(
                condition=Q(person_id__isnull=True) | Q(address="", body=""), name="notifications_content_not_kept"
            ),
        ]
        indexes = [
            models.Index(fields=["channel", "due_at", "id"], name="notifications_due", condition=Q(state="waiting")),
            models.Index(fields=["begun_at"], name="notifications_begun", condition=Q(state="sending")),
            models.Index(fields=["-created_at", "-id"], name="notifications_log"),
            models.Index(fields=["person_id", "-day"], name="notifications_digests", condition=Q(mode="digest")),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.event}"

    @property
    def tone(self) -> str:
        return State(self.state).tone
