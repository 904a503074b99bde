from django.urls import path

from pamong.feedback.web.views import give, lists, one, phrases, requests, thread

app_name = "feedback"
urlpatterns = [
    path("", lists.received, name="received"),
    path("diberikan/", lists.given, name="given"),
    path("pegawai/<int:person_id>/", lists.about, name="about"),
    path("beri/", give.give, name="give"),
    path("tentang/", thread.thread, name="thread"),
    path("tentang/kata/", thread.react, name="react"),
    path("permintaan/", requests.requests, name="requests"),
    path("permintaan/pegawai/<int:person_id>/", requests.ask, name="ask"),
    path("permintaan/<int:pk>/", requests.one, name="request"),
    path("permintaan/<int:pk>/tolak/", requests.decline, name="decline"),
    path("kalimat/", phrases.phrases, name="phrases"),
    path("<int:pk>/tampilkan/", one.show, name="show"),
    path("<int:pk>/", one.one, name="one"),
    path("<int:pk>/tanggapi/", one.answer, name="answer"),
]
