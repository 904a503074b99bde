from django.urls import path

from pamong.platform.notifications.web.views import notices

app_name = "notifications"
urlpatterns = [
    path("", notices.listing, name="list"),
    path("dibaca/", notices.read_all, name="read_all"),
    path("<int:pk>/buka/", notices.open_one, name="open"),
]
