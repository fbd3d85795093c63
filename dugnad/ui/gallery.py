"""Sample data for the gallery of components: invented, and shown only in development."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from . import drawings
from .components import Pin, Row, Step

ICONS = """
bell box calendar camera chat check clock coin cross down download eye file flag globe hand help home image info language left
link logout mail map pencil people person phone pin plus print right search share star thumb-up tools trash up upload warning
wheelchair
"""
_OSLO = ZoneInfo("Europe/Oslo")


class SampleForm(forms.Form):
    """One of each control."""

    title = forms.CharField(
        label="Hva vil du få til?", error_messages={"required": "Skriv hva du vil få til. Noen få ord er nok."}, max_length=80
    )
    why = forms.CharField(
        label="Hvorfor?",
        help_text="To setninger er nok.",
        widget=forms.Textarea(attrs={"rows": 4, "data-counter": "", "maxlength": 400}),
        error_messages={"required": "Skriv hvorfor. To setninger er nok."},
    )
    place = forms.ChoiceField(
        label="Hvor?",
        choices=[("", "Velg sted"), ("bleiker", "Bleiker"), ("heggedal", "Heggedal"), ("tofte", "Tofte")],
        error_messages={"required": "Velg hvor det gjelder. Er du usikker, velg det nærmeste stedet."},
    )
    email = forms.EmailField(
        label="E-post",
        help_text="Svaret kommer hit innen fem virkedager.",
        error_messages={
            "required": "Skriv e-postadressen din.",
            "invalid": "Skriv hele e-postadressen. For eksempel navn@epost.no.",
        },
    )
    shown = forms.ChoiceField(
        label="Skal navnet ditt vises?",
        help_text="Kommunen ser navnet uansett, for å kunne telle.",
        choices=[("no", "Nei, bare tell meg med"), ("yes", "Ja, vis fornavn og tettsted")],
        widget=forms.RadioSelect,
        error_messages={"required": "Velg om navnet skal vises."},
    )
    needs = forms.MultipleChoiceField(
        label="Hva trengs?",
        choices=[("hands", "Hender"), ("tools", "Verktøy"), ("money", "Penger")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    people = forms.IntegerField(label="Hvor mange kommer dere?", min_value=1, max_value=8, required=False)
    on = forms.DateField(label="Dag", widget=forms.DateInput(attrs={"type": "date"}), required=False)
    at = forms.TimeField(label="Klokka", widget=forms.TimeInput(attrs={"type": "time"}), required=False)
    picture = forms.FileField(label="Bilde", help_text="Fra stedet, uten ansikter som ikke vil være med.", required=False)
    follow = forms.BooleanField(label="Ja, send meg svaret fra kommunestyret", required=False)


def _steps() -> list[Step]:
    return [
        Step("Idé", "12.\u00a0januar", "done"),
        Step("Støtte", "86 ble med", "done"),
        Step("Innbygger\u00adforslag", "214 av 300", "now", 71),
        Step("Vedtak", "senest 6 md. etter innlevering"),
        Step("Dugnad", "11 har meldt seg"),
        Step("Stell", "Hvalstad vel er spurt"),
        Step("Virkning", "måles første sommer"),
    ]


def _story() -> list[Step]:
    return [
        Step("Amina skrev ideen", "12.\u00a0januar. To setninger og et kart.", "done"),
        Step("Befaring med kommunen", "6.\u00a0mars. Rampen ble flyttet 20 meter.", "done"),
        Step("Samler underskrifter", "214 av 300 i dag, 13.\u00a0april", "now"),
        Step("Kommunestyret svarer", "Senest seks måneder etter innlevering.", basis="kommuneloven § 12-1"),
        Step("Hvalstad vel ser etter rampen", "Avtalen er ikke skrevet ennå", basis="løfte", law=False),
    ]


def _boundary() -> dict[str, Any]:
    shore = (
        "10.30 59.70 10.36 59.67 10.44 59.66 10.49 59.70 10.47 59.74 10.52 59.78 "
        "10.50 59.83 10.45 59.88 10.37 59.90 10.30 59.87 10.33 59.80"
    )
    numbers = [float(part) for part in shore.split()]
    ring = [list(pair) for pair in zip(numbers[::2], numbers[1::2], strict=True)]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


def everything() -> dict[str, Any]:
    """Return one of each for the gallery."""
    day = date(2027, 4, 24)
    return {
        "steps": _steps(),
        "story": _story(),
        "day": day,
        "start": datetime(2027, 4, 24, 10, 0, tzinfo=_OSLO),
        "end": datetime(2027, 4, 24, 14, 0, tzinfo=_OSLO),
        "lunch": time(12, 30),
        "rows": [
            Row(_("Nå"), "214 av 300 underskrifter"),
            Row(_("Neste"), "Ved 300 må kommunestyret selv svare"),
            Row(_("Hvem"), "Amina Yusuf samler inn. Sofie Bakke i kommunen hjelper."),
            Row(_("Innen"), "12.\u00a0juli. Da gir Sofie råd, også om vi ikke når 300.", "løfte fra kommunen", False),
        ],
        "pins": [Pin(1, 10.46, 59.79), Pin(2, 10.43, 59.85), Pin(3, 10.36, 59.76), Pin(4, 10.49, 59.81)],
        "boundary": _boundary(),
        "page": Paginator(range(200), 10).page(4),
        "scenes": drawings.names(),
        "sign_names": ["noste", "brudd", "sloyfe"],
        "form": SampleForm(),
        "icons": ICONS.split(),
    }
