"""Signing up, with and without an account."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dugnad.threads.lifecycle import Theme

from ..models import SignUp, Task
from ..services.signups import LARGEST_PARTY, LARGEST_PARTY_BY_STAFF


class SignUpForm(forms.Form):
    """Which task, how many, and what the leader should know."""

    task = forms.ChoiceField(
        label=_("Velg oppgave"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg en oppgave."), "invalid_choice": _("Velg en oppgave som står på siden.")},
    )
    party_size = forms.IntegerField(
        label=_("Hvor mange kommer dere?"),
        min_value=1,
        max_value=LARGEST_PARTY,
        initial=1,
        error_messages={
            "required": _("Skriv hvor mange dere er."),
            "invalid": _("Skriv hvor mange dere er med et tall."),
            "min_value": _("Dere må være minst %(limit_value)s."),
            "max_value": _("Dere kan være inntil %(limit_value)s i én påmelding. Er dere flere, ring kontakten."),
        },
    )
    note = forms.CharField(
        label=_("Noe vi bør vite?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "data-counter": "300"}),
        error_messages={"max_length": _("Kort ned til 300 tegn.")},
    )
    shows_name = forms.BooleanField(label=_("Vis navnet mitt i takken etterpå"), required=False)

    def __init__(self, *args: Any, tasks: list[Task], own: SignUp | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tasks = {str(task.pk): task for task in tasks}
        self.fields["task"].choices = [(key, task.title) for key, task in self.tasks.items()]  # type: ignore[attr-defined]
        if own is not None:
            names = ("party_size", "note", "shows_name")
            self.initial = {"task": str(own.task_id), **{name: getattr(own, name) for name in names}}

    def clean_task(self) -> Task:
        return self.tasks[self.cleaned_data["task"]]


class SignUpByEmailForm(SignUpForm):
    """The same for somebody without an account."""

    name = forms.CharField(
        label=_("Navnet ditt"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Skriv navnet ditt."), "max_length": _("Kort ned navnet til 80 tegn.")},
    )
    email = forms.EmailField(
        label=_("E-post"),
        help_text=_("Vi sender en lenke. Når du har bekreftet, er plassen din."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Skriv e-postadressen din."),
            "invalid": _("Skriv hele e-postadressen. For eksempel navn@epost.no."),
        },
    )
    field_order = ("task", "party_size", "name", "email", "note", "shows_name")


class WriteDownForm(SignUpForm):
    """Somebody who rang: a name is enough."""

    name = forms.CharField(label=_("Navn"), max_length=80, error_messages={"required": _("Skriv navnet på den som ringte.")})
    form_key = forms.CharField(max_length=43, widget=forms.HiddenInput())
    field_order = ("name", "task", "party_size", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["shows_name"]
        most = LARGEST_PARTY_BY_STAFF
        self.fields["party_size"] = forms.IntegerField(label=_("Hvor mange kommer?"), min_value=1, max_value=most, initial=1)


class LinkAgainForm(forms.Form):
    """Asking for the link again."""

    email = forms.EmailField(
        label=_("E-postadressen du meldte deg på med"),
        max_length=254,
        error_messages={
            "required": _("Skriv e-postadressen din."),
            "invalid": _("Skriv hele e-postadressen. For eksempel navn@epost.no."),
        },
    )


class SearchForm(forms.Form):
    """Finding a day by words and theme; what cannot be read is left out."""

    ord = forms.CharField(label=_("Sted eller ord"), required=False, max_length=100)
    tema = forms.ChoiceField(label=_("Tema"), required=False, choices=[("", _("Alle temaer")), *Theme.choices])
