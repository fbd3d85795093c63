"""Addresses within a municipality."""

from django.urls import path

from .views import about, desk, front, matters

app_name = "portal"
urlpatterns = [
    path("", front.front, name="front"),
    path("saker/", matters.matters, name="matters"),
    path("kart/", matters.map_page, name="map"),
    path("kart.geojson", matters.map_data, name="map-data"),
    path("grense.geojson", matters.boundary, name="boundary"),
    path("sok/", matters.search, name="search"),
    path("arbeidsbord/", desk.desk, name="desk"),
    path("om/", about.about, name="about"),
    path("om/personvern/", about.privacy, name="privacy"),
    path("om/tilgjengelighet/", about.accessibility, name="accessibility"),
    path("om/tallene/", about.numbers, name="numbers"),
    path("om/tallene.json", about.numbers_data, name="numbers-data"),
]
