"""Addresses of meetings, cases, decisions and measures."""

from django.urls import path

from .views import bodies, cases, decisions, meetings, public

app_name = "meetings"
urlpatterns = [
    path("moter/", public.meetings, name="meetings"),
    path("moter.ics", public.calendar, name="calendar"),
    path("moter/nytt/", meetings.meeting_plan, name="meeting-plan"),
    path("moter/organer/", bodies.bodies, name="bodies"),
    path("moter/organer/<int:pk>/", bodies.body, name="body"),
    path("moter/organer/<int:pk>/valgperiode/", bodies.body_period, name="body-period"),
    path("mote/<int:pk>/", public.meeting, name="meeting"),
    path("mote/<int:pk>/endre/", meetings.meeting_move, name="meeting-move"),
    path("mote/<int:pk>/ikke-holdt/", meetings.meeting_not_held, name="meeting-not-held"),
    path("mote/<int:pk>/saksliste/", meetings.agenda, name="agenda"),
    path("mote/<int:pk>/oppmote/", meetings.attendance, name="attendance"),
    path("saksliste/<int:pk>/fjern/", meetings.agenda_remove, name="agenda-remove"),
    path("saksliste/<int:pk>/vedtak/", decisions.decision_record, name="decision-record"),
    path("vedtak/<int:pk>/publiser/", decisions.decision_publish, name="decision-publish"),
    path("vedtak/<int:pk>/fortalt/", decisions.decision_told, name="decision-told"),
    path("tiltak/<int:pk>/gjort/", decisions.follow_up_done, name="follow-up-done"),
    path("tiltak/<int:pk>/fortalt/", decisions.follow_up_told, name="follow-up-told"),
    path("sak/<int:number>/saksframlegg/", cases.case_prepare, name="case-prepare"),
    path("sak/<int:number>/sakspapirer/", public.papers, name="papers"),
]
