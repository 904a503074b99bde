from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "pamong.platform.calendar"
    label = "calendar"
    verbose_name = "Kalender kerja"
