from django.urls import path

from pamong.voice.complaints.web.case_forms import SHAPES
from pamong.voice.complaints.web.views import (
    about_me,
    acts,
    ask,
    board,
    catalogue,
    custody,
    desk,
    field,
    follow,
    inspection,
    joined,
    offline,
)

app_name = "complaints"
urlpatterns = [
    # --- citizens ---
    path("lapor/", ask.report, name="report"),
    path("lapor/tanpa-sinyal/", offline.offline, name="offline"),
    path("tanda-terima/", follow.follow, name="follow"),
    path("tanda-terima/tulis/", follow.act, name="follow_act"),
    path("tanda-terima/foto/", follow.photo, name="follow_photo"),
    path("laporan/<slug:number>/sama/", joined.join, name="join"),
    # --- officers ---
    path("pengaduan/", board.board, name="board"),
    path("pengaduan/unduh/", board.export, name="export"),
    path("pengaduan/baru/", desk.enter, name="enter"),
    path("pengaduan/pengaturan/", catalogue.settings, name="settings"),
    path("pengaduan/kustodian/", custody.custody, name="custody"),
    path("pengaduan/kustodian/kunci/", custody.add_key, name="custody_key"),
    path("pengaduan/kustodian/minta/", custody.ask, name="custody_ask"),
    path("pengaduan/kustodian/<int:pk>/putuskan/", custody.decide, name="custody_decide"),
    path("pengaduan/kustodian/<int:pk>/unduh/", custody.fetch, name="custody_fetch"),
    path("pengaduan/lapangan/", field.field, name="field"),
    path("pengaduan/lapangan/data/", field.data, name="field_data"),
    path("pengaduan/lapangan/luring/", field.offline, name="field_offline"),
    path("pengaduan/inspeksi/", inspection.inspections, name="inspections"),
    path("pengaduan/tentang-saya/<int:pk>/", about_me.about_me, name="about_me"),
    path("pengaduan/tentang-saya/<int:pk>/tanggapi/", about_me.answer, name="about_me_answer"),
    path("pengaduan/<int:pk>/", board.case, name="case"),
    path("pengaduan/<int:pk>/foto/<int:photo_pk>/", board.photo, name="photo"),
    *(path(f"pengaduan/<int:pk>/{name}/", acts.view_of(name), name=f"act_{name}") for name in SHAPES),
]
