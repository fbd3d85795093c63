"""The form of a municipality's settings."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dugnad.tenancy.models import Municipality

from .forms import email_field

_PHONE = re.compile(r"\+?[0-9][0-9 ]{2,18}")


def _text(label: Any, help_text: Any, length: int, *, required: bool = False, **attrs: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=length,
        required=required,
        error_messages={
            "required": _("Dette kan ikke stå tomt."),
            "max_length": _("Teksten er for lang. Bruk høyst %(limit_value)s tegn."),
        },
        widget=forms.TextInput(attrs=attrs),
    )


class SettingsForm(forms.Form):
    """What a municipality sets for itself."""

    name = _text(_("Kommunens navn"), _("Slik det står øverst på sidene."), 80, required=True)
    greeting = _text(_("Velkomst"), _("Én setning på forsiden. Står den tom, bruker vi vår egen."), 120)
    brand_color = forms.CharField(
        label=_("Kommunens farge"),
        help_text=_("Brukes på knapper og lenker. Skriv # og seks tegn, for eksempel #004a94. Vi lager lyse og mørke utgaver."),
        max_length=7,
        error_messages={
            "required": _("Velg en farge."),
            "max_length": _("Skriv fargen som # og seks tegn, for eksempel #004a94."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "size": "8"}),
    )
    picture = forms.FileField(
        label=_("Bilde på forsiden"),
        help_text=_("JPG, PNG eller WebP, høyst 15 MB. Vi fjerner sted og kamera fra filen."),
        required=False,
        error_messages={"empty": _("Filen er tom. Velg en annen.")},
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    remove_picture = forms.BooleanField(label=_("Ta bort bildet"), required=False)
    picture_alt = _text(_("Hva bildet viser"), _("For dem som ikke ser bildet."), 200)
    own_language = forms.ChoiceField(
        label=_("Kommunens eget språk"),
        help_text=_("Det vi bruker når den som kommer, ikke har valgt."),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg et språk."), "invalid_choice": _("Velg et av språkene.")},
    )
    other_languages = forms.MultipleChoiceField(
        label=_("Andre språk på sidene"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _("Velg blant språkene.")},
    )
    phone = _text(_("Telefon"), _("Til noen som kan svare på spørsmål om sidene."), 40, autocomplete="off", inputmode="tel")
    email = email_field(_("E-post"), _("Dit folk kan skrive."), required=False, autocomplete="off")
    meeting_place = _text(_("Møt oss"), _("Sted og tid, for eksempel «Asker bibliotek, tirsdag 12–18»."), 200)
    moderation = forms.ChoiceField(
        label=_("Innlegg fra folk"),
        choices=Municipality.Moderation.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hvordan innlegg skal vises."), "invalid_choice": _("Velg en av måtene.")},
    )
    answer_days = forms.IntegerField(
        label=_("Vi svarer på ideer innen så mange virkedager"),
        help_text=_("Et løfte som vises på hver sak. Fra 1 til 60."),
        min_value=1,
        max_value=60,
        error_messages={
            "required": _("Skriv hvor mange virkedager."),
            "invalid": _("Skriv et helt tall."),
            "min_value": _("Lov minst én virkedag."),
            "max_value": _("Lov høyst 60 virkedager."),
        },
    )

    def clean_brand_color(self) -> str:
        colour = str(self.cleaned_data["brand_color"]).strip().lower()
        if not re.fullmatch(r"#[0-9a-f]{6}", colour):
            raise ValidationError(_("Skriv fargen som # og seks tegn, for eksempel #004a94."), code="colour")
        return colour

    def clean_phone(self) -> str:
        phone = " ".join(str(self.cleaned_data["phone"]).split())
        if phone and not _PHONE.fullmatch(phone):
            raise ValidationError(_("Skriv telefonnummeret med sifre, for eksempel 66 70 00 00."), code="phone")
        return phone

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("picture") and not cleaned.get("picture_alt"):
            self.add_error("picture_alt", _("Skriv hva bildet viser, for dem som ikke ser det."))
        return cleaned

    def settings(self) -> dict[str, Any]:
        """Return the valid values under the names of the municipality's fields."""
        values = dict(self.cleaned_data)
        own, others = values.pop("own_language"), values.pop("other_languages")
        for name in ("picture", "remove_picture"):
            del values[name]
        return {**values, "languages": [own, *(code for code in others if code != own)]}


def initial_of(municipality: Municipality) -> dict[str, Any]:
    """Return a municipality's settings as the form shows them."""
    languages = municipality.languages or ["nb"]
    names = ("name", "greeting", "brand_color", "picture_alt", "phone", "email", "meeting_place", "moderation", "answer_days")
    return {name: getattr(municipality, name) for name in names} | {"own_language": languages[0], "other_languages": languages}
