from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "pamong.voice.channels"
    label = "channels"
    verbose_name = "Pengaduan lewat pesan"

    def ready(self) -> None:
        from pamong.platform.gateway import handlers  # noqa: PLC0415  # the registry of another app
        from pamong.platform.notifications import letters  # noqa: PLC0415
        from pamong.voice.channels import queries  # noqa: PLC0415  # needs the models
        from pamong.voice.channels.listeners import take  # noqa: PLC0415

        handlers.register("complaints", take)
        letters.declare(queries.NEWS, queries.news)
