"""Addresses of notices and of stopping e-mail, outside any municipality."""

from django.urls import path

from . import views

app_name = "conversation_national"
urlpatterns = [
    path("avmeld/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("min-side/varsler/", views.my_notices, name="notices"),
    path("min-side/varsler/lest/", views.notices_read, name="notices-read"),
    path("min-side/varsler/e-post/<slug:municipality>/", views.mail_resume, name="mail-resume"),
]
