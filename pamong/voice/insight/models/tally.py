from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from pamong.platform.privacy import labels as privacy


class Tally(models.Model):
    """How many complaints of a month, unit, category and place stand in a state. Made anew every hour, never corrected by hand.

    Complaints about officers and praise are not in here: what a page counts must not tell an officer that he was reported.
    """

    month = models.DateField(db_comment=privacy.TECHNICAL)  # of receipt; its first day
    unit = models.ForeignKey("people.Unit", models.CASCADE, null=True, related_name="+", db_constraint=False)
    category = models.ForeignKey("complaints.Category", models.CASCADE, related_name="+", db_constraint=False)
    place = models.ForeignKey("complaints.Place", models.CASCADE, null=True, related_name="+", db_constraint=False)
    state = models.CharField(max_length=12, db_comment=privacy.TECHNICAL)
    is_public = models.BooleanField()
    n = models.PositiveIntegerField()
    decided = models.PositiveIntegerField()
    in_time = models.PositiveIntegerField()
    rated = models.PositiveIntegerField()
    rating_sum = models.PositiveIntegerField()
    days = ArrayField(
        models.IntegerField(), db_comment=privacy.TECHNICAL
    )  # from receipt to the first decision, one per case
    counted_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            models.Index(fields=["unit", "month"], name="insight_tally_unit"),
            models.Index(fields=["month"], name="insight_tally_month"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.state} {self.n}"
