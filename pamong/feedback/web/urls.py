from django.urls import path

from pamong.feedback.web.views import give, lists, one

app_name = "feedback"
urlpatterns = [
    path("", lists.received, name="received"),
    path("diberikan/", lists.given, name="given"),
    path("pegawai/<int:person_id>/", lists.about, name="about"),
    path("beri/", give.give, name="give"),
    path("<int:pk>/", one.one, name="one"),
    path("<int:pk>/tanggapi/", one.answer, name="answer"),
]
