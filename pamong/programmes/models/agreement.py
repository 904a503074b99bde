from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy
from pamong.programmes.enums import AgreementState

IN_FORCE = [AgreementState.AGREED, AgreementState.REPLACED]


class Agreement(GuardedModel):
    """Perjanjian kinerja of one agency for one year, signed by its head and by the head of region; versions are kept.

    ``content`` is frozen with the first signature; the second signs exactly that.
    """

    agency = models.ForeignKey("people.Agency", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField(default=1)  # version of the year
    state = models.CharField(
        max_length=8, choices=AgreementState.choices, default=AgreementState.DRAFT, db_comment=privacy.ORGANISATION
    )
    reason = models.CharField(max_length=300, blank=True, db_comment=privacy.ORGANISATION)  # of a later version
    content = models.JSONField(null=True, blank=True, db_comment=privacy.ORGANISATION)
    content_hash = models.CharField(max_length=64, blank=True, db_comment=privacy.TECHNICAL)
    head = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+", db_comment=privacy.IDENTITY
    )
    head_signed_at = models.DateTimeField(null=True, blank=True)
    leader_name = models.CharField(max_length=150, blank=True, db_comment=privacy.ORGANISATION)  # a state official
    leader_user = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    leader_signed_at = models.DateTimeField(null=True, blank=True)
    returned_note = models.CharField(max_length=600, blank=True, db_comment=privacy.ORGANISATION)
    check_code = models.CharField(max_length=26, null=True, blank=True, unique=True, db_comment=privacy.ORGANISATION)
    sha256 = models.CharField(max_length=64, blank=True, db_comment=privacy.TECHNICAL)
    pdf = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-year", "agency_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "year", "number"], name="programmes_agreement_version_once"),
            models.UniqueConstraint(
                fields=["agency", "year"],
                condition=Q(state=AgreementState.AGREED),
                name="programmes_one_agreement_in_force",
            ),
            models.UniqueConstraint(
                fields=["agency", "year"],
                condition=Q(state__in=[AgreementState.DRAFT, AgreementState.SIGNED]),
                name="programmes_one_agreement_open",
            ),
            models.CheckConstraint(
                condition=Q(state=AgreementState.DRAFT, content__isnull=True, head_signed_at__isnull=True)
                | Q(
                    content__isnull=False,
                    content_hash__regex="^[0-9a-f]{64}$",
                    head__isnull=False,
                    head_signed_at__isnull=False,
                ),
                name="programmes_signed_is_frozen",
            ),
            models.CheckConstraint(
                condition=Q(state__in=IN_FORCE, leader_signed_at__isnull=False, leader_user__isnull=False)
                & ~Q(leader_name="")
                | Q(
                    state__in=[AgreementState.DRAFT, AgreementState.SIGNED],
                    leader_signed_at__isnull=True,
                    leader_user__isnull=True,
                    check_code__isnull=True,
                ),
                name="programmes_agreed_by_both",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}/{self.number}"
