from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "pamong.platform.jobs"
    label = "jobs"
