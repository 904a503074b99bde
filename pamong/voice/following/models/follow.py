import secrets

from django.db import models
from django.db.models import Q

from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy
from pamong.voice.following.enums import Language, Rhythm


def new_id() -> int:
    """A random number that tells neither order nor time."""
    return secrets.randbelow(2**53 - 2**40) + 2**40


class Follow(GuardedModel):
    """That somebody wants to hear of a public case, or of an area (then ``complaint`` is empty).

    A citizen's address stands here hidden under the installation's secret, never in words, and in no log (docs/adr/0051);
    ``mark`` is a keyed digest of address and subject, so that the same wish is one row. Days, never moments.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    mark = models.CharField(max_length=64, unique=True, null=True, db_comment=privacy.SECRET)
    hidden = models.BinaryField(null=True, db_comment=privacy.FOLLOWER)
    person = models.ForeignKey("people.Person", models.CASCADE, null=True, related_name="+", db_comment=privacy.TALK)
    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, null=True, related_name="+")
    place = models.ForeignKey("complaints.Place", models.CASCADE, null=True, related_name="+")
    category = models.ForeignKey("complaints.Category", models.CASCADE, null=True, related_name="+")
    unit = models.ForeignKey("people.Unit", models.CASCADE, null=True, related_name="+")
    # the case it was asked for, where that one was merged into ``complaint`` since
    came_from = models.ForeignKey("complaints.Complaint", models.SET_NULL, null=True, related_name="+")
    language = models.CharField(
        max_length=2,
        choices=Language.choices,
        default=Language.INDONESIAN,
        db_default=Language.INDONESIAN,
        db_comment=privacy.TECHNICAL,
    )
    rhythm = models.CharField(max_length=6, choices=Rhythm.choices, default=Rhythm.DAILY, db_comment=privacy.TECHNICAL)
    asked_day = models.DateField(db_comment=privacy.FOLLOWER)
    confirmed_day = models.DateField(null=True, db_comment=privacy.FOLLOWER)  # empty: nothing is sent
    told_to = models.DateField(null=True, db_comment=privacy.TECHNICAL)  # news up to and with this day are told
    ends = models.DateField(null=True, db_comment=privacy.TECHNICAL)  # of an area: last day

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True, mark__isnull=False, hidden__isnull=False)
                | Q(person__isnull=False, mark__isnull=True, hidden__isnull=True),
                name="following_by_address_or_person",
            ),
            models.CheckConstraint(
                condition=Q(complaint__isnull=True) | Q(place__isnull=True, category__isnull=True, unit__isnull=True),
                name="following_case_or_area",
            ),
            models.CheckConstraint(condition=Q(rhythm__in=Rhythm.values), name="following_rhythm_known"),
            models.CheckConstraint(condition=Q(language__in=Language.values), name="following_language_known"),
            models.CheckConstraint(
                condition=Q(confirmed_day__isnull=True, told_to__isnull=True)
                | Q(confirmed_day__isnull=False, told_to__isnull=False),
                name="following_told_once_confirmed",
            ),
            models.UniqueConstraint(
                fields=["person", "complaint", "place", "category", "unit"],
                name="following_once_by_person",
                condition=Q(person__isnull=False),
                nulls_distinct=False,
            ),
        ]
        indexes = [
            models.Index(fields=["rhythm", "told_to"], name="following_due", condition=Q(confirmed_day__isnull=False)),
            models.Index(fields=["complaint"], name="following_case", condition=Q(complaint__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"follow {self.pk}"
