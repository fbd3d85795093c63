"""The gallery of components, for those who build; it answers only in development."""

from django.urls import path

from . import views

app_name = "ui"
urlpatterns = [
    path("_ui/", views.gallery, name="gallery"),
    path("_ui/skjema/", views.gallery_form, name="gallery-form"),
    path("_ui/sak/", views.gallery_matter, name="gallery-matter"),
    path("_ui/tegninger/", views.gallery_drawings, name="gallery-drawings"),
    path("_ui/feil/<int:status>/", views.gallery_error, name="gallery-error"),
]
