from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models.functions import Now
from django.utils.crypto import salted_hmac

from pamong.platform.access.who import ROLES
from pamong.platform.privacy import labels as privacy


class UserManager(BaseUserManager["User"]):
    def create_user(self, nip: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(nip=nip, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(nip=username)


class User(AbstractBaseUser):
    """An account: signs in with NIP (or a service name for people without one), password and second factor."""

    nip = models.CharField("NIP", max_length=40, unique=True, db_comment=privacy.IDENTITY)
    person = models.OneToOneField(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="user", db_comment=privacy.IDENTITY
    )
    display_name = models.CharField(max_length=150, blank=True, db_comment=privacy.IDENTITY)
    password = models.CharField(max_length=128, db_comment=privacy.SECRET)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    language = models.CharField(max_length=2, default="id", db_comment=privacy.TECHNICAL)
    # Part of every session's hash: one more ends them all.
    session_stamp = models.PositiveIntegerField(default=0, db_default=0)
    created_at = models.DateTimeField(db_default=Now())

    USERNAME_FIELD = "nip"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()

    def __str__(self) -> str:
        return self.nip

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Sessions live as long as password and stamp stay; Django asks this hash on every request."""
        value = f"{self.password}:{self.session_stamp}"
        return salted_hmac("pamong.people.User.session", value, secret=secret, algorithm="sha256").hexdigest()


class RoleGrant(models.Model):
    """A role given to an account, for one agency or (agency empty) for the whole region."""

    user = models.ForeignKey("people.User", models.CASCADE, related_name="role_grants")
    role = models.CharField(
        max_length=20, choices=[(str(r), r.label) for r in sorted(ROLES)], db_comment=privacy.TECHNICAL
    )
    agency = models.ForeignKey("people.Agency", models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "role", "agency"], name="people_role_once", nulls_distinct=False),
        ]

    def __str__(self) -> str:
        return f"{self.role} ({self.agency_id or 'region'})"


class ActivationCode(models.Model):
    """A one-time code with which a person opens the account for the first time; only its hash is stored."""

    user = models.OneToOneField("people.User", models.CASCADE, related_name="activation_code")
    code_hash = models.CharField(max_length=128, db_comment=privacy.SECRET)
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    issued_at = models.DateTimeField(db_default=Now())


Account = User | AnonymousUser
