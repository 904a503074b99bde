from django.db import models

from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class Document(GuardedModel):
    """The signed-off document of a final evaluation. Refuses any change (trigger); corrections come by objection."""

    evaluation = models.OneToOneField("appraisal.Evaluation", models.PROTECT, related_name="document")
    check_code = models.CharField(max_length=20, unique=True, db_comment=privacy.TECHNICAL)  # 100 random bits
    sha256 = models.CharField(max_length=64, db_comment=privacy.TECHNICAL)  # of the PDF as handed out
    pdf = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    content = models.JSONField(db_comment=privacy.PERFORMANCE)  # everything the PDF says, as it was printed
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(check_code__regex="^[0-9A-HJKMNP-TV-Z]{20}$"), name="appraisal_check_code_whole"
            ),
            models.CheckConstraint(condition=models.Q(sha256__regex="^[0-9a-f]{64}$"), name="appraisal_sha256_whole"),
        ]

    def __str__(self) -> str:
        return self.check_code
