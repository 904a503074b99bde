from django.urls import path

from pamong.planning.web.views import cascade, cycles, documents, indicator, lists, mine, result, review, skp, submit

app_name = "planning"
urlpatterns = [
    path("", mine.mine, name="mine"),
    path("buat/", mine.create, name="create"),
    path("bawahan/", lists.team, name="team"),
    path("semua/", lists.listed, name="list"),
    path("turunkan/", cascade.own_results, name="hand_down"),
    path("turunkan/<int:result_id>/", cascade.hand_down, name="hand_down_to"),
    path("turunkan/tarik/<int:handed_id>/", cascade.take_back, name="take_back"),
    path("menunggu/", cascade.waiting, name="waiting"),
    path("menunggu/<int:result_id>/kaitkan/", cascade.link, name="link"),
    path("siklus/", cycles.cycles, name="cycles"),
    path("siklus/buka/", cycles.open_cycle, name="cycle_open"),
    path("siklus/<int:pk>/", cycles.cycle, name="cycle"),
    path("siklus/<int:pk>/tahapan/", cycles.phases, name="cycle_phases"),
    path("siklus/<int:pk>/pegawai/", cycles.members, name="members"),
    path("siklus/<int:pk>/dikecualikan/", cycles.excluded, name="excluded"),
    path("siklus/<int:pk>/dikecualikan/<int:person_id>/", cycles.exclude, name="exclude"),
    path("siklus/<int:pk>/dikecualikan/<int:person_id>/batal/", cycles.include, name="include"),
    path("<int:pk>/", skp.skp, name="skp"),
    path("<int:pk>/hasil/", result.new, name="result_new"),
    path("<int:pk>/hasil/<int:result_id>/", result.edit, name="result"),
    path("<int:pk>/hasil/<int:result_id>/hapus/", result.delete, name="result_delete"),
    path("<int:pk>/hasil/<int:result_id>/indikator/", indicator.new, name="indicator_new"),
    path("<int:pk>/indikator/<int:indicator_id>/", indicator.edit, name="indicator"),
    path("<int:pk>/indikator/<int:indicator_id>/hapus/", indicator.delete, name="indicator_delete"),
    path("<int:pk>/perilaku/", review.expectations, name="expectations"),
    path("<int:pk>/ajukan/", submit.submit, name="submit"),
    path("<int:pk>/tarik/", submit.withdraw, name="withdraw"),
    path("<int:pk>/periksa/", review.review, name="review"),
    path("<int:pk>/catatan/", skp.note, name="note"),
    path("<int:pk>/pdf/", documents.skp_pdf, name="skp_pdf"),
    path("<int:pk>/matriks/", documents.matrix, name="matrix"),
    path("<int:pk>/matriks/pdf/", documents.matrix_pdf, name="matrix_pdf"),
]
