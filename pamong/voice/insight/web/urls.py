from django.urls import path

from pamong.voice.insight.web.views import figures, inquiries, signals

app_name = "insight"
urlpatterns = [
    path("statistik/", figures.figures, name="figures"),
    path("statistik/unduh/", figures.table, name="table"),
    path("statistik/laporan/", figures.cases, name="cases"),
    path("sinyal/", signals.signals, name="signals"),
    path("sinyal/ketentuan/", signals.policy, name="policy"),
    path("sinyal/<int:pk>/", signals.signal, name="signal"),
    path("sinyal/<int:pk>/abaikan/", signals.dismiss, name="dismiss"),
    path("sinyal/<int:pk>/selidiki/", signals.inquire, name="inquire"),
    path("penyelidikan/", inquiries.inquiries, name="inquiries"),
    path("penyelidikan/<int:pk>/", inquiries.inquiry, name="inquiry"),
    path("penyelidikan/<int:pk>/catat/", inquiries.note, name="note"),
    path("penyelidikan/<int:pk>/selesai/", inquiries.close, name="close"),
]
