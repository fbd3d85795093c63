"""Shapes of what staff write about bodies, meetings, lists and the papers of a case."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dugnad.ui.formats import day_year

from ..lifecycle import BodyKind
from ..models import Body, BodyMember, Case, Meeting
from .fields import LONG, TOO_LONG, area, clock, day


class CaseForm(forms.Form):
    """The papers of a case: a draft may lack some, a case that is ready has them all."""

    background = forms.CharField(
        label=_("Bakgrunn"),
        help_text=_("Hva gjelder saken, og hva har skjedd til nå? Skriv så en femtenåring forstår det."),
        widget=area(8),
        max_length=LONG,
        error_messages={"required": _("Skriv bakgrunnen før saken er klar."), "max_length": TOO_LONG},
    )
    assessment = forms.CharField(
        label=_("Vurdering"),
        help_text=_("Hva taler for og mot? Hva koster det, og hvem merker det?"),
        widget=area(8),
        max_length=LONG,
        error_messages={"required": _("Skriv vurderingen før saken er klar."), "max_length": TOO_LONG},
    )
    proposal = forms.CharField(
        label=_("Forslag til vedtak"),
        help_text=_("Det møtet skal stemme over."),
        widget=area(4),
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
        label=_("Dato"), widget=day(), error_messages={"required": _("Velg en dato."), "invalid": _("Velg en dato som finnes.")}
    )
    starts = forms.TimeField(
        label=_("Begynner"),
        widget=clock(),
        error_messages={"required": _("Skriv når møtet begynner."), "invalid": _("Skriv klokkeslettet som 18:00.")},
    )
    ends = forms.TimeField(
        label=_("Slutter"), widget=clock(), required=False, error_messages={"invalid": _("Skriv klokkeslettet som 21:00.")}
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
    from_on = forms.DateField(label=_("Fra"), widget=day(), error_messages={"required": _("Velg fra hvilken dag.")})
    is_leader = forms.BooleanField(label=_("Leder møtene"), required=False)


class ConstitutedForm(forms.Form):
    """When the council of this election period first met."""

    constituted_on = forms.DateField(
        label=_("Første møte i valgperioden"),
        help_text=_("Det konstituerende møtet. Fra den dagen kan en sak fra forrige periode fremmes på nytt."),
        widget=day(),
        error_messages={"required": _("Velg dagen møtet ble holdt."), "invalid": _("Velg en dato som finnes.")},
    )


class NotHeldForm(forms.Form):
    """Why a meeting was not held."""

    why = forms.CharField(
        label=_("Hvorfor ble ikke møtet holdt?"),
        help_text=_("Alle som følger sakene, får se det."),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
        max_length=300,
        error_messages={
            "required": _("Skriv hvorfor møtet ikke ble holdt. Alle som følger sakene, får se det."),
            "max_length": _("Skriv kortere, inntil 300 tegn."),
        },
    )
