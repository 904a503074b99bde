from django.urls import path

from pamong.evidence.web.views import fact, facts

app_name = "evidence"
urlpatterns = [
    path("", facts.facts, name="facts"),
    path("unduh/", facts.export, name="export"),
    path("<int:pk>/", fact.fact, name="fact"),
    path("<int:pk>/tanggapi/", fact.answer, name="answer"),
]
