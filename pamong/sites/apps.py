from django.apps import AppConfig


class SitesConfig(AppConfig):
    name = "pamong.sites"
    label = "sites"
    verbose_name = "Situs"
