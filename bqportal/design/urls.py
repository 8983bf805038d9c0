"""The gallery of components; mounted for developers only (DEBUG or BQPORTAL_GALLERY)."""

from django.urls import path

from bqportal.design import gallery

app_name = "design"
urlpatterns = [
    path("", gallery.components, name="gallery"),
    path("form/", gallery.form_page, name="gallery-form"),
]
