from django.db import models
from django.db.models.functions import Now

from pamong.platform.privacy import labels as privacy


class Dialogue(models.Model):
    """A report that is still being told by messages. Gone when it is sent, called off, or an hour old."""

    sender = models.CharField(max_length=64, unique=True, db_comment=privacy.SECRET)  # keyed digest of the number
    state = models.JSONField(default=dict, db_comment=privacy.CITIZEN)  # rules/story.py: Story
    touched_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["touched_at"], name="channels_dialogue_old")]

    def __str__(self) -> str:
        return f"dialogue {self.pk}"
