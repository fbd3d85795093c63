"""What the room's views share."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms import BaseForm
from django.http import Http404, QueryDict
from django.utils.datastructures import MultiValueDict

from dugnad.people.http import TenantRequest
from dugnad.threads import policies as thread_policies
from dugnad.threads.models import Matter
from dugnad.threads.selectors import matter_by_number

from .. import selectors
from ..models import DugnadDay


def matter_or_404(request: TenantRequest, number: int) -> tuple[Matter, bool]:
    """Return a matter the actor may see and whether they started it; Http404 otherwise."""
    matter = matter_by_number(number)
    if matter is None:
        raise Http404
    starter = selectors.is_starter_of(request.actor, matter)
    if not thread_policies.may_see_matter(request.actor, matter, is_starter=starter):
        raise Http404
    return matter, starter


def day_or_404(request: TenantRequest, number: int) -> tuple[DugnadDay, bool]:
    """Return a day the actor may see and whether they started its matter; Http404 otherwise."""
    found = selectors.day_view(number, request.actor)
    if found is None:
        raise Http404
    return found


def data_of(request: TenantRequest) -> QueryDict | None:
    """Return what was sent, also when it was empty; None when the form is only asked for."""
    return request.POST if request.method == "POST" else None


def files_of(request: TenantRequest) -> "MultiValueDict[str, UploadedFile[Any]] | None":
    """Return the files that were sent."""
    return request.FILES if request.method == "POST" else None


def add_errors(form: BaseForm, error: ValidationError) -> None:
    """Put what a service said no to at its field, or above the form when the form has no such field."""
    by_field = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    for name, messages in by_field.items():
        for message in messages:
            form.add_error(name if name in form.fields else None, message)
