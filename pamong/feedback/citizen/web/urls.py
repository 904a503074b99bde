from django.urls import path

from pamong.feedback.citizen.web.views import voices, wall

app_name = "citizen"
urlpatterns = [
    path("dinding/", wall.wall, name="wall"),
    path("", voices.mine, name="mine"),
    path("pegawai/<int:person_id>/", voices.about, name="about"),
    path("<int:pk>/tampilkan/", voices.show, name="show"),
]
