from django.apps import AppConfig
from django.core import checks


class AccessConfig(AppConfig):
    name = "pamong.platform.access"
    label = "access"
    verbose_name = "Hak akses"

    def ready(self) -> None:
        from pamong.platform.access.routes import check_routes  # noqa: PLC0415  # needs the apps to be ready

        checks.register(check_routes, checks.Tags.urls)
