"""The app that carries templates, static files and the template library."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Screens, without any table."""

    name = "pamong.platform.ui"
    label = "ui"
