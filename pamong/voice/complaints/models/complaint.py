import datetime as dt
import secrets

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper

from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy
from pamong.voice.complaints.enums import OPEN_STATES, Channel, Mode, State


def new_id() -> int:
    """A random number that tells neither order nor time; above what counters reach, exact in every client."""
    return secrets.randbelow(2**53 - 2**40) + 2**40


class Complaint(GuardedModel):
    """One case (pengaduan), from receipt to closing; reopening keeps case and clock.

    In anonymous mode nothing here tells who or when: no moment, only the day; the row is written without audit trace
    (``unwatched``) and enters the log in the night, in no order.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=12, unique=True, db_comment=privacy.CITIZEN)  # P-7K3M-9QXD, random
    secret_hash = models.CharField(max_length=128, db_comment=privacy.SECRET)  # of the receipt's secret part
    secret_hint = models.CharField(max_length=4, default="", db_default="", blank=True, db_comment=privacy.SECRET)
    intake_key = models.CharField(max_length=64, unique=True, db_comment=privacy.SECRET)  # digest: sent once, kept once
    mode = models.CharField(max_length=12, choices=Mode.choices, db_comment=privacy.CITIZEN)
    channel = models.CharField(max_length=10, choices=Channel.choices, db_comment=privacy.TECHNICAL)
    state = models.CharField(max_length=12, choices=State.choices, default=State.RECEIVED, db_comment=privacy.TECHNICAL)
    category = models.ForeignKey("complaints.Category", models.PROTECT, related_name="complaints")
    text = models.TextField(max_length=4000, db_comment=privacy.CITIZEN)
    wanted = models.TextField(max_length=1000, blank=True, db_comment=privacy.CITIZEN)  # the remedy asked for
    answers = models.JSONField(default=dict, blank=True, db_comment=privacy.CITIZEN)  # question code → answer
    place = models.ForeignKey("complaints.Place", models.PROTECT, null=True, blank=True, related_name="+")
    street = models.CharField(max_length=300, blank=True, db_comment=privacy.CITIZEN)  # the place in words
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True, db_comment=privacy.CITIZEN)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True, db_comment=privacy.CITIZEN)
    received_day = models.DateField(db_comment=privacy.CITIZEN)
    received_at = models.DateTimeField(null=True, blank=True)  # empty in anonymous mode
    # --- about whom; kept from them and their chain ---
    about_officer = models.BooleanField(default=False)
    accused_words = models.CharField(max_length=300, blank=True, db_comment=privacy.CITIZEN)
    accused_unit = models.ForeignKey("people.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    accused_person = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+", db_comment=privacy.CITIZEN
    )
    # --- who handles it ---
    unit = models.ForeignKey("people.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    handler = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+", db_comment=privacy.PERFORMANCE
    )
    # --- clocks (civil days; rules/clocks.py) ---
    verified_day = models.DateField(null=True, blank=True, db_comment=privacy.PERFORMANCE)
    followed_up_day = models.DateField(null=True, blank=True, db_comment=privacy.PERFORMANCE)
    asked_complete_day = models.DateField(null=True, blank=True, db_comment=privacy.PERFORMANCE)  # UU 25/2009 Ps. 44(3)
    complete_day = models.DateField(null=True, blank=True, db_comment=privacy.PERFORMANCE)
    answered_day = models.DateField(null=True, blank=True, db_comment=privacy.PERFORMANCE)  # first decision
    promised_day = models.DateField(null=True, blank=True, db_comment=privacy.PERFORMANCE)
    closed_day = models.DateField(null=True, blank=True, db_comment=privacy.PERFORMANCE)
    due = models.DateField(null=True, blank=True, db_comment=privacy.PERFORMANCE)  # earliest binding limit still open
    due_kind = models.CharField(max_length=30, blank=True, db_comment=privacy.TECHNICAL)  # its rule
    # --- what the public sees ---
    is_public = models.BooleanField(default=False)  # only after moderation
    published_day = models.DateField(null=True, blank=True, db_comment=privacy.TECHNICAL)  # first put into public
    public_text = models.TextField(max_length=4000, blank=True, db_comment=privacy.CITIZEN)
    voices = models.PositiveIntegerField(default=1)  # how many said the same
    reopened = models.PositiveSmallIntegerField(default=0)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    handed_to = models.CharField(max_length=200, blank=True, db_comment=privacy.ORGANISATION)
    rating = models.PositiveSmallIntegerField(null=True, blank=True, db_comment=privacy.CITIZEN)  # 1 to 4
    rating_text = models.CharField(max_length=1000, blank=True, db_comment=privacy.CITIZEN)
    version = models.PositiveIntegerField(default=0)
    unwatched = models.BooleanField(default=False)  # last written by an anonymous reporter: no trace of the moment

    class Meta:
        ordering = ["-received_day", "id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="complaints_has_text"),
            models.CheckConstraint(condition=models.Q(mode__in=Mode.values), name="complaints_mode_known"),
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="complaints_state_known"),
            models.CheckConstraint(condition=models.Q(channel__in=Channel.values), name="complaints_channel_known"),
            models.CheckConstraint(
                condition=models.Q(mode=Mode.ANONYMOUS, received_at__isnull=True)
                | (~models.Q(mode=Mode.ANONYMOUS) & models.Q(received_at__isnull=False)),
                name="complaints_anonymous_has_no_moment",
            ),
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="complaints_point_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(rating__isnull=True) | models.Q(rating__range=(1, 4)),
                name="complaints_rating_1_to_4",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.MERGED) | models.Q(merged_into__isnull=False),
                name="complaints_merged_into_one",
            ),
            models.CheckConstraint(
                condition=models.Q(about_officer=False) | models.Q(is_public=False),
                name="complaints_accused_not_public",
            ),
        ]
        indexes = [
            models.Index(fields=["due", "id"], name="complaints_due", condition=models.Q(state__in=OPEN_STATES)),
            # counts of the officers' list: everything they ask is in the index
            models.Index(
                fields=["state"],
                include=["due", "unit", "handler", "about_officer", "accused_unit", "accused_person"],
                name="complaints_counted",
            ),
            models.Index(fields=["unit", "state", "-received_day"], name="complaints_unit"),
            models.Index(fields=["handler", "state"], name="complaints_handler"),
            models.Index(fields=["-received_day", "id"], name="complaints_newest"),
            models.Index(
                fields=["category", "place", "-received_day"],
                name="complaints_public",
                condition=models.Q(is_public=True),
            ),
            # the public list, whole and by each of its filters: the newest first, read without sorting
            *(
                models.Index(fields=[*first, "-received_day", "number"], name=name, condition=models.Q(is_public=True))
                for name, first in (
                    ("complaints_public_newest", ()),
                    ("complaints_public_category", ("category",)),
                    ("complaints_public_place", ("place",)),
                    ("complaints_public_unit", ("unit",)),
                )
            ),
            models.Index(fields=["published_day"], name="complaints_published", condition=models.Q(is_public=True)),
            GinIndex(OpClass(Upper("public_text"), name="gin_trgm_ops"), name="complaints_public_text_part"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def status(self) -> State:
        return State(self.state)

    @property
    def tone(self) -> str:
        return self.status.tone

    @property
    def is_anonymous(self) -> bool:
        return self.mode == Mode.ANONYMOUS

    def age(self, today: dt.date) -> int:
        """Days since receipt."""
        return (today - self.received_day).days
