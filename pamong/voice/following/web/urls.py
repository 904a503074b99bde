from django.urls import path

from pamong.voice.following.web.views import answers, ask, mine

app_name = "following"
urlpatterns = [
    path("kabar/", ask.area, name="area"),
    path("kabar/saya/", mine.mine, name="mine"),
    path("kabar/saya/wilayah/", mine.area, name="mine_area"),
    path("kabar/saya/<int:pk>/berhenti/", mine.stop, name="mine_stop"),
    path("kabar/<str:token>/", answers.confirm, name="confirm"),
    path("kabar/<str:token>/berhenti/", answers.stop, name="stop"),
    path("<slug:number>/ikuti/", ask.case, name="case"),
    path("<slug:number>/ikuti/aplikasi/", mine.case, name="mine_case"),
]
