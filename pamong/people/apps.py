from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "pamong.people"
    label = "people"
    verbose_name = "Kepegawaian"

    def ready(self) -> None:
        from pamong.people import listeners  # noqa: F401, PLC0415  # needs the apps to be ready
