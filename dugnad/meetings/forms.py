"""Shapes of what staff write about bodies, meetings, cases and decisions."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, cast

from django import forms
from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dugnad.people.models import User
from dugnad.ui.formats import day_year

from .lifecycle import BodyKind, Outcome
from .models import Body, BodyMember, Case, Decision, Meeting
from .services import Measure, Result

LONG = 20_000
ROWS = 2
TOO_LONG = _("Teksten er for lang. Skriv den kortere, inntil 20 000 tegn.")


def _area(rows: int = 6) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "maxlength": LONG})


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _clock() -> forms.TimeInput:
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class CaseForm(forms.Form):
    """The papers of a case: a draft may lack some, a case that is ready has them all."""

    background = forms.CharField(
        label=_("Bakgrunn"),
        help_text=_("Hva gjelder saken, og hva har skjedd til nå? Skriv så en femtenåring forstår det."),
        widget=_area(8),
        max_length=LONG,
        error_messages={"required": _("Skriv bakgrunnen før saken er klar."), "max_length": TOO_LONG},
    )
    assessment = forms.CharField(
        label=_("Vurdering"),
        help_text=_("Hva taler for og mot? Hva koster det, og hvem merker det?"),
        widget=_area(8),
        max_length=LONG,
        error_messages={"required": _("Skriv vurderingen før saken er klar."), "max_length": TOO_LONG},
    )
    proposal = forms.CharField(
        label=_("Forslag til vedtak"),
        help_text=_("Det møtet skal stemme over."),
        widget=_area(4),
        max_length=LONG,
        error_messages={"required": _("Skriv hva det skal stemmes over, før saken er klar."), "max_length": TOO_LONG},
    )

    @classmethod
    def of(cls, case: Case, data: Any = None, *, draft: bool = False) -> "CaseForm":
        """Return the form with what is written in the case."""
        form = cls(data, initial={name: getattr(case, name) for name in cls.base_fields})
        for field in form.fields.values():
            field.required = not draft
        return form


class MeetingForm(forms.Form):
    """When and where a body meets."""

    body = forms.ChoiceField(label=_("Hvem møtes?"))
    day = forms.DateField(
        label=_("Dato"), widget=_day(), error_messages={"required": _("Velg en dato."), "invalid": _("Velg en dato som finnes.")}
    )
    starts = forms.TimeField(
        label=_("Begynner"),
        widget=_clock(),
        error_messages={"required": _("Skriv når møtet begynner."), "invalid": _("Skriv klokkeslettet som 18:00.")},
    )
    ends = forms.TimeField(
        label=_("Slutter"), widget=_clock(), required=False, error_messages={"invalid": _("Skriv klokkeslettet som 21:00.")}
    )
    place = forms.CharField(
        label=_("Sted"),
        help_text=_("Så noen som aldri har vært der, finner fram."),
        max_length=120,
        error_messages={"required": _("Skriv hvor møtet er."), "max_length": _("Skriv stedet kortere, inntil 120 tegn.")},
    )

    def __init__(self, *args: Any, bodies: Sequence[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = {str(body.pk): body for body in bodies}
        choice = self.fields["body"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 - declared above
        choice.choices = [(key, body.name) for key, body in self.bodies.items()]

    @classmethod
    def of(cls, meeting: Meeting, data: Any = None) -> "MeetingForm":
        """Return the form of a planned meeting, whose body stands."""
        starts, ends = localtime(meeting.starts_at), localtime(meeting.ends_at) if meeting.ends_at else None
        initial = {
            "body": str(meeting.body_id),
            "day": starts.date(),
            "starts": starts.time(),
            "ends": ends.time() if ends else None,
            "place": meeting.place,
        }
        form = cls(data, bodies=[meeting.body], initial=initial)
        form.fields["body"].disabled = True
        form.fields["body"].widget = forms.HiddenInput()
        return form

    @property
    def chosen_body(self) -> Body:
        return self.bodies[self.cleaned_data["body"]]

    @property
    def starts_at(self) -> datetime:
        return make_aware(datetime.combine(self.cleaned_data["day"], self.cleaned_data["starts"]))

    @property
    def ends_at(self) -> datetime | None:
        ends = self.cleaned_data["ends"]
        return make_aware(datetime.combine(self.cleaned_data["day"], ends)) if ends else None


class _Ticks(forms.Form):
    """A list of things to tick, known by key."""

    chosen = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _("Ett av valgene finnes ikke lenger. Se over listen.")},
    )

    def offer(self, choices: Sequence[tuple[int, str]]) -> None:
        """Set what can be ticked."""
        field = self.fields["chosen"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - declared above
        field.choices = [(str(key), label) for key, label in choices]

    @property
    def keys(self) -> list[int]:
        return [int(key) for key in self.cleaned_data["chosen"]]


def _case_words(case: Case) -> str:
    if case.answer_due_on is None:
        return f"{case.label} {case.title}"
    words = gettext("%(case)s %(title)s (svar senest %(day)s)")
    return words % {"case": case.label, "title": case.title, "day": day_year(case.answer_due_on)}


class AgendaForm(_Ticks):
    """Which ready cases go on the list."""

    def __init__(self, *args: Any, cases: Sequence[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer([(case.pk, _case_words(case)) for case in cases])
        self.fields["chosen"].label = _("Saker som er klare")
        self.fields["chosen"].required = True
        self.fields["chosen"].error_messages["required"] = _("Velg minst én sak.")


class AttendanceForm(_Ticks):
    """Which members came."""

    def __init__(self, *args: Any, members: Sequence[BodyMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer([(m.pk, f"{m.name} ({m.party})" if m.party else m.name) for m in members])
        self.fields["chosen"].label = _("Hvem var til stede?")
        self.fields["chosen"].required = True
        self.fields["chosen"].error_messages["required"] = _("Kryss av for dem som var til stede.")


def _votes(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=999,
        error_messages={
            "required": _("Skriv et tall, null om ingen."),
            "invalid": _("Skriv et helt tall."),
            "min_value": _("Stemmer kan ikke være færre enn null."),
            "max_value": _("Tallet er for stort."),
        },
    )


class DecisionForm(forms.Form):
    """What the meeting answered."""

    outcome = forms.ChoiceField(
        label=_("Resultat"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hva møtet kom til.")},
    )
    votes_for = _votes(_("Stemte for"))
    votes_against = _votes(_("Stemte mot"))
    casting_vote = forms.BooleanField(label=_("Det sto likt, og møtelederens stemme avgjorde"), required=False)
    text = forms.CharField(
        label=_("Vedtaket"),
        widget=_area(4),
        max_length=LONG,
        error_messages={"required": _("Skriv hva som ble vedtatt."), "max_length": TOO_LONG},
    )
    reasons = forms.CharField(
        label=_("Begrunnelse"),
        help_text=_("De som startet saken, skal forstå hvorfor."),
        widget=_area(6),
        max_length=LONG,
        error_messages={
            "required": _("Skriv hvorfor. De som startet saken, har krav på en begrunnelse."),
            "max_length": TOO_LONG,
        },
    )

    @classmethod
    def of(cls, decision: Decision | None, case: Case, data: Any = None) -> "DecisionForm":
        """Return the form with what was recorded, or with the proposal as the text to begin from."""
        initial: dict[str, Any] = {"text": case.proposal}
        if decision:
            names = ("outcome", "votes_for", "votes_against", "text", "reasons")
            initial = {name: getattr(decision, name) for name in names}
            initial["casting_vote"] = decision.recorded_casting_vote
        return cls(data, initial=initial)

    def result(self, measures: Sequence[Measure]) -> Result:
        """Return what was typed as the service takes it."""
        return Result(**self.cleaned_data, measures=tuple(measures))


class MeasureForm(forms.Form):
    """One thing the municipality shall do; a row left empty is no measure."""

    title = forms.CharField(
        label=_("Tiltak"),
        max_length=160,
        required=False,
        error_messages={"max_length": _("Skriv tiltaket kortere, inntil 160 tegn.")},
    )
    owner = forms.ChoiceField(label=_("Ansvarlig"), required=False)
    owner_name = forms.CharField(label=_("Navn, om det er en annen"), max_length=80, required=False)
    due_on = forms.DateField(
        label=_("Frist"), widget=_day(), required=False, error_messages={"invalid": _("Velg en dato som finnes.")}
    )

    def __init__(self, *args: Any, staff: Sequence[User], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.staff = {str(user.pk): user for user in staff}
        self.today = today
        choice = self.fields["owner"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 - declared above
        choice.choices = [("", _("En annen")), *((key, user.name) for key, user in self.staff.items())]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not any(given.get(name) for name in self.fields) or self.errors:
            return given
        if not given.get("title"):
            self.add_error("title", _("Skriv hva kommunen skal gjøre."))
        if not given.get("owner") and not given.get("owner_name"):
            self.add_error("owner", _("Velg hvem som har ansvaret, eller skriv navnet."))
        if not given.get("due_on"):
            self.add_error("due_on", _("Velg en frist."))
        elif given["due_on"] < self.today:
            self.add_error("due_on", _("Fristen må være i dag eller senere."))
        return given

    def measure(self) -> Measure | None:
        """Return the row as the service takes it; None for an empty row."""
        given = self.cleaned_data
        if not given.get("title"):
            return None
        owner = self.staff.get(given["owner"])
        return Measure(given["title"], owner.name if owner else given["owner_name"], given["due_on"], owner)


class BaseMeasureFormSet(forms.BaseFormSet[MeasureForm]):
    """The rows of measures."""

    def measures(self) -> list[Measure]:
        """Return the measures of the rows that are filled in."""
        return [found for form in self.forms if (found := form.measure()) is not None]


def measure_forms(decision: Decision | None, staff: Sequence[User], today: date, data: Any = None) -> BaseMeasureFormSet:
    """Return the rows with the measures recorded so far, and always some empty ones."""
    initial = [
        {"title": m.title, "owner": str(m.owner_id or ""), "owner_name": "" if m.owner_id else m.owner_name, "due_on": m.due_on}
        for m in (decision.follow_ups.all() if decision else [])
    ]
    kind = forms.formset_factory(MeasureForm, formset=BaseMeasureFormSet, extra=max(ROWS - len(initial), 1), max_num=12)
    # A row sent once more is unchanged from what was recorded; it must count all the same.
    given = {"staff": staff, "today": today, "empty_permitted": False}
    made = kind(data, initial=initial, prefix="tiltak", form_kwargs=given)
    return cast(BaseMeasureFormSet, made)


class DoneForm(forms.Form):
    """What was done."""

    note = forms.CharField(
        label=_("Hva ble gjort?"),
        help_text=_("Alle som følger saken, får se det."),
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": 500}),
        max_length=500,
        error_messages={
            "required": _("Skriv hva som ble gjort. Alle som følger saken, får se det."),
            "max_length": _("Skriv kortere, inntil 500 tegn."),
        },
    )


class BodyForm(forms.Form):
    """A body of elected people."""

    name = forms.CharField(
        label=_("Navn"),
        max_length=80,
        error_messages={"required": _("Skriv hva organet heter."), "max_length": _("Skriv navnet kortere, inntil 80 tegn.")},
    )
    kind = forms.ChoiceField(label=_("Hva slags organ er det?"), choices=BodyKind.choices)
    seats = forms.IntegerField(
        label=_("Plasser"),
        min_value=1,
        max_value=199,
        error_messages={
            "required": _("Skriv hvor mange plasser organet har."),
            "invalid": _("Skriv et helt tall."),
            "min_value": _("Et organ har minst én plass."),
            "max_value": _("Et organ har høyst 199 plasser."),
        },
    )


class MemberForm(forms.Form):
    """Somebody who sits in a body."""

    name = forms.CharField(
        label=_("Navn"),
        max_length=80,
        error_messages={"required": _("Skriv hvem det er."), "max_length": _("Skriv navnet kortere, inntil 80 tegn.")},
    )
    party = forms.CharField(label=_("Parti eller liste"), max_length=80, required=False)
    from_on = forms.DateField(label=_("Fra"), widget=_day(), error_messages={"required": _("Velg fra hvilken dag.")})
    is_leader = forms.BooleanField(label=_("Leder møtene"), required=False)
