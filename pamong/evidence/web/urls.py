from django.urls import path

from pamong.evidence.web.views import facts

app_name = "evidence"
urlpatterns = [path("", facts.facts, name="facts")]
