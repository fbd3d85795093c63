"""Fields that several forms have."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONG = 20_000
TOO_LONG = _("Teksten er for lang. Skriv den kortere, inntil 20 000 tegn.")


def area(rows: int = 6) -> forms.Textarea:
    """Return a field for a long text."""
    return forms.Textarea(attrs={"rows": rows, "maxlength": LONG})


def day() -> forms.DateInput:
    """Return a field for a day."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def clock() -> forms.TimeInput:
    """Return a field for a time of day."""
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
