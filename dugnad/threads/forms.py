"""Shapes of what people send in about a matter itself."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import MatterPicture


class PictureForm(forms.Form):
    """A picture with its description."""

    picture = forms.FileField(
        label=_("Bilde"),
        help_text=_("JPG, PNG eller WebP, inntil 15 MB. Vi fjerner sted og tid som kameraet har lagret i filen."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    alt = forms.CharField(
        label=_("Hva viser bildet?"), help_text=_("For dem som ikke ser det. Én setning er nok."), max_length=200
    )
    use = forms.ChoiceField(
        label=_("Hva slags bilde er det?"), choices=MatterPicture.Use.choices, initial=MatterPicture.Use.PLACE
    )
    credit = forms.CharField(label=_("Hvem tok bildet? (valgfritt)"), max_length=80, required=False)


class MoveDateForm(forms.Form):
    """A new date for a promise, with the reason everybody sees."""

    due_on = forms.DateField(label=_("Ny dato"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    why = forms.CharField(label=_("Hvorfor?"), help_text=_("Alle som følger saken, ser dette."), max_length=200)
