from django.db import models
from django.db.models.functions import Now


class JobDone(models.Model):
    """A job whose effect is committed: written in the job's own transaction, so that a second run stops."""

    job_id = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "jobs_done"
