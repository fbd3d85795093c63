"""Forms about people: signing in, the account, where one lives, and acting for others."""

import unicodedata
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from .models import Role

_JOINERS = "\u200c\u200d"


def clean_name(value: str) -> str:
    """Return a name on one line without invisible signs, or raise ValidationError when it holds no letter."""
    # Signs that turn the direction of writing could make one name look like another.
    seen = "".join(sign for sign in value if sign in _JOINERS or sign.isspace() or unicodedata.category(sign) not in ("Cc", "Cf"))
    name = " ".join(seen.split())
    if not any(sign.isalpha() for sign in name):
        raise ValidationError(_("Skriv navnet ditt med bokstaver."), code="name")
    return name


class NameField(forms.CharField):
    """A person's name: one line, at least one letter."""

    def __init__(self, **kwargs: Any) -> None:
        required = kwargs.get("required", True)
        super().__init__(
            max_length=80,
            widget=forms.TextInput(attrs={"autocomplete": kwargs.pop("autocomplete", "name")}),
            error_messages={"required": _("Skriv navnet."), "max_length": _("Navnet er for langt. Bruk høyst 80 tegn.")},
            **kwargs,
        )
        self.required = required

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        return clean_name(text) if text else ""


def email_field(label: Any, help_text: Any = "", *, required: bool = True, autocomplete: str = "email") -> forms.EmailField:
    """Return the field for an e-mail address, with messages in whole sentences."""
    return forms.EmailField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=254,
        error_messages={
            "required": _("Skriv e-postadressen."),
            "invalid": _("Dette ser ikke ut som en e-postadresse. Den skal ha med @, for eksempel kari@eksempel.no."),
            "max_length": _("E-postadressen er for lang."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": autocomplete}),
    )


class EmailForm(forms.Form):
    """Where the one-time code is sent."""

    email = email_field(_("E-post"), help_text=_("Vi sender deg en kode. Du trenger ikke passord."))


class NewEmailForm(forms.Form):
    """A new address for an account."""

    email = email_field(_("Ny e-postadresse"), _("Vi sender en kode dit, så vi vet at den er din."))


class CodeForm(forms.Form):
    """The one-time code."""

    code = forms.CharField(
        label=_("Kode fra e-posten"),
        help_text=_("Seks sifre."),
        max_length=20,
        error_messages={"required": _("Skriv koden fra e-posten."), "max_length": _("Koden har seks sifre.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "size": "8"}),
    )

    def clean_code(self) -> str:
        code = "".join(self.cleaned_data["code"].split())
        if len(code) != 6 or not code.isascii() or not code.isdigit():
            raise ValidationError(_("Koden har seks sifre. Se etter i e-posten."), code="shape")
        return code


class WelcomeForm(forms.Form):
    """Who somebody new is."""

    name = NameField(label=_("Navnet ditt"), help_text=_("Slik andre ser deg når du skriver eller melder deg på."))
    is_old_enough = forms.BooleanField(
        label=_("Jeg er 13 år eller eldre"),
        error_messages={"required": _("Du må være 13 år for å ha egen konto. Er du yngre, se hva du kan gjøre nedenfor.")},
    )


class IdentityWelcomeForm(forms.Form):
    """Who somebody new with an electronic identity is: the age is known."""

    name = NameField(label=_("Navnet ditt"), help_text=_("Slik andre ser deg når du skriver eller melder deg på."))


_HOURS = [(hour, f"{hour:02d}.00") for hour in range(6, 23)]


class AccountForm(forms.Form):
    """What a person sets for themselves."""

    name = NameField(label=_("Navn"))
    language = forms.ChoiceField(
        label=_("Språk"),
        choices=[*settings.LANGUAGES],
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg språk."), "invalid_choice": _("Velg et av språkene.")},
    )
    digest_hour = forms.TypedChoiceField(
        label=_("Når på dagen vil du ha samlet e-post?"),
        help_text=_("Det som har en frist, sender vi med en gang."),
        choices=_HOURS,
        coerce=int,
        error_messages={"required": _("Velg et klokkeslett."), "invalid_choice": _("Velg et av klokkeslettene.")},
    )


class LeaveForm(forms.Form):
    """The yes that leaving asks for."""

    is_sure = forms.BooleanField(
        label=_("Ja, slett kontoen min"),
        error_messages={"required": _("Kryss av hvis du vil slutte. Det kan ikke gjøres om.")},
    )


class ResidencyForm(forms.Form):
    """Where somebody lives, for a clerk to check."""

    address = forms.CharField(
        label=_("Adressen din"),
        help_text=_("Gate og nummer, postnummer og sted. Den slettes når kommunen har svart."),
        max_length=200,
        error_messages={"required": _("Skriv adressen din."), "max_length": _("Adressen er for lang. Bruk høyst 200 tegn.")},
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )


class DeclineForm(forms.Form):
    """Why a clerk cannot confirm where somebody lives."""

    reason = forms.CharField(
        label=_("Hvorfor ikke?"),
        help_text=_("Personen får dette i en e-post."),
        max_length=500,
        error_messages={
            "required": _("Skriv hvorfor. Personen får grunnen i en e-post."),
            "max_length": _("Bruk høyst 500 tegn."),
        },
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _role_choices() -> list[tuple[str, str]]:
    return [(role.value, capfirst(str(role.label))) for role in Role]


class RoleForm(forms.Form):
    """A role for somebody."""

    email = email_field(_("E-postadressen til den som får rollen"), autocomplete="off")
    name = NameField(
        label=_("Navn"), help_text=_("Bare hvis personen ikke har logget inn her før."), required=False, autocomplete="off"
    )
    role = forms.ChoiceField(
        label=_("Rolle"),
        choices=_role_choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg en rolle."), "invalid_choice": _("Velg en av rollene.")},
    )
    title = forms.CharField(
        label=_("Stilling"),
        help_text=_("Vises ved navnet, for eksempel «rådgiver i park og natur»."),
        max_length=80,
        required=False,
        error_messages={"max_length": _("Stillingen er for lang. Bruk høyst 80 tegn.")},
    )


class RepresentForm(forms.Form):
    """Somebody who does not use the web."""

    name = NameField(label=_("Navn"), autocomplete="off")
    identity_number = forms.CharField(
        label=_("Fødselsnummer"),
        help_text=_("Så vi ikke teller samme person to ganger. Vi lager et avtrykk av nummeret og lagrer aldri selve nummeret."),
        max_length=20,
        required=False,
        error_messages={"max_length": _("Et fødselsnummer har elleve sifre.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    lives_here = forms.BooleanField(
        label=_("Jeg har sett legitimasjon eller register som viser at personen bor her"), required=False
    )
    has_asked = forms.BooleanField(
        label=_("Personen har selv bedt om at vi gjør dette"),
        error_messages={"required": _("Vi handler bare for dem som selv har bedt om det.")},
    )
