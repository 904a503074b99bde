from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "pamong.platform.live"
    label = "live"
    verbose_name = "Pembaruan langsung"

    def ready(self) -> None:
        from pamong.platform.live.topics import register_own  # noqa: PLC0415  # needs the apps to be ready

        register_own()
