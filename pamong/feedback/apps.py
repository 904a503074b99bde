from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "pamong.feedback"
    label = "feedback"
    verbose_name = "Umpan balik"

    def ready(self) -> None:
        from pamong.feedback import metrics  # noqa: F401, PLC0415  # declares the metrics of this area
