from django.contrib.postgres.fields import ArrayField
from django.db import models

from pamong.platform.privacy import labels as privacy


class Attempt(models.Model):
    """Recent tries under one key (digest of scope and account, address or code): the sliding window of the throttle."""

    key = models.CharField(max_length=64, primary_key=True, db_comment=privacy.TECHNICAL)
    tries = ArrayField(models.DateTimeField(), db_comment=privacy.TECHNICAL)
    allowed = models.BooleanField(default=True)
