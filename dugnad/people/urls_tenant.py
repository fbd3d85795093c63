"""Addresses within a municipality."""

from django.urls import path

from .views import administration, represent, residency

app_name = "people_tenant"
urlpatterns = [
    path("farger.css", administration.theme_sheet, name="theme-css"),
    path("administrasjon/", administration.settings_page, name="settings"),
    path("administrasjon/farger.css", administration.theme_preview, name="theme-preview"),
    path("administrasjon/roller/", administration.roles, name="roles"),
    path("administrasjon/roller/<int:pk>/fjern/", administration.role_remove, name="role-remove"),
    path("bosted/", residency.residency_ask, name="residency-ask"),
    path("bosted/trekk/", residency.residency_withdraw, name="residency-withdraw"),
    path("bosted/ko/", residency.residency_queue, name="residency-queue"),
    path("bosted/ko/<int:pk>/bekreft/", residency.residency_confirm, name="residency-confirm"),
    path("bosted/ko/<int:pk>/avsla/", residency.residency_decline, name="residency-decline"),
    path("for-andre/", represent.for_others, name="for-others"),
    path("for-andre/<int:pk>/start/", represent.act_for_start, name="act-for-start"),
    path("for-andre/avslutt/", represent.act_for_stop, name="act-for-stop"),
]
