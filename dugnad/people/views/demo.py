"""The demonstration's mailbox: what would have been sent, readable on a page. Only there."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from dugnad.people.http import Request
from dugnad.people.mailbox import read_mailbox


@never_cache
@require_GET
def demo_mail(request: Request) -> HttpResponse:
    """Show the newest e-mails of the demonstration, those to one address with ?til=."""
    if not settings.DEMO:
        raise Http404
    to = request.GET.get("til", "")[:254]
    return render(request, "people/demo_mail.html", {"mails": read_mailbox(to=to), "to": to})
