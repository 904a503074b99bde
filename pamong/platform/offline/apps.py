from django.apps import AppConfig


class OfflineConfig(AppConfig):
    name = "pamong.platform.offline"
    label = "offline"
    verbose_name = "Tanpa sambungan"

    def ready(self) -> None:
        from pamong.platform.access.gate import after_write  # noqa: PLC0415  # needs the apps to be ready
        from pamong.platform.offline.receipts import note  # noqa: PLC0415

        after_write(note)
