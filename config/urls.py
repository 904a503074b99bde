"""The URL map: each area under its Indonesian path. Every route has a row in the permission table."""

from django.urls import URLPattern, URLResolver, include, path

handler500 = "pamong.platform.health.away.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    # --- machine ---
    path("healthz/", include("pamong.platform.health.web.urls")),
    path("live/", include("pamong.platform.live.web.urls")),
    path("pemberitahuan/", include("pamong.platform.notifications.web.urls")),
    path("", include("pamong.platform.offline.web.urls")),  # sw.js must lie at the root
    path("gerbang/", include("pamong.platform.gateway.web.urls")),
    # --- areas ---
    path("skp/", include("pamong.planning.web.urls")),
    path("program/", include("pamong.programmes.web.urls")),
    path("", include("pamong.sites.web.urls")),
    path("akun/", include("pamong.people.web.account_urls")),
    path("", include("pamong.people.web.urls")),
    path("umpan-balik/warga/", include("pamong.feedback.citizen.web.urls")),
    path("umpan-balik/dialog/", include("pamong.feedback.dialogue.web.urls")),
    path("umpan-balik/rekan/", include("pamong.feedback.peer.web.urls")),
    path("umpan-balik/", include("pamong.feedback.web.urls")),
    path("", include("pamong.appraisal.web.urls")),  # penilaian/ and publik/verifikasi/
    path("bukti/", include("pamong.evidence.web.urls")),
    path("harian/", include("pamong.worklog.web.urls")),
    path("pengaduan/", include("pamong.voice.insight.web.urls")),  # statistik/, sinyal/, penyelidikan/
    path("laporan/", include("pamong.voice.following.web.urls")),  # kabar/ and <number>/ikuti/
    path("laporan/", include("pamong.voice.public.web.urls")),
    path("", include("pamong.voice.open311.web.urls")),  # open311/ and pengaduan/kunci-open311/
    path("", include("pamong.voice.complaints.web.urls")),  # lapor/, tanda-terima/ and pengaduan/
]
