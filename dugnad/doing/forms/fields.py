"""Fields that read what people type: lines, kroner and hours."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dugnad.domain.money import parse_kroner

from ..worktime import parse_hours

MOST_KRONER = 100_000_000


class LinesField(forms.CharField):
    """Short lines, one a row, as a list."""

    def __init__(self, *, most_lines: int = 12, longest: int = 120, **options: Any) -> None:
        self.most_lines, self.longest = most_lines, longest
        options.setdefault("widget", forms.Textarea(attrs={"rows": 4}))
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        lines = [line.strip(" -•*\t") for line in str(text or "").splitlines()]
        lines = [line for line in lines if line]
        if len(lines) > self.most_lines:
            raise ValidationError(_("Skriv inntil %(most)s linjer.") % {"most": self.most_lines}, code="lines")
        if any(len(line) > self.longest for line in lines):
            raise ValidationError(_("Hver linje kan ha inntil %(most)s tegn.") % {"most": self.longest}, code="long_line")
        return lines


class KronerField(forms.CharField):
    """Whole kroner as people type them, as øre; empty is None."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            ore = parse_kroner(text)
        except ValueError as error:
            raise ValidationError(_("Skriv summen i hele kroner, for eksempel 5 000."), code="kroner") from error
        if not 0 < ore <= MOST_KRONER * 100 or ore % 100:
            raise ValidationError(_("Skriv summen i hele kroner, for eksempel 5 000."), code="kroner")
        return ore

    def prepare_value(self, value: Any) -> Any:
        return str(value // 100) if isinstance(value, int) else value


class HoursField(forms.CharField):
    """Hours as people type them ("3", "3,5", "2:30"), as whole minutes; empty is 0."""

    def __init__(self, *, most: int = 48, **options: Any) -> None:
        self.most = most
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "size": 5}))
        super().__init__(**options)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return 0
        try:
            minutes = parse_hours(text)
        except ValueError as error:
            raise ValidationError(_("Skriv timer slik: 3, 3,5 eller 2:30."), code="hours") from error
        if minutes > self.most * 60:
            raise ValidationError(_("Skriv inntil %(most)s timer.") % {"most": self.most}, code="hours")
        return minutes
