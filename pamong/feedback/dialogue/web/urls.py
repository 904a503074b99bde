from django.urls import path

from pamong.feedback.dialogue.web.views import coaching, followups, home, meeting

app_name = "dialogue"
urlpatterns = [
    path("", home.home, name="home"),
    path("baru/", meeting.plan, name="plan"),
    path("<int:pk>/", meeting.meeting, name="meeting"),
    path("<int:pk>/tulis/", meeting.write, name="write"),
    path("<int:pk>/tindak-lanjut/", followups.agree, name="agree"),
    path("<int:pk>/keadaan/", meeting.state, name="state"),
    path("tindak-lanjut/umpan-balik/<int:feedback_id>/", followups.after_feedback, name="after_feedback"),
    path("tindak-lanjut/<int:pk>/selesai/", followups.finish, name="finish"),
    path("bimbingan/<int:person_id>/", coaching.coach, name="coach"),
]
