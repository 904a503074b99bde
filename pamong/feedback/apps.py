from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "pamong.feedback"
    label = "feedback"
    verbose_name = "Umpan balik"
