"""What is asked of somebody who starts something. How long, how much and where is allowed, the services say."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dugnad.tenancy.models import Municipality
from dugnad.threads.lifecycle import Theme

from ..models.initiative import MAX_BODY, MAX_NEEDED
from ..services.content import MAX_LEAD, MAX_PLACE, MAX_TITLE, Content

_TOO_LONG = _("Teksten er for lang. Den kan ha %(limit_value)d tegn, og du har skrevet %(show_value)d.")
_NOT_A_NUMBER = _("Skriv et tall, for eksempel 59,83.")


class DegreeInput(forms.TextInput):
    """Degrees, written with comma or point."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        text = super().value_from_datadict(data, files, name)
        return text.strip().replace(",", ".").replace("−", "-") if isinstance(text, str) else text


def _area(rows: int, limit: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "data-counter": ""} if limit > 500 else {"rows": rows})


class ContentForm(forms.Form):
    """The text of an initiative, the place and the theme. Nothing but a title is needed to save it."""

    title = forms.CharField(
        label=_("Hva vil du få til?"),
        help_text=_("Noen få ord, slik du ville sagt det til naboen."),
        max_length=MAX_TITLE,
        error_messages={"required": _("Skriv hva du vil få til. Noen få ord er nok."), "max_length": _TOO_LONG},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    lead = forms.CharField(
        label=_("Hva er det?"),
        help_text=_("Én setning er nok. Den står øverst på siden."),
        max_length=MAX_LEAD,
        required=False,
        widget=_area(3, MAX_LEAD),
        error_messages={"max_length": _TOO_LONG},
    )
    body = forms.CharField(
        label=_("Hvorfor?"),
        help_text=_("Én setning er nok her også. Skriv mer hvis du vil."),
        max_length=MAX_BODY,
        required=False,
        widget=_area(6, MAX_BODY),
        error_messages={"max_length": _TOO_LONG},
    )
    place_name = forms.CharField(
        label=_("Hvor?"),
        help_text=_("Skriv stedet slik folk kaller det."),
        max_length=MAX_PLACE,
        required=False,
        error_messages={"max_length": _TOO_LONG},
    )
    is_whole_place = forms.BooleanField(required=False)
    lat = forms.FloatField(
        label=_("Breddegrad"),
        required=False,
        widget=DegreeInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={"invalid": _NOT_A_NUMBER},
    )
    lon = forms.FloatField(
        label=_("Lengdegrad"),
        required=False,
        widget=DegreeInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={"invalid": _NOT_A_NUMBER},
    )
    theme = forms.ChoiceField(
        label=_("Tema"),
        choices=[("", _("Velg tema")), *Theme.choices],
        required=False,
        error_messages={"invalid_choice": _("Velg et tema fra listen.")},
    )
    what_needed = forms.CharField(
        label=_("Hva trengs for å få det til?"),
        help_text=_("Hender, verktøy, penger, et sted, en tillatelse. Skriv det du vet nå."),
        max_length=MAX_NEEDED,
        required=False,
        widget=_area(3, MAX_NEEDED),
        error_messages={"max_length": _TOO_LONG},
    )

    # What must be there before others can see it; a draft is saved without.
    NEEDED = ("title", "lead", "body", "place_name", "theme")

    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whole = self.fields["is_whole_place"]
        whole.label = _("Det gjelder hele %(place)s") % {"place": municipality.name}

    def content(self) -> Content:
        """Return what was written, ready for the services."""
        given = self.cleaned_data
        return Content(**{name: given[name] for name in Content.__dataclass_fields__})

    def show_needed(self) -> None:
        """Show as needed what publishing needs, though a draft is saved without."""
        for name in self.NEEDED:
            self.fields[name].required = True


class StartForm(ContentForm):
    """A draft, with one picture. `key` makes the same form sent twice one draft."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=43)
    picture = forms.FileField(
        label=_("Bilde"),
        help_text=_("JPG, PNG eller WebP, inntil 15 MB. Vi fjerner sted og tid som kameraet har lagret i filen."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={"empty": _("Filen er tom. Velg bildet en gang til.")},
    )
    picture_alt = forms.CharField(
        label=_("Hva viser bildet?"),
        help_text=_("For dem som ikke ser det. Én setning er nok."),
        max_length=200,
        required=False,
        error_messages={"max_length": _TOO_LONG},
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a description where there is a picture."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("picture") and not given.get("picture_alt"):
            self.add_error("picture_alt", _("Skriv kort hva bildet viser. Velg så bildet en gang til."))
        return given


class ChangeForm(ContentForm):
    """A better text, and what is different in it. `version` is the one the writer had before them."""

    note = forms.CharField(
        label=_("Hva har du endret?"),
        help_text=_("Står på siden, og sendes til dem som støtter."),
        max_length=200,
        required=False,
        error_messages={"max_length": _TOO_LONG},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class WithdrawForm(forms.Form):
    """Why something is taken back."""

    why = forms.CharField(
        label=_("Hvorfor trekker du det?"),
        help_text=_("Alle som følger saken, ser dette."),
        max_length=200,
        required=False,
        error_messages={"max_length": _TOO_LONG},
    )


class InviteForm(forms.Form):
    """An address to ask."""

    email = forms.EmailField(
        label=_("E-post"),
        help_text=_("Vi sender en lenke. Adressen slettes når personen har svart, eller etter 30 dager."),
        error_messages={
            "required": _("Skriv e-postadressen til den du vil spørre."),
            "invalid": _("Skriv hele e-postadressen. For eksempel navn@epost.no."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
