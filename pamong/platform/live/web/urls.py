from django.urls import path

from pamong.platform.live.web.views.stream import stream

app_name = "live"
urlpatterns = [path("stream", stream, name="stream")]
