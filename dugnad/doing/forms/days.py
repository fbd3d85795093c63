"""A day, its tasks, and calling it off."""

import re
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext_lazy as _

from dugnad.threads.lifecycle import Theme

from ..models import DugnadDay, Task
from .fields import LinesField

_TOO_LONG = _("Det er litt for langt. Kort det ned.")
_PROGRAMME = re.compile(r"^(?:kl\.?\s*)?([01]?\d|2[0-3])(?:[.:]([0-5]\d))?\s+(.+)$", re.IGNORECASE)
DRAWINGS = [
    ("dugnad", _("Folk som rydder en sti")),
    ("kyststi", _("Klopp over en bekk")),
    ("badeplass", _("Badeplass ved fjorden")),
    ("lekeplass", _("Lekeplass")),
    ("skolevei", _("Vei til skolen")),
    ("sykkelfiksing", _("Sykler som fikses")),
    ("klubbhus", _("Klubbhus som males")),
    ("bibliotek", _("Langbord på biblioteket")),
    ("lysloype", _("Lysløype om vinteren")),
    ("skolehage", _("Skolehage")),
    ("gapahuk", _("Gapahuk ved vannet")),
    ("utsira", _("Øy med fyr")),
]


class ProgrammeField(LinesField):
    """Lines that begin with a clock time: "12.00 Kaffe - Ta en pause når du vil"."""

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list) and value and isinstance(value[0], dict):
            return "\n".join(f"{row['at']} {row['what']}{' – ' + row['note'] if row['note'] else ''}" for row in value)
        return super().prepare_value(value)

    def clean(self, value: Any) -> Any:
        rows = []
        for line in super().clean(value):
            found = _PROGRAMME.match(line)
            if not found:
                raise ValidationError(_("Begynn hver linje med et klokkeslett, for eksempel «12.00 Kaffe»."), code="programme")
            what, _dash, note = re.sub(r"\s+[-–—]\s+", "\x00", found[3], count=1).partition("\x00")
            rows.append({"at": f"{int(found[1]):02d}.{found[2] or '00'}", "what": what.strip(), "note": note.strip()})
        return sorted(rows, key=lambda row: row["at"])


class DayForm(forms.Form):
    """When, where, what to bring and who to ask."""

    title = forms.CharField(
        label=_("Hva heter dugnaden?"),
        help_text=_("For eksempel «Vårdugnad på kyststien»."),
        max_length=120,
        error_messages={"required": _("Gi dugnaden et navn."), "max_length": _TOO_LONG},
    )
    lead = forms.CharField(
        label=_("Hva skal dere gjøre?"),
        help_text=_("Én eller to setninger."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "data-counter": "300"}),
        error_messages={"required": _("Skriv én setning om hva dere skal gjøre."), "max_length": _TOO_LONG},
    )
    theme = forms.ChoiceField(label=_("Hva handler det om?"), choices=Theme.choices, initial=Theme.OTHER)
    date = forms.DateField(
        label=_("Dag"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Velg en dag."), "invalid": _("Skriv datoen slik: 2027-04-24.")},
    )
    starts = forms.TimeField(
        label=_("Fra klokka"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": _("Velg når dere begynner."), "invalid": _("Skriv klokkeslettet slik: 10:00.")},
    )
    ends = forms.TimeField(
        label=_("Til klokka"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": _("Velg når dere slutter."), "invalid": _("Skriv klokkeslettet slik: 14:00.")},
    )
    place_name = forms.CharField(
        label=_("Hvor møtes dere?"),
        max_length=120,
        error_messages={"required": _("Skriv hvor dere møtes."), "max_length": _TOO_LONG},
    )
    directions = forms.CharField(
        label=_("Hvordan kommer man dit?"),
        help_text=_("Buss, parkering, og om det går med rullestol."),
        max_length=200,
        required=False,
    )
    lon = forms.FloatField(label=_("Lengdegrad"), required=False, widget=forms.NumberInput(attrs={"step": "any"}))
    lat = forms.FloatField(label=_("Breddegrad"), required=False, widget=forms.NumberInput(attrs={"step": "any"}))
    you_bring = LinesField(label=_("Dette tar folk med"), help_text=_("Én ting på hver linje."), required=False)
    municipality_brings = LinesField(label=_("Dette stiller kommunen med"), help_text=_("Én ting på hver linje."), required=False)
    programme = ProgrammeField(
        label=_("Dagen"),
        help_text=_("Ett klokkeslett på hver linje. For eksempel «12.00 Kaffe – Ta en pause når du vil»."),
        longest=160,
        required=False,
    )
    rain_plan = forms.CharField(label=_("Hva gjør dere ved regn?"), max_length=200, required=False)
    contact_name = forms.CharField(
        label=_("Hvem kan folk spørre?"), max_length=80, error_messages={"required": _("Skriv navnet på en som kan svare.")}
    )
    contact_phone = forms.CharField(label=_("Telefon"), help_text=_("Vises på siden."), max_length=30, required=False)
    drawing = forms.ChoiceField(label=_("Tegning øverst på siden"), choices=DRAWINGS, initial="dugnad")
    picture = forms.FileField(
        label=_("Eller et bilde"),
        help_text=_("JPG, PNG eller WebP, inntil 15 MB. Vi fjerner sted og tid som kameraet har lagret i filen."),
        required=False,
    )
    picture_alt = forms.CharField(label=_("Hva viser bildet?"), max_length=200, required=False)
    picture_credit = forms.CharField(label=_("Hvem tok bildet?"), max_length=80, required=False)

    def __init__(self, *args: Any, with_theme: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_theme:
            del self.fields["theme"]

    def clean_contact_phone(self) -> str:
        typed = str(self.cleaned_data["contact_phone"])
        if typed and not re.fullmatch(r"\+?[\d ]{5,30}", typed):
            raise ValidationError(_("Skriv telefonnummeret med bare tall."), code="phone")
        return typed

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("picture") and not given.get("picture_alt"):
            self.add_error("picture_alt", _("Skriv hva bildet viser, for dem som ikke ser det."))
        if all(given.get(name) is not None for name in ("date", "starts", "ends")):
            given["starts_at"] = make_aware(datetime.combine(given["date"], given["starts"]))
            given["ends_at"] = make_aware(datetime.combine(given["date"], given["ends"]))
        return given


def day_initial(day: DugnadDay) -> dict[str, Any]:
    """Return a day as the form shows it."""
    names = (
        "title", "lead", "theme", "place_name", "directions", "lon", "lat", "you_bring", "municipality_brings", "programme",
        "rain_plan", "contact_name", "contact_phone", "drawing",
    )  # fmt: skip
    starts, ends = localtime(day.starts_at), localtime(day.ends_at)
    return {
        **{name: getattr(day, name) for name in names},
        "date": starts.date(),
        "starts": starts.time(),
        "ends": ends.time(),
    }


class TaskForm(forms.Form):
    """One task and how many it needs."""

    key = forms.IntegerField(required=False, widget=forms.HiddenInput())
    title = forms.CharField(
        label=_("Oppgave"), max_length=80, required=False, error_messages={"max_length": _("Kort ned oppgaven til 80 tegn.")}
    )
    capacity = forms.IntegerField(
        label=_("Plasser"),
        min_value=1,
        max_value=1000,
        required=False,
        error_messages={
            "min_value": _("En oppgave trenger minst én plass."),
            "max_value": _("En oppgave kan ha inntil 1000 plasser."),
            "invalid": _("Skriv antall plasser som et helt tall."),
        },
    )
    min_age = forms.IntegerField(
        label=_("Fra alder"),
        min_value=0,
        max_value=120,
        required=False,
        error_messages={"invalid": _("Skriv alderen som et helt tall."), "min_value": _("Alderen kan ikke være under 0.")},
    )
    note = forms.CharField(label=_("Mer om oppgaven"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("title") and "capacity" not in self.errors and not given.get("capacity"):
            self.add_error("capacity", _("Skriv hvor mange oppgaven trenger."))
        if (
            not given.get("title")
            and "title" not in self.errors
            and (given.get("capacity") or given.get("note") or given.get("key"))
        ):
            self.add_error("title", _("Skriv hva oppgaven er."))
        return given


class BaseTaskFormSet(forms.BaseFormSet[TaskForm]):
    """The tasks of a day."""

    def clean(self) -> None:
        if any(self.errors):
            return
        if not any(form.cleaned_data.get("title") for form in self.forms):
            raise ValidationError(_("Skriv minst én oppgave, så folk vet hva de kan gjøre."), code="no_tasks")


TaskFormSet = forms.formset_factory(TaskForm, formset=BaseTaskFormSet, extra=3, max_num=20, validate_max=True, absolute_max=30)


def task_forms(data: Any = None, tasks: list[Task] | None = None) -> forms.BaseFormSet[TaskForm]:
    """Return the formset of a day's tasks."""
    initial = [
        {"key": task.pk, "title": task.title, "capacity": task.capacity, "min_age": task.min_age, "note": task.note}
        for task in tasks or []
    ]
    return TaskFormSet(data, prefix="oppg", initial=initial)


class CancelForm(forms.Form):
    """Why a day is called off."""

    why = forms.CharField(
        label=_("Hvorfor blir dugnaden avlyst?"),
        help_text=_("Alle som har meldt seg på, får dette med en gang."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "data-counter": "300"}),
        error_messages={"required": _("Skriv hvorfor. Én setning er nok."), "max_length": _("Kort ned til 300 tegn.")},
    )
