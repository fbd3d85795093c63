"""Addresses of the law, the same for all municipalities."""

from django.urls import path

from . import views

app_name = "rulebook"
urlpatterns = [
    path("regler/", views.rules, name="rules"),
]
