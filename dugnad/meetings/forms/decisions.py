"""Shapes of what the secretary writes about a decision, its measures, and who has been told."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from dugnad.people.models import User
from dugnad.threads import selectors as threads
from dugnad.threads.models import Matter

from ..lifecycle import INSTEAD_OF_POSITION, Outcome
from ..models import Case, Decision
from ..policies import ANSWER
from ..services import Measure, Result
from .fields import LONG, TOO_LONG, area, day

ROWS = 2


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
        widget=area(4),
        max_length=LONG,
        error_messages={"required": _("Skriv hva som ble vedtatt."), "max_length": TOO_LONG},
    )
    reasons = forms.CharField(
        label=_("Begrunnelse"),
        help_text=_("De som startet saken, skal forstå hvorfor."),
        widget=area(6),
        max_length=LONG,
        error_messages={
            "required": _("Skriv hvorfor. De som startet saken, har krav på en begrunnelse."),
            "max_length": TOO_LONG,
        },
    )

    earlier = forms.IntegerField(
        label=_("Nummeret på den tidligere saken"),
        help_text=_("Bare når svaret er at kommunestyret ikke har plikt til å ta stilling. Nummeret står i adressen til saken."),
        min_value=1,
        required=False,
        error_messages={"invalid": _("Skriv et helt tall."), "min_value": _("Skriv et helt tall.")},
    )
    earlier_on = forms.DateField(
        label=_("Eller dagen det var oppe"),
        help_text=_("Når saken ikke finnes her."),
        widget=day(),
        required=False,
        error_messages={"invalid": _("Velg en dato som finnes.")},
    )

    @classmethod
    def of(cls, decision: Decision | None, case: Case, data: Any = None) -> "DecisionForm":
        """Return the form with what was recorded, or with the proposal as the text to begin from."""
        initial: dict[str, Any] = {"text": case.proposal}
        if decision:
            names = ("outcome", "votes_for", "votes_against", "text", "reasons", "earlier_on")
            initial = {name: getattr(decision, name) for name in names}
            initial["casting_vote"] = decision.recorded_casting_vote
            initial["earlier"] = decision.earlier.number if decision.earlier else None
        form = cls(data, initial=initial)
        if case.rule != ANSWER:
            form._without_law()
        return form

    def _without_law(self) -> None:
        outcome = self.fields["outcome"]
        assert isinstance(outcome, forms.ChoiceField)  # noqa: S101 - declared above
        outcome.choices = [(code, label) for code, label in Outcome.choices if code not in INSTEAD_OF_POSITION]
        del self.fields["earlier"], self.fields["earlier_on"]

    def clean_earlier(self) -> Matter | None:
        number = self.cleaned_data["earlier"]
        if number is None:
            return None
        found = threads.matter_by_number(number)
        if found is None or not found.is_public:
            raise forms.ValidationError(_("Vi fant ingen sak med dette nummeret."))
        return found

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
        label=_("Frist"), widget=day(), required=False, error_messages={"invalid": _("Velg en dato som finnes.")}
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


class ToldForm(forms.Form):
    """How those whom no letter reaches got to know."""

    how = forms.CharField(
        label=_("Hvordan fikk de vite det?"),
        help_text=_("For eksempel at du ringte eller sendte brev."),
        max_length=200,
        error_messages={
            "required": _("Skriv hvordan de fikk vite det."),
            "max_length": _("Skriv kortere, inntil 200 tegn."),
        },
    )
