from django.db import models
from django.db.models.functions import Now

from pamong.platform.privacy import labels as privacy


class Event(models.Model):
    """One change of one row (written by trigger, raw SQL included) or one act (written by an action). Append only."""

    at = models.DateTimeField(db_default=Now())
    kind = models.CharField(max_length=6, db_comment=privacy.TECHNICAL)  # insert, update, delete, act
    table = models.CharField(max_length=63, db_comment=privacy.TECHNICAL)
    row_id = models.CharField(max_length=64, db_comment=privacy.TECHNICAL)
    verb = models.CharField(max_length=64, default="", db_default="", db_comment=privacy.TECHNICAL)
    old = models.JSONField(null=True, db_comment=privacy.AUDIT)  # update: only the changed columns
    new = models.JSONField(null=True, db_comment=privacy.AUDIT)
    actor_id = models.BigIntegerField(null=True)  # user id; no foreign key: the log outlives the account
    actor = models.CharField(max_length=200, default="", db_default="", db_comment=privacy.AUDIT)
    acting_for = models.BigIntegerField(null=True)
    route = models.CharField(max_length=64, default="", db_default="", db_comment=privacy.TECHNICAL)
    request_id = models.CharField(max_length=32, default="", db_default="", db_comment=privacy.TECHNICAL)
    db_user = models.CharField(max_length=63, default="", db_default="", db_comment=privacy.TECHNICAL)
    row_hash = models.BinaryField(default=b"", db_comment=privacy.TECHNICAL)

    class Meta:
        db_table = "audit_event"
        indexes = [
            models.Index(fields=["table", "row_id", "id"], name="audit_event_row"),
            models.Index(fields=["request_id"], name="audit_event_request", condition=~models.Q(request_id="")),
        ]
