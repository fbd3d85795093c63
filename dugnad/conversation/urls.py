"""Addresses of talk, following and moderation in a municipality."""

from django.urls import path

from . import views

app_name = "conversation"
_ONE = "sak/<int:number>/samtale/<int:contribution>/"
urlpatterns = [
    path("sak/<int:number>/folg/", views.follow, name="matter-follow"),
    path("sak/<int:number>/slutt-a-folge/", views.unfollow, name="matter-unfollow"),
    path("sak/<int:number>/samtale/", views.talk, name="talk"),
    path("sak/<int:number>/samtale/skriv/", views.write, name="contribution-write"),
    path(_ONE, views.contribution, name="contribution"),
    path(f"{_ONE}svar/", views.answer, name="contribution-answer"),
    path(f"{_ONE}endre/", views.edit, name="contribution-edit"),
    path(f"{_ONE}trekk/", views.withdraw, name="contribution-withdraw"),
    path(f"{_ONE}enig/", views.agree, name="contribution-agree"),
    path(f"{_ONE}si-fra/", views.report, name="contribution-report"),
    path(f"{_ONE}skjul/", views.hide, name="contribution-hide"),
    path(f"{_ONE}slipp-fram/", views.approve, name="contribution-approve"),
    path(f"{_ONE}la-sta/", views.keep, name="contribution-keep"),
    path(f"{_ONE}vis-igjen/", views.restore, name="contribution-restore"),
    path(f"{_ONE}ny-vurdering/", views.appeal, name="contribution-appeal"),
    path(f"{_ONE}fortsatt-skjult/", views.decline, name="appeal-decline"),
    path("moderering/", views.moderation, name="moderation"),
    path("moderering/tall/", views.moderation_numbers, name="moderation-numbers"),
]
