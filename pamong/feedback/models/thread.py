from django.db import models
from django.db.models.functions import Now

from pamong.feedback.enums import ReactionWord
from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class Comment(GuardedModel):
    """One word in the conversation about an entry or a goal of a person. Append-only (trigger)."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_comment=privacy.TALK)
    author = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_comment=privacy.TALK)
    source = models.CharField(max_length=80, db_comment=privacy.TALK)  # "worklog.entry:12"
    source_label = models.CharField(max_length=200, blank=True, db_comment=privacy.TALK)
    text = models.TextField(max_length=2000, db_comment=privacy.TALK)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(text="") & ~models.Q(source=""), name="feedback_comment_whole")
        ]
        indexes = [models.Index(fields=["person", "source", "id"], name="feedback_comment_thread")]

    def __str__(self) -> str:
        return f"comment {self.pk}"


class Reaction(GuardedModel):
    """A short answer in words to an entry or a goal; one per person, changed by choosing another."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_comment=privacy.TALK)
    author = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_comment=privacy.TALK)
    source = models.CharField(max_length=80, db_comment=privacy.TALK)
    word = models.CharField(max_length=8, choices=ReactionWord.choices, db_comment=privacy.TALK)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "source", "author"], name="feedback_reaction_once"),
            models.CheckConstraint(condition=models.Q(word__in=ReactionWord.values), name="feedback_reaction_known"),
        ]

    def __str__(self) -> str:
        return self.word


class FeedbackRequest(GuardedModel):
    """Somebody asks a named person for feedback about a person, until a day. The answer is an ordinary, named feedback."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_comment=privacy.TALK)
    asked_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_comment=privacy.TALK)
    giver = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_comment=privacy.TALK)
    agency = models.ForeignKey("people.Agency", models.PROTECT, related_name="+")
    question = models.CharField(max_length=300, db_comment=privacy.TALK)
    due = models.DateField(db_comment=privacy.TALK)
    feedback = models.OneToOneField(
        "feedback.Feedback", models.PROTECT, null=True, blank=True, related_name="request"
    )  # the answer
    declined = models.BooleanField(default=False)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["due", "id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(person=models.F("giver")), name="feedback_request_of_another"),
            models.CheckConstraint(
                condition=models.Q(declined=False) | models.Q(feedback__isnull=True), name="feedback_request_one_end"
            ),
        ]
        indexes = [
            models.Index(fields=["giver", "due"], name="feedback_request_giver"),
            models.Index(fields=["asked_by", "-id"], name="feedback_request_asker"),
        ]

    def __str__(self) -> str:
        return self.question
