from django.urls import path

from pamong.voice.public.web.views import case, lists, places, units

app_name = "laporan"
urlpatterns = [
    path("", lists.reports, name="list"),
    path("kabar.rss", lists.feed, {"kind": "rss"}, name="rss"),
    path("kabar.atom", lists.feed, {"kind": "atom"}, name="atom"),
    path("laporan.csv", lists.table, name="table"),
    path("peta/", places.places, name="places"),
    path("unit/", units.units, name="units"),
    path("unit/<int:pk>/", units.unit, name="unit"),
    path("<slug:number>/", case.case, name="case"),
    path("<slug:number>/kabar.rss", lists.case_feed, {"kind": "rss"}, name="case_rss"),
    path("<slug:number>/kabar.atom", lists.case_feed, {"kind": "atom"}, name="case_atom"),
    path("<slug:number>/foto/<int:photo_pk>/", case.photo, name="photo"),
]
