from django.urls import path

from pamong.platform.notifications.web.views import browsers, hours, log, notices, settings

app_name = "notifications"
urlpatterns = [
    path("", notices.listing, name="list"),
    path("dibaca/", notices.read_all, name="read_all"),
    path("<int:pk>/buka/", notices.open_one, name="open"),
    path("pengaturan/", settings.wishes, name="settings"),
    path("perangkat/", browsers.remember, name="browser"),
    path("perangkat/lepas/", browsers.forget, name="browser_forget"),
    path("ketentuan/", hours.hours, name="hours"),
    path("kiriman/", log.log, name="log"),
    path("kiriman/<int:pk>/ulang/", log.retry, name="retry"),
]
