from django.urls import path

from pamong.worklog.web.views import board, day, entry, files, history, offline, policy

app_name = "worklog"
urlpatterns = [
    path("", day.day, name="day"),
    path("luring/", offline.offline, name="offline"),
    path("riwayat/", history.history, name="history"),
    path("ketentuan/", policy.policy, name="policy"),
    path("catatan/<int:pk>/", entry.entry, name="entry"),
    path("catatan/<int:pk>/ubah/", entry.change, name="change"),
    path("catatan/<int:pk>/tarik/", entry.withdraw, name="withdraw"),
    path("catatan/<int:pk>/berkas/<int:file_pk>/", files.download, name="file"),
    path("catatan/<int:pk>/berkas/<int:file_pk>/kecil/", files.preview, name="preview"),
    path("papan/", board.board, name="board"),
    path("papan/putuskan/", board.decide, name="decide"),
]
