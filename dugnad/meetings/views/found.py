"""What the pages share: the thing an address names, and a form whose act the service may refuse."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import Form
from django.http import Http404

from dugnad.people.http import TenantRequest
from dugnad.threads import selectors as threads
from dugnad.threads.models import Matter

from .. import selectors
from ..models import AgendaItem, Case, Meeting


def public_matter(number: int) -> Matter:
    """Return the public matter of this number or raise Http404."""
    found = threads.matter_by_number(number)
    if found is None or not found.is_public:
        raise Http404
    return found


def case_of(matter: Matter) -> Case:
    """Return the latest case of a matter or raise Http404."""
    found = selectors.case_of(matter)
    if found is None:
        raise Http404
    return found


def meeting_of(pk: int) -> Meeting:
    """Return the meeting with this key or raise Http404."""
    found = selectors.meeting_by_pk(pk)
    if found is None:
        raise Http404
    return found


def item_of(pk: int) -> AgendaItem:
    """Return the place on a list with this key or raise Http404."""
    found = selectors.item_by_pk(pk)
    if found is None:
        raise Http404
    return found


def attempt(form: Form, act: Callable[[], Any]) -> bool:
    """Do the act; put what the service says against it on the form's fields, and return whether it was done."""
    try:
        act()
    except ValidationError as error:
        faults = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
        for name, messages in faults.items():
            form.add_error(name if name in form.fields else None, messages)
        return False
    return True


def status_of(request: TenantRequest, *, sent: bool) -> int:
    """Return the status of a page with a form: 422 when what was sent could not be taken."""
    return 422 if sent and request.method == "POST" else 200
