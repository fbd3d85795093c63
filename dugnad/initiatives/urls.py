"""Addresses of initiatives."""

from django.urls import path

from . import urls_signing
from .urls_signing import urlpatterns as signing
from .views import changing, inviting, starting, supporting

app_name = "initiatives"
urlpatterns = [
    path("start/", starting.start, name="start"),
    path("start/lignende/", starting.similar, name="similar"),
    path("start/<int:number>/", starting.draft_edit, name="draft-edit"),
    path("start/<int:number>/publiser/", starting.publish, name="publish"),
    path("start/<int:number>/slett/", starting.draft_delete, name="draft-delete"),
    path("sak/<int:number>/rediger/", changing.edit, name="edit"),
    path("sak/<int:number>/trekk/", starting.withdraw, name="withdraw"),
    path("sak/<int:number>/versjoner/", changing.versions, name="versions"),
    path("sak/<int:number>/versjoner/<int:version>/", changing.version, name="version"),
    path("sak/<int:number>/stott/", supporting.support, name="support"),
    path("sak/<int:number>/stott/trekk/", supporting.support_withdraw, name="support-withdraw"),
    path("sak/<int:number>/stott/fortsatt/", supporting.support_confirm, name="support-confirm"),
    path("sak/<int:number>/stott/navn/", supporting.support_name, name="support-name"),
    path("sak/<int:number>/stotter/", supporting.supporters, name="supporters"),
    path("sak/<int:number>/inviter/", inviting.invite, name="invite"),
    path("invitasjon/<str:token>/", inviting.invitation, name="invitation"),
    *urls_signing.urlpatterns,
    *signing,
]
