"""Addresses outside any municipality."""

from django.urls import path

from .views import about, places

app_name = "portal_national"
urlpatterns = [
    path("", places.home, name="home"),
    path("finn/", places.find, name="find"),
    path("om/", about.about, name="about"),
    path("om/personvern/", about.privacy, name="privacy"),
    path("om/tilgjengelighet/", about.accessibility, name="accessibility"),
]
