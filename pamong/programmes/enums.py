"""Words of the strategic plans of region and agencies."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlanKind(models.TextChoices):
    """RPJMD: the region's plan of five years. Renstra: the plan of one agency that serves it."""

    RPJMD = "rpjmd", _("RPJMD")
    RENSTRA = "renstra", _("Renstra")


class NodeKind(models.TextChoices):
    """Levels of the tree, top first."""

    GOAL = "goal", _("Tujuan")
    OUTCOME = "outcome", _("Sasaran")
    PROGRAMME = "programme", _("Program")
    ACTIVITY = "activity", _("Kegiatan")
    SUBACTIVITY = "subactivity", _("Subkegiatan")


class MeasureKind(models.TextChoices):
    """What an indicator speaks of: the effect on people (outcome) or what the office delivers (output)."""

    OUTCOME = "outcome", _("Hasil (outcome)")
    OUTPUT = "output", _("Keluaran (output)")


class Better(models.TextChoices):
    MORE = "more", _("Makin besar makin baik")
    LESS = "less", _("Makin kecil makin baik")


class AgreementState(models.TextChoices):
    """Perjanjian kinerja: drawn from the Renstra, signed by the agency head, then by the head of region."""

    DRAFT = "draft", _("Disusun")
    SIGNED = "signed", _("Ditandatangani kepala perangkat daerah")
    AGREED = "agreed", _("Berlaku")
    REPLACED = "replaced", _("Diganti versi baru")
