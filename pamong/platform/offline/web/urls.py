from django.urls import path

from pamong.platform.offline.web.views.app import manifest, worker

app_name = "offline"
urlpatterns = [
    path("manifest.webmanifest", manifest, name="manifest"),
    path("sw.js", worker, name="worker"),
]
