"""Ways by which messages reach people outside the application."""

from django.db import models


class Carrier(models.TextChoices):
    WHATSAPP = "whatsapp", "WhatsApp"
    SMS = "sms", "SMS"
