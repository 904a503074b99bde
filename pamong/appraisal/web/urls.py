from django.urls import path

from pamong.appraisal.web.views import (
    distribution,
    document,
    evaluation,
    lists,
    manage,
    rate,
    self_evaluation,
    sign,
    verify,
    yearly,
)

app_name = "appraisal"
urlpatterns = [
    path("penilaian/", lists.mine, name="mine"),
    path("penilaian/menilai/", lists.to_rate, name="to_rate"),
    path("penilaian/sebaran/", distribution.distribution, name="distribution"),
    path("penilaian/pengelolaan/", manage.overview, name="overview"),
    path("penilaian/pengelolaan/buka/", manage.open_period, name="open"),
    path("penilaian/pengelolaan/capaian/", manage.set_achievement, name="set_achievement"),
    path("penilaian/pengelolaan/setahun/", yearly.year_rule, name="year_rule"),
    path("penilaian/<int:pk>/", evaluation.evaluation, name="evaluation"),
    path("penilaian/<int:pk>/evaluasi-diri/", self_evaluation.assess_self, name="assess_self"),
    path("penilaian/<int:pk>/nilai/", rate.rate, name="rate"),
    path("penilaian/<int:pk>/tanda-tangan/", sign.acknowledge, name="acknowledge"),
    path("penilaian/<int:pk>/tetapkan/", sign.set_unsigned, name="set"),
    path("penilaian/<int:pk>/dokumen/", document.document, name="document"),
    path("penilaian/<int:pk>/buat-dokumen/", document.finalise, name="finalise"),
    path("publik/verifikasi/", verify.verify_form, name="verify_form"),
    path("publik/verifikasi/<str:code>/", verify.verify, name="verify"),
]
