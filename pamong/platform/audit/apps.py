from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    name = "pamong.platform.audit"
    label = "audit"
    verbose_name = "Jejak audit"

    def ready(self) -> None:
        from pamong.platform.audit.attach import attach_triggers  # noqa: PLC0415  # needs the apps to be ready

        post_migrate.connect(attach_triggers, dispatch_uid="pamong.audit.attach")
