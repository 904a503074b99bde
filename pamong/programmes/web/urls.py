from django.urls import path

from pamong.programmes.web.views import agreements, measures, nodes, plans, workbook

app_name = "programmes"
urlpatterns = [
    path("", plans.plans, name="plans"),
    path("baru/", plans.new, name="plan_new"),
    path("<int:pk>/", plans.plan, name="plan"),
    path("<int:pk>/ubah/", plans.edit, name="plan_edit"),
    path("<int:pk>/excel/", workbook.workbook, name="workbook"),
    path("<int:pk>/impor/", workbook.upload, name="upload_new"),
    path("impor/<int:pk>/", workbook.check, name="upload"),
    path("impor/<int:pk>/ditolak/", workbook.refused_rows, name="upload_refused"),
    path("<int:pk>/tambah/", nodes.new, name="node_new"),
    path("simpul/<int:pk>/", nodes.node, name="node"),
    path("simpul/<int:pk>/ubah/", nodes.edit, name="node_edit"),
    path("simpul/<int:pk>/hapus/", nodes.delete, name="node_delete"),
    path("simpul/<int:pk>/indikator/", measures.new, name="measure_new"),
    path("simpul/<int:pk>/anggaran/", measures.budget_new, name="budget_new"),
    path("indikator/<int:pk>/", measures.edit, name="measure"),
    path("indikator/<int:pk>/hapus/", measures.delete, name="measure_delete"),
    path("indikator/<int:pk>/realisasi/", measures.value, name="value"),
    path("anggaran/<int:pk>/", measures.budget, name="budget"),
    path("anggaran/<int:pk>/hapus/", measures.budget_delete, name="budget_delete"),
    path("perjanjian/", agreements.agreements, name="agreements"),
    path("perjanjian/susun/", agreements.prepare, name="agreement_new"),
    path("perjanjian/<int:pk>/", agreements.agreement, name="agreement"),
    path("perjanjian/<int:pk>/tanda-tangan/", agreements.sign, name="agreement_sign"),
    path("perjanjian/<int:pk>/setujui/", agreements.approve, name="agreement_approve"),
    path("perjanjian/<int:pk>/kembalikan/", agreements.send_back, name="agreement_return"),
    path("perjanjian/<int:pk>/pdf/", agreements.agreement_pdf, name="agreement_pdf"),
    path("perjanjian/periksa/<str:code>/", agreements.verify, name="verify"),
]
