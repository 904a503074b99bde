"""How often news of an area leave."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Rhythm(models.TextChoices):
    DAILY = "daily", _("Setiap hari, bila ada kabar")
    WEEKLY = "weekly", _("Seminggu sekali, hari Senin")
