"""Addresses outside any municipality."""

from django.urls import path

from .views import about, mine, places

app_name = "portal_national"
urlpatterns = [
    path("", places.home, name="home"),
    path("finn/", places.find, name="find"),
    path("min-side/", mine.my_page, name="my-page"),
    path("min-side/kalender/ny/", mine.calendar_renew, name="calendar-renew"),
    path("min-side/kalender/<str:key>.ics", mine.calendar, name="calendar"),
    path("om/", about.about, name="about"),
    path("om/personvern/", about.privacy, name="privacy"),
    path("om/tilgjengelighet/", about.accessibility, name="accessibility"),
]
