from django.db import models
from django.db.models.functions import Now

from pamong.platform.gateway.enums import Carrier
from pamong.platform.privacy import labels as privacy


class InboundMessage(models.Model):
    """That a message was taken: never what it said or who sent it. A gateway that sends it again gets the same answer."""

    carrier = models.CharField(max_length=8, choices=Carrier.choices, db_comment=privacy.TECHNICAL)
    # Keyed hash of the gateway's id: an id of WhatsApp holds the sender's number.
    id_hash = models.CharField(max_length=64, db_comment=privacy.TECHNICAL)
    handler = models.CharField(max_length=40, blank=True, db_comment=privacy.TECHNICAL)  # which area took it
    reply = models.TextField(blank=True, db_comment=privacy.SECRET)  # kept for a day, in case the answer was lost
    received_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["carrier", "id_hash"], name="gateway_once_per_message"),
            models.CheckConstraint(condition=models.Q(carrier__in=Carrier.values), name="gateway_carrier_known"),
        ]
        indexes = [
            models.Index(fields=["received_at"], name="gateway_replies_kept", condition=~models.Q(reply="")),
        ]

    def __str__(self) -> str:
        return f"{self.carrier} {self.pk}"
