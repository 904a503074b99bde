from django.apps import AppConfig


class GatewayConfig(AppConfig):
    name = "pamong.platform.gateway"
    label = "gateway"
    verbose_name = "Gerbang pesan"
