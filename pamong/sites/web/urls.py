"""Home page, language, rights."""

from django.urls import path

from pamong.sites.web.views import gallery, home, language, rights

app_name = "sites"
urlpatterns = [
    path("", home.home, name="home"),
    path("bahasa/", language.language, name="language"),
    path("periksa/", home.find_document, name="find_document"),
    path("hak-saya/", rights.my_rights, name="rights"),
    path("ui/", gallery.gallery, name="gallery"),
]
