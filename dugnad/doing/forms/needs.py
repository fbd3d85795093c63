"""Needs and pledges."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dugnad.domain.money import parse_kroner
from dugnad.people.models import Organisation

from ..lifecycle import Giver, NeedKind
from ..models import Need, Pledge
from .fields import KronerField


class NeedForm(forms.Form):
    """What is needed, and how much of it."""

    kind = forms.ChoiceField(
        label=_("Hva slags behov er det?"), choices=NeedKind.choices, initial=NeedKind.HOURS, widget=forms.RadioSelect
    )
    title = forms.CharField(
        label=_("Hva trengs?"),
        help_text=_("For eksempel «Snekring, to helger» eller «Båt til å frakte planker»."),
        max_length=120,
        error_messages={
            "required": _("Skriv hva som trengs. Noen få ord er nok."),
            "max_length": _("Kort ned til 120 tegn. Resten kan stå under."),
        },
    )
    quantity = forms.CharField(
        label=_("Hvor mye?"),
        help_text=_("Et helt tall. For penger: hele kroner."),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 10}),
        error_messages={"required": _("Skriv hvor mye som trengs, minst 1.")},
    )
    unit = forms.CharField(
        label=_("Av hva?"), help_text=_("For eksempel personer, timer eller meter."), max_length=20, required=False
    )
    note = forms.CharField(
        label=_("Mer om det"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "data-counter": "300"}),
        error_messages={"max_length": _("Kort ned til 300 tegn.")},
    )

    def __init__(self, *args: Any, need: Need | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if need is not None:
            # What it is measured in cannot change under those who have promised.
            del self.fields["kind"]
            quantity = need.quantity // 100 if need.is_money else need.quantity
            self.initial = {"title": need.title, "quantity": quantity, "unit": need.unit, "note": need.note}
        self.need = need

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        typed = given.get("quantity")
        if typed:
            kind = self.need.kind if self.need else given.get("kind", "")
            try:
                given["quantity"] = parse_kroner(typed) if kind == NeedKind.MONEY else int("".join(typed.split()))
            except ValueError:
                self.add_error("quantity", ValidationError(_("Skriv et helt tall, for eksempel 16."), code="number"))
        if self.need is None and given.get("kind") == NeedKind.MONEY:
            given["unit"] = ""
        return given


class PledgeForm(forms.Form):
    """What somebody promises against a need."""

    quantity = forms.CharField(
        label=_("Hvor mye kan du bidra med?"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 10}),
        error_messages={"required": _("Skriv hvor mye du kan bidra med.")},
    )
    note = forms.CharField(
        label=_("Noe de bør vite?"),
        help_text=_("Når det passer, hva du har med, eller hvordan de når deg. Bare de som planlegger, ser det."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-counter": "300"}),
        error_messages={"max_length": _("Kort ned til 300 tegn.")},
    )
    organisation = forms.CharField(
        label=_("Navnet på laget, bedriften eller skolen"),
        help_text=_("Navnet og det du skriver over, vises på siden. Du blir kontakt."),
        max_length=120,
        required=False,
    )
    organisation_kind = forms.ChoiceField(label=_("Hva slags?"), choices=Organisation.Kind.choices, required=False)

    def __init__(self, *args: Any, need: Need, own: Pledge | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.need = need
        if own is not None:
            shown = own.quantity // 100 if need.is_money else own.quantity
            self.initial = {"quantity": shown, "note": own.note}
            for name in ("organisation", "organisation_kind"):
                del self.fields[name]
        elif not need.is_money:
            self.initial["quantity"] = "1"
        if need.quantity == 1:
            self.fields["quantity"].widget = forms.HiddenInput()
        if need.is_money:
            self.fields["quantity"].label = _("Hvor mange kroner kan du bidra med?")
            self.fields["quantity"].help_text = _("Et løfte. Ingen penger trekkes her.")
        elif need.unit:
            self.fields["quantity"].help_text = _("Antall %(unit)s. Det trengs %(left)s til.") % {
                "unit": need.unit,
                "left": need.left,
            }

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        given["giver"] = Giver.ORGANISATION if given.get("organisation") else Giver.PERSON
        typed = given.get("quantity")
        if typed:
            try:
                given["quantity"] = parse_kroner(typed) if self.need.is_money else int("".join(typed.split()))
            except ValueError:
                self.add_error("quantity", ValidationError(_("Skriv et helt tall, for eksempel 2."), code="number"))
        return given


class MunicipalityPledgeForm(forms.Form):
    """What the municipality promises back."""

    need = forms.ChoiceField(label=_("Hva gjelder det?"), required=False)
    title = forms.CharField(
        label=_("Kommunen stiller med"),
        help_text=_("Fylles ut når det ikke står blant behovene. For eksempel «Planker og søknad»."),
        max_length=120,
        required=False,
    )
    condition = forms.CharField(
        label=_("Hvilket vilkår har løftet?"),
        help_text=_("For eksempel «hvis kommunestyret sier ja». La stå tomt når løftet gjelder uansett."),
        max_length=160,
        required=False,
    )
    amount_ore = KronerField(
        label=_("Inntil hvor mange kroner?"), max_length=20, required=False, widget=forms.TextInput(attrs={"size": 10})
    )
    note = forms.CharField(
        label=_("Mer om det"),
        help_text=_("Vises på siden."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, needs: list[Need], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.needs = {str(need.pk): need for need in needs}
        choices = [("", _("Noe annet")), *[(key, need.title) for key, need in self.needs.items()]]
        self.fields["need"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        given["need"] = self.needs.get(given.get("need", ""))
        if given["need"] is None and not given.get("title"):
            self.add_error("title", _("Skriv hva kommunen stiller med."))
        return given
