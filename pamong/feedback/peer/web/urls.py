from django.urls import path

from pamong.feedback.peer.web.views import answer, invite, mine, moderation, policy, result, rounds

app_name = "peer"
urlpatterns = [
    path("", mine.mine, name="mine"),
    path("undangan/<int:pk>/", answer.answer, name="answer"),
    path("undangan/<int:pk>/mundur/", answer.decline, name="decline"),
    path("hasil/<int:pk>/", result.result, name="result"),
    path("hasil/<int:pk>/bagikan/", result.share, name="share"),
    path("hasil/<int:pk>/laporkan/", result.report, name="report"),
    path("hasil/<int:pk>/undangan/", invite.invite, name="invite"),
    path("hasil/<int:pk>/keluarkan/", invite.exclude, name="exclude"),
    path("putaran/", rounds.rounds, name="rounds"),
    path("putaran/<int:pk>/", rounds.one, name="round"),
    path("putaran/<int:pk>/tutup/", rounds.close, name="close"),
    path("laporan/", moderation.moderation, name="moderation"),
    path("laporan/<int:pk>/", moderation.decide, name="decide"),
    path("ketentuan/", policy.policy, name="policy"),
]
