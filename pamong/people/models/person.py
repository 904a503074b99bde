from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Now, Upper

from pamong.people.enums import LeavingReason, Sex, Status
from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class Person(GuardedModel):
    """A civil servant, PNS or PPPK, known by NIP (18 digits; regulations: Perka BKN 22/2007)."""

    nip = models.CharField(max_length=18, unique=True, db_comment=privacy.IDENTITY)
    name = models.CharField(max_length=150, db_comment=privacy.IDENTITY)
    status = models.CharField(max_length=4, choices=Status.choices, db_comment=privacy.IDENTITY)
    rank = models.CharField(max_length=8, blank=True, db_comment=privacy.IDENTITY)  # golongan: III/b, or IX for PPPK
    birth_date = models.DateField(db_comment=privacy.IDENTITY)
    sex = models.CharField(max_length=1, choices=Sex.choices, db_comment=privacy.IDENTITY)
    email = models.EmailField(blank=True, db_comment=privacy.CONTACT)
    phone = models.CharField(max_length=20, blank=True, db_comment=privacy.CONTACT)
    is_active = models.BooleanField(default=True)
    # The first day on which the person no longer serves here, and why; may lie ahead.
    left_on = models.DateField(null=True, blank=True, db_comment=privacy.IDENTITY)
    left_reason = models.CharField(
        max_length=12, choices=LeavingReason.choices, blank=True, default="", db_default="", db_comment=privacy.IDENTITY
    )
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(nip__regex=r"^[0-9]{18}$"), name="people_person_nip_18_digits"),
            models.CheckConstraint(condition=~models.Q(name=""), name="people_person_has_name"),
            models.CheckConstraint(
                condition=models.Q(left_on__isnull=True, left_reason="")
                | (models.Q(left_on__isnull=False) & ~models.Q(left_reason="")),
                name="people_left_when_and_why",
            ),
        ]
        indexes = [
            models.Index(fields=["name", "id"], name="people_person_name"),
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="people_person_name_part"),  # part of a name
        ]

    def __str__(self) -> str:
        return self.name
