from django.urls import path

from pamong.platform.gateway.web.views.inbound import inbound

app_name = "gateway"
urlpatterns = [path("masuk/", inbound, name="inbound")]
