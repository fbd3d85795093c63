"""Addresses of signatures, paper lists and answers; part of the room's addresses."""

from django.urls import path

from .views import answering, paper, signing

urlpatterns = [
    path("sak/<int:number>/innbyggerforslag/", signing.signing_open, name="signing-open"),
    path("sak/<int:number>/skriv-under/", signing.sign, name="sign"),
    path("sak/<int:number>/skriv-under/takk/", signing.signed, name="signed"),
    path("sak/<int:number>/skriv-under/trekk/", signing.signature_withdraw, name="signature-withdraw"),
    path("sak/<int:number>/underskrifter/", signing.names, name="names"),
    path("sak/<int:number>/underskrifter/ark/", signing.paper_form, name="paper-form"),
    path("sak/<int:number>/papirlister/", paper.paper_lists, name="paper-lists"),
    path("sak/<int:number>/papirlister/ny/", paper.paper_add, name="paper-add"),
    path("sak/<int:number>/papirlister/linje/<int:line>/", paper.paper_judge, name="paper-judge"),
    path("sak/<int:number>/svar/", answering.answer, name="answer"),
    path("sak/<int:number>/fortsett/", answering.resume, name="resume"),
]
