"""The gallery of components, for those who build; reached only in development."""

from django.urls import path

from . import views

app_name = "ui"
urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("skjema/", views.gallery_form, name="gallery-form"),
    path("feil/<int:status>/", views.gallery_error, name="gallery-error"),
]
