from django.db import models
from django.db.models.functions import Now

from pamong.platform.privacy import labels as privacy


class LiveEvent(models.Model):
    """One thing that happened on a topic; ids only. Kept a day, so that a page that was away can catch up.

    `xid` is the transaction that wrote it. Ids become visible out of order (a slow transaction commits late); the
    transaction's id tells which rows a reader may not have seen yet, see `queries.since`.
    """

    topic = models.CharField(max_length=64, db_comment=privacy.TECHNICAL)
    data = models.JSONField(default=dict, db_comment=privacy.TECHNICAL)
    xid = models.BigIntegerField(db_comment=privacy.TECHNICAL)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "live_event"
        indexes = [
            models.Index(fields=["topic", "xid"], name="live_event_topic_xid"),
            models.Index(fields=["xid"], name="live_event_xid"),
            models.Index(fields=["created_at"], name="live_event_created"),
        ]
