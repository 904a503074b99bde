"""Routes of the gallery."""

from django.urls import path

from pamong.platform.ui.web.views.gallery import gallery

app_name = "ui"
urlpatterns = [path("", gallery, name="gallery")]
