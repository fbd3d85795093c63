"""Who came, and what came of it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dugnad.people.models import User

from ..models import DugnadDay, Result, SignUp
from ..services import Attendance
from ..worktime import hours_text
from .fields import HoursField, KronerField

_PICTURE_HELP = _("JPG, PNG eller WebP, inntil 15 MB. Uten ansikter som ikke vil være med.")


def _picture(label: Any) -> forms.FileField:
    return forms.FileField(label=label, help_text=_PICTURE_HELP, required=False)


def _alt() -> forms.CharField:
    return forms.CharField(label=_("Hva viser bildet?"), help_text=_("For dem som ikke ser det."), max_length=200, required=False)


class ReportForm(forms.Form):
    """Who came for how long: two fields for each sign-up, made when the form is."""

    drop_in_count = forms.IntegerField(
        label=_("Hvor mange kom uten å melde seg på?"),
        min_value=0,
        max_value=10_000,
        initial=0,
        error_messages={"min_value": _("Tallet kan ikke være under 0."), "invalid": _("Skriv et helt tall.")},
    )
    drop_in_minutes = HoursField(label=_("Hvor mange timer var de med, hver?"), max_length=8, required=False)
    done_text = forms.CharField(
        label=_("Hva ble gjort?"),
        help_text=_("Noen setninger. Alle som kom, får dem sammen med takken."),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "data-counter": "600"}),
        error_messages={"max_length": _("Kort ned til 600 tegn.")},
    )
    picture = _picture(_("Bilde fra dagen"))
    picture_alt = _alt()

    def __init__(self, *args: Any, day: DugnadDay, sign_ups: Sequence[SignUp], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sign_ups = list(sign_ups)
        for sign_up in self.sign_ups:
            reported = sign_up.attended_count is not None
            self.fields[f"kom_{sign_up.pk}"] = forms.IntegerField(
                label=_("Kom"),
                min_value=0,
                max_value=sign_up.party_size,
                initial=sign_up.attended_count if reported else sign_up.party_size,
                error_messages={
                    "max_value": _("Påmeldingen var for %(most)s. Skriv de andre nederst.") % {"most": sign_up.party_size},
                    "invalid": _("Skriv et helt tall."),
                },
            )
            minutes = sign_up.minutes if reported else day.minutes
            self.fields[f"timer_{sign_up.pk}"] = HoursField(
                label=_("Timer hver"), max_length=8, initial=hours_text(minutes), required=False
            )
        self.initial.setdefault("drop_in_count", day.drop_in_count)
        self.initial.setdefault("drop_in_minutes", hours_text(day.drop_in_minutes or day.minutes))
        self.initial.setdefault("done_text", day.done_text)

    def rows(self) -> list[tuple[SignUp, forms.BoundField, forms.BoundField]]:
        """Return each sign-up with its two fields."""
        return [(sign_up, self[f"kom_{sign_up.pk}"], self[f"timer_{sign_up.pk}"]) for sign_up in self.sign_ups]

    def came(self) -> dict[int, Attendance]:
        """Return who came, by sign-up."""
        given = self.cleaned_data
        return {s.pk: Attendance(given[f"kom_{s.pk}"], given[f"timer_{s.pk}"]) for s in self.sign_ups}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("picture") and not given.get("picture_alt"):
            self.add_error("picture_alt", _("Skriv hva bildet viser, for dem som ikke ser det."))
        return given


class ResultForm(forms.Form):
    """The story of what came of it."""

    summary = forms.CharField(
        label=_("Hva ble det til, i én setning?"),
        help_text=_("For eksempel «Nå kan alle komme ut i vannet på Hvalstrand»."),
        max_length=200,
        error_messages={"required": _("Skriv én setning om hva det ble til."), "max_length": _("Kort ned til 200 tegn.")},
    )
    story = forms.CharField(
        label=_("Fortell"),
        help_text=_("Hva gjorde dere, hvem hjalp, og hva er annerledes nå? Du kan lage avsnitt og lister."),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Fortell litt. To setninger er nok."), "max_length": _("Kort ned til 20 000 tegn.")},
    )
    before = _picture(_("Bilde fra før"))
    before_alt = _alt()
    after = _picture(_("Bilde fra etterpå"))
    after_alt = _alt()
    extra_people = forms.IntegerField(
        label=_("Hjalp noen utenom dugnadsdagene? Hvor mange?"), min_value=0, max_value=100_000, initial=0, required=False
    )
    extra_minutes = HoursField(label=_("Hvor mange timer ble det, til sammen?"), most=9999, max_length=8, required=False)
    municipality_gave = forms.CharField(
        label=_("Hva bidro kommunen med?"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    municipality_ore = KronerField(
        label=_("Hvor mange kroner kostet det kommunen?"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"size": 10}),
    )
    what_now = forms.CharField(
        label=_("Hva skjer nå, og hvem ser etter det?"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    steward = forms.ChoiceField(
        label=_("Én som ser etter"), help_text=_("Har sagt ja til det. Navnet vises på siden."), required=False
    )

    def __init__(self, *args: Any, people: Sequence[User], result: Result | None = None, gave: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        choices = [("", _("Ingen ennå")), *[(key, person.name) for key, person in self.people.items()]]
        self.fields["steward"].choices = choices  # type: ignore[attr-defined]
        self.initial.setdefault("municipality_gave", gave)
        if result is not None:
            names = ("summary", "story", "extra_people", "municipality_gave", "what_now")
            self.initial = {name: getattr(result, name) for name in names}
            self.initial["extra_minutes"] = hours_text(result.extra_minutes) if result.extra_minutes else ""
            self.initial["municipality_ore"] = result.municipality_ore or None
            self.initial["steward"] = str(result.steward_id or "")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in ("before", "after"):
            if given.get(name) and not given.get(f"{name}_alt"):
                self.add_error(f"{name}_alt", _("Skriv hva bildet viser, for dem som ikke ser det."))
        given["extra_people"] = given.get("extra_people") or 0
        given["municipality_ore"] = given.get("municipality_ore") or 0
        given["steward"] = self.people.get(given.get("steward", ""))
        return given


class EffectForm(forms.Form):
    """What it led to."""

    effect = forms.CharField(
        label=_("Hva førte det til?"),
        help_text=_("Hva ser dere nå som dere ikke så før? Gjerne med et tall, og hvordan dere vet det."),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4, "data-counter": "600"}),
        error_messages={
            "required": _("Skriv hva det førte til. To setninger er nok."),
            "max_length": _("Kort ned til 600 tegn."),
        },
    )
