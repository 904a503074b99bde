"""Words of the calendar."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class HolidayKind(models.TextChoices):
    """Whose day off it is: the joint decree names the first two, a region or agency sets the last."""

    NATIONAL = "national", _("Libur nasional")
    JOINT = "joint", _("Cuti bersama")
    LOCAL = "local", _("Libur daerah")
