"""Shapes of what people write. Length is judged by the service, so that nothing is cut in silence."""

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .lifecycle import Kind, Reason

_SIDES = [(Kind.FOR, _("For")), (Kind.AGAINST, _("Imot")), (Kind.QUESTION, _("Jeg spør om noe"))]
_FORMAT_HELP = _("Navnet ditt står ved det du skriver. Du kan bruke *skrå*, **fet** og lister. Inntil 1500 tegn.")


def _area(rows: int, most: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "data-counter": most})


class ContributionForm(forms.Form):
    """An argument or a question."""

    kind = forms.ChoiceField(
        label=_("Hva vil du si?"),
        choices=_SIDES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg om du vil skrive for, imot eller spørre.")},
    )
    text = forms.CharField(
        label=_("Teksten din"),
        help_text=_FORMAT_HELP,
        widget=_area(7, 1500),
        error_messages={"required": _("Skriv noen ord. Én setning er nok.")},
    )
    form_key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=43)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"form_key": secrets.token_urlsafe(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


class AnswerForm(ContributionForm):
    """An answer to an argument or a question."""

    kind = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Svaret ditt")
        self.fields["text"].widget.attrs["rows"] = 4


class EditForm(forms.Form):
    """A changed text."""

    text = forms.CharField(
        label=_("Teksten din"),
        help_text=_("Inntil 1500 tegn. De som leser, ser at teksten er endret."),
        widget=_area(7, 1500),
        error_messages={"required": _("Skriv noen ord. Én setning er nok.")},
    )


class ReportForm(forms.Form):
    """What is wrong with a text."""

    reason = forms.ChoiceField(
        label=_("Hva er galt?"),
        choices=Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hva som er galt.")},
    )
    note = forms.CharField(label=_("Fortell mer"), required=False, max_length=400, widget=_area(3, 400))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A limit on the control would cut a pasted text in silence.
        self.fields["note"].widget.attrs.pop("maxlength", None)


class HideForm(ReportForm):
    """Why a text is hidden."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Hvorfor?")
        self.fields["reason"].help_text = _("Forfatteren får se grunnen, og alle ser at noe er skjult.")
        self.fields["reason"].error_messages["required"] = _("Velg hvorfor. Forfatteren får se grunnen.")
        self.fields["note"].label = _("Forklar til forfatteren")


class AppealForm(forms.Form):
    """Why a hidden text deserves a new look."""

    why = forms.CharField(
        label=_("Hvorfor bør vi se på det en gang til?"),
        help_text=_("En medarbeider leser dette og svarer deg. Du kan spørre én gang."),
        widget=_area(4, 600),
        error_messages={"required": _("Skriv hvorfor vi bør se på det en gang til. Én setning er nok.")},
    )
