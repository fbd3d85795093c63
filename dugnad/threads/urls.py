"""Addresses of a matter."""

from django.urls import path

from . import views

app_name = "threads"
urlpatterns = [
    path("sak/<int:number>/", views.matter, name="matter"),
    path("sak/<int:number>/bilde/", views.picture_add, name="picture-add"),
    path("sak/<int:number>/bilde/<int:picture>/fjern/", views.picture_remove, name="picture-remove"),
    path("sak/<int:number>/folg-opp/", views.take, name="matter-take"),
    path("sak/<int:number>/mer-tid/", views.date_move, name="date-move"),
]
