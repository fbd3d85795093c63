"""Shapes of what people send in about signatures, paper lists and answers."""

import csv
import io
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dugnad.people.identity import BadIdentityNumber, normalise_identity_number
from dugnad.people.logs import has_identity_number

from ..models import PaperLine
from ..services.paper import PaperEntry

MOST_LINES = 2_000
_COLUMNS = {
    "navn": "name",
    "name": "name",
    "namn": "name",
    "adresse": "address",
    "address": "address",
    "fødselsdato": "born_on",
    "født": "born_on",
    "born": "born_on",
    "fødselsnummer": "identity_number",
    "identity": "identity_number",
}


class OpenSigningForm(forms.Form):
    """How long the collection runs, and that the text is ready to be locked."""

    closes_on = forms.DateField(
        label=gettext_lazy("Samle til og med"),
        help_text=gettext_lazy(
            "Mellom en uke og ett år. Loven setter ingen frist for å samle, men en dato gjør det lettere å bli med."
        ),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": gettext_lazy("Velg en dag."), "invalid": gettext_lazy("Skriv datoen som dag.måned.år.")},
    )
    is_ready = forms.BooleanField(
        label=gettext_lazy("Ja, teksten er ferdig og kan låses"),
        error_messages={"required": gettext_lazy("Kryss av for at teksten er ferdig.")},
    )


class SignForm(forms.Form):
    """Whether the name is shown, and whether to be told."""

    show_name = forms.ChoiceField(
        label=gettext_lazy("Skal navnet ditt vises?"),
        help_text=gettext_lazy("Kommunen ser navnet uansett, for å kunne telle."),
        choices=[("no", gettext_lazy("Nei, bare tell meg med")), ("yes", gettext_lazy("Ja, vis navnet mitt"))],
        widget=forms.RadioSelect,
        initial="no",
        error_messages={"required": gettext_lazy("Velg om navnet skal vises.")},
    )
    wants_news = forms.BooleanField(label=gettext_lazy("Ja, send meg svaret fra kommunestyret"), required=False, initial=True)


class PaperListForm(forms.Form):
    """A paper list as lines of text or a CSV file: name; address; date of birth; identity number (only the first is required)."""

    received_on = forms.DateField(
        label=gettext_lazy("Når kom listen inn?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": gettext_lazy("Velg dagen listen kom inn.")},
    )
    source = forms.CharField(label=gettext_lazy("Hvor lå listen?"), max_length=120, required=False)
    lines = forms.CharField(
        label=gettext_lazy("Linjene på listen"),
        help_text=gettext_lazy("Én person på hver linje: navn; adresse; fødselsdato; fødselsnummer. Bare navnet må være med."),
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        required=False,
    )
    file = forms.FileField(
        label=gettext_lazy("Eller en CSV-fil"), required=False, widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"})
    )
    form_key = forms.CharField(widget=forms.HiddenInput, max_length=43)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_received_on(self) -> date:
        """A list cannot come in tomorrow."""
        day: date = self.cleaned_data["received_on"]
        if day > self.today:
            raise ValidationError(_("Datoen kan ikke være fram i tid."))
        return day

    def clean_source(self) -> str:
        """Where a list lay has no identity number in it."""
        source: str = self.cleaned_data["source"]
        if has_identity_number(source):
            raise ValidationError(_("Her står det et fødselsnummer. Skriv bare hvor listen lå."))
        return source

    def clean(self) -> dict[str, Any]:
        """Read the lines, each mistake named by its line."""
        data = super().clean() or {}
        upload = data.get("file")
        text = _decoded(upload.read()) if upload else data.get("lines", "")
        if not text.strip():
            self.add_error("lines", _("Skriv minst én linje, eller velg en fil."))
            return data
        entries, mistakes = read_paper_lines(text)
        if len(entries) > MOST_LINES:
            mistakes = [_("Listen har mer enn 2 000 linjer. Del den i flere.")]
        for mistake in mistakes[:20]:
            self.add_error("file" if upload else "lines", mistake)
        data["entries"] = entries
        return data


def _decoded(raw: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")


def read_paper_lines(text: str) -> tuple[list[PaperEntry], list[str]]:
    """Return the entries of a list and one sentence for each line that cannot be read; a header row names the columns."""
    delimiter = next((mark for mark in (";", "\t") if mark in text), ",")
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        rows = [row for row in lines if any(cell.strip() for cell in row)]
    except csv.Error:
        return [], [_("Filen er ikke en liste vi kan lese. Lagre den som CSV og prøv en gang til.")]
    order = ["name", "address", "born_on", "identity_number"]
    if rows and rows[0][0].strip().lower() in _COLUMNS:
        order = [_COLUMNS.get(cell.strip().lower(), "") for cell in rows.pop(0)]
    entries, mistakes = [], []
    for number, row in enumerate(rows, start=1):
        try:
            entries.append(_entry(dict(zip(order, (cell.strip() for cell in row), strict=False))))
        except ValueError as error:
            mistakes.append(_("Linje %(number)s: %(what)s") % {"number": number, "what": error})
    return entries, mistakes


def _entry(cells: dict[str, str]) -> PaperEntry:
    name = cells.get("name", "")
    if len(name) < 2:
        raise ValueError(_("navnet mangler."))
    if any(has_identity_number(cell) for column, cell in cells.items() if column != "identity_number"):
        # Not repeated: what is said here is shown and may be logged.
        raise ValueError(_("et fødselsnummer står i feil kolonne. Skriv det i kolonnen for fødselsnummer, eller la det være."))
    if len(name) > 120 or len(cells.get("address", "")) > 200:
        raise ValueError(_("navnet eller adressen er for lang."))
    identity = cells.get("identity_number", "")
    if identity:
        try:
            normalise_identity_number(identity)
        except BadIdentityNumber as error:
            raise ValueError(_("fødselsnummeret stemmer ikke.")) from error
    return PaperEntry(name, cells.get("address", ""), _born(cells.get("born_on", "")), identity)


def _born(raw: str) -> date | None:
    for form in ("%d.%m.%Y", "%Y-%m-%d", "%d%m%Y", "%d/%m/%Y"):
        try:
            return datetime.strptime(raw, form).date()  # noqa: DTZ007 - a date of birth has no time zone
        except ValueError:
            continue
    if raw:
        raise ValueError(_("skriv fødselsdatoen som dag.måned.år."))
    return None


class JudgeLineForm(forms.Form):
    """What a clerk decides about a line in doubt."""

    counts = forms.ChoiceField(choices=[("yes", gettext_lazy("Tell med")), ("no", gettext_lazy("Ikke tell med"))])
    reason = forms.ChoiceField(choices=PaperLine.Reason.choices, required=False)


class TakeOutLineForm(forms.Form):
    """Why a line of a paper list is no longer to be counted."""

    why = forms.CharField(
        label=gettext_lazy("Hvorfor skal linjen tas ut?"),
        help_text=gettext_lazy("For eksempel «Ba om det selv» eller «Navnet var lest feil». Skriv ikke mer om personen."),
        max_length=120,
        error_messages={
            "required": gettext_lazy("Skriv hvorfor linjen tas ut."),
            "max_length": gettext_lazy("Kort ned til 120 tegn."),
        },
    )

    def clean_why(self) -> str:
        """The reason stands in the journal: no identity number there."""
        why: str = self.cleaned_data["why"]
        if has_identity_number(why):
            raise ValidationError(_("Her står det et fødselsnummer. Skriv bare grunnen."))
        return why


class AnswerForm(forms.Form):
    """A co-worker's answer to an idea."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Hva svarer kommunen?"),
        choices=[
            ("dugnad", gettext_lazy("Ja, dette kan dere gjøre som dugnad")),
            ("gather", gettext_lazy("Samle flere først, så hjelper vi videre")),
            ("other", gettext_lazy("Vi foreslår en annen vei")),
            ("case", gettext_lazy("Vi tar den videre som sak til folkevalgte")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Velg ett av svarene.")},
    )
    answer = forms.CharField(
        label=gettext_lazy("Svaret med dine ord"),
        help_text=gettext_lazy("Vises for alle på saken. Si hva som skjer nå, og hvem de kan snakke med."),
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": 1500, "data-counter": ""}),
        max_length=1500,
        error_messages={
            "required": gettext_lazy("Skriv et svar. To setninger er nok."),
            "max_length": gettext_lazy("Svaret er for langt. Kort det ned til 1 500 tegn."),
        },
    )


class CloseForm(forms.Form):
    """Why a matter ends here."""

    why = forms.CharField(
        label=gettext_lazy("Hvorfor slutter saken her?"),
        help_text=gettext_lazy("Én setning er nok. Alle som følger saken, ser den."),
        max_length=200,
        error_messages={
            "required": gettext_lazy("Skriv hvorfor. Én setning er nok."),
            "max_length": gettext_lazy("Teksten er for lang. Kort den ned til 200 tegn."),
        },
    )
