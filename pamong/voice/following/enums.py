"""How often news of an area leave."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Rhythm(models.TextChoices):
    DAILY = "daily", _("Setiap hari, bila ada kabar")
    WEEKLY = "weekly", _("Seminggu sekali, hari Senin")


class Language(models.TextChoices):
    """In which its letters are written: that of the page on which it was asked for."""

    INDONESIAN = "id", "Bahasa Indonesia"
    ENGLISH = "en", "English"

    @classmethod
    def of(cls, active: str | None) -> "Language":
        """The one that stands for an active language (``en-gb``)."""
        return cls.ENGLISH if (active or "").startswith("en") else cls.INDONESIAN
