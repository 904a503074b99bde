from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from pamong.feedback.peer.enums import RoundState
from pamong.feedback.peer.rules.answers import LEAST
from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class Round(GuardedModel):
    """One round of peer feedback in one agency (or one unit of it), about one period of the performance year."""

    agency = models.ForeignKey("people.Agency", models.PROTECT, related_name="+")
    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="+")  # with all units below it
    title = models.CharField(max_length=120, db_comment=privacy.ORGANISATION)
    about_from = models.DateField(db_comment=privacy.ORGANISATION)  # the period the answers speak about
    about_to = models.DateField(db_comment=privacy.ORGANISATION)
    starts = models.DateField(db_comment=privacy.ORGANISATION)  # days on which answers are taken, both included
    ends = models.DateField(db_comment=privacy.ORGANISATION)
    least = models.PositiveSmallIntegerField()  # shown from so many answers; frozen at the opening
    most = models.PositiveSmallIntegerField()
    upward = models.BooleanField(default=True)  # also ask people about their superior
    state = models.CharField(
        max_length=10, choices=RoundState.choices, default=RoundState.PREPARING, db_comment=privacy.ORGANISATION
    )
    released_on = models.DateField(null=True, db_comment=privacy.ORGANISATION)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-starts", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(starts__lte=F("ends")), name="peer_round_has_days"),
            models.CheckConstraint(condition=Q(about_from__lte=F("about_to")), name="peer_round_is_about_days"),
            models.CheckConstraint(condition=Q(least__gte=LEAST), name="peer_round_least"),
            models.CheckConstraint(condition=Q(state__in=RoundState.values), name="peer_round_state"),
            models.CheckConstraint(
                condition=Q(state="released", released_on__isnull=False)
                | (~Q(state="released") & Q(released_on__isnull=True)),
                name="peer_round_released_on",
            ),
        ]
        indexes = [models.Index(fields=["state", "ends"], name="peer_round_due")]

    def __str__(self) -> str:
        return self.title


class Subject(GuardedModel):
    """A person the round is about. How many answers were released is known only after the round."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="subjects")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_comment=privacy.TALK)
    peers = models.PositiveSmallIntegerField(null=True)  # answers shown of each relation; 0: too few, deleted unread
    reports = models.PositiveSmallIntegerField(null=True)
    shared = models.BooleanField(default=False)  # the person lets his superior read the texts

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "person"], name="peer_subject_once")]
        indexes = [models.Index(fields=["person", "-round"], name="peer_subject_person")]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.person_id}"
