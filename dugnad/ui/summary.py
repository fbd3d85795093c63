"""The error summary: what is missing, counted in words, each line leading to its field."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm, BaseFormSet, BoundField
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .formats import count_word


@dataclass(frozen=True)
class Missing:
    """One thing to mend; without a target it concerns the form as a whole."""

    text: str
    target: str = ""


@dataclass(frozen=True)
class Summary:
    """All that is to be mended, with its title."""

    title: str
    items: tuple[Missing, ...]


def field_target(field: BoundField) -> str:
    """Return the id that a link to the field should lead to: its first control when it has many."""
    if field.field.widget.use_fieldset:
        first = next(iter(field.subwidgets), None)
        found = first.id_for_label if first is not None else ""
        return found or f"{field.auto_id}_0"
    return field.id_for_label or field.auto_id


def _short(message: str) -> str:
    head, mark, _rest = message.partition(". ")
    return head if mark else message.removesuffix(".")


def _of_form(form: BaseForm) -> Iterable[Missing]:
    if not form.is_bound:
        return
    for message in form.non_field_errors():
        yield Missing(str(message))
    for field in form:
        for message in field.errors:
            yield Missing(_short(str(message)), "" if field.is_hidden else field_target(field))


def _of(thing: Any) -> Iterable[Missing]:
    if isinstance(thing, BaseFormSet):
        if thing.is_bound:
            yield from (Missing(str(message)) for message in thing.non_form_errors())
            for form in thing.forms:
                yield from _of_form(form)
    elif isinstance(thing, BaseForm):
        yield from _of_form(thing)


def summary_of(forms: Iterable[Any]) -> Summary | None:
    """Return what is to be mended in the forms, or None when nothing is."""
    items = tuple(item for form in forms for item in _of(form))
    if not items:
        return None
    if any(item.target for item in items):
        title = ngettext("Vi mangler %(count)s ting", "Vi mangler %(count)s ting", len(items)) % {"count": count_word(len(items))}
    else:
        title = _("Det gikk ikke helt")
    return Summary(title, items)
