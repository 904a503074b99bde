from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "pamong.platform.notifications"
    label = "notifications"
    verbose_name = "Pemberitahuan"
