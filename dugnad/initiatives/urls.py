"""Addresses of initiatives."""

from django.urls import path

from .views import answering, changing, inviting, paper, signing, starting, supporting

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
    path("sak/<int:number>/innbyggerforslag/", signing.signing_open, name="signing-open"),
    path("sak/<int:number>/skriv-under/", signing.sign, name="sign"),
    path("sak/<int:number>/skriv-under/takk/", signing.signed, name="signed"),
    path("sak/<int:number>/skriv-under/trekk/", signing.signature_withdraw, name="signature-withdraw"),
    path("sak/<int:number>/underskrifter/", signing.names, name="names"),
    path("sak/<int:number>/underskrifter/ark/", signing.paper_form, name="paper-form"),
    path("sak/<int:number>/papirlister/", paper.paper_lists, name="paper-lists"),
    path("sak/<int:number>/papirlister/ny/", paper.paper_add, name="paper-add"),
    path("sak/<int:number>/papirlister/<int:list_number>/", paper.paper_list, name="paper-list"),
    path("sak/<int:number>/papirlister/linje/<int:line>/", paper.paper_judge, name="paper-judge"),
    path("sak/<int:number>/papirlister/linje/<int:line>/ta-ut/", paper.paper_take_out, name="paper-take-out"),
    path("sak/<int:number>/svar/", answering.answer, name="answer"),
    path("sak/<int:number>/fortsett/", answering.resume, name="resume"),
    path("sak/<int:number>/avslutt/", answering.close, name="close"),
]
