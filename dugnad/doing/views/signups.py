"""A day's page and signing up to it, with an account or with a link by e-mail."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dugnad.people.http import TenantRequest, client_address
from dugnad.people.throttle import hit

from .. import links, pages, policies, selectors, services
from ..forms import LinkAgainForm, SignUpByEmailForm, SignUpForm
from ..models import DugnadDay, SignUp
from ..selectors.days import sign_up_by_email_of, sign_up_by_key
from .common import add_errors, data_of, day_or_404

# One household or one school behind one address is not held back; somebody filling a day with invented names is.
TRIES_AN_HOUR = 20
# Nobody's mailbox is to be filled by somebody else who types the address in.
LETTERS_A_DAY = 10


def _form(request: TenantRequest, found: DugnadDay, own: SignUp | None) -> SignUpForm:
    tasks = selectors.tasks_of(found)
    kind = SignUpForm if request.actor.person else SignUpByEmailForm
    return kind(data_of(request), tasks=tasks, own=own)


def _page(request: TenantRequest, found: DugnadDay, starter: bool, extra: dict[str, Any], status: int = 200) -> HttpResponse:
    context = {
        **pages.day_context(found, request.actor, starter=starter, now=request.now),
        "may_sign_up": policies.may_sign_up(request.actor, found, now=request.now),
        "until": pages.last_day_to_withdraw(found),
        **extra,
    }
    own = context.get("own")
    context["own_words"] = pages.sign_up_words(own) if own else ""
    template = "doing/day.html#signup" if request.htmx else "doing/day.html"
    return render(request, template, context, status=status)


@require_GET
def day(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """Show a day."""
    found, starter = day_or_404(request, number)
    own = selectors.sign_up_of(found, request.actor.person)
    return _page(request, found, starter, {"own": own, "form": _form(request, found, own)})


@require_POST
def signup_make(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """Take in a sign-up, or a change of one's own."""
    found, starter = day_or_404(request, number)
    own = selectors.sign_up_of(found, request.actor.person)
    form = _form(request, found, own)
    if form.is_valid():
        try:
            said = _sign_up(request, found, form)
        except ValidationError as error:
            # The places may have changed since the page was drawn: show them as they are now.
            add_errors(form, error)
        else:
            if request.htmx:
                own = selectors.sign_up_of(found, request.actor.person)
                return _page(request, found, starter, {"own": own, "form": _fresh(request, found, own), "said": said})
            messages.success(request, said)
            return redirect(f"{found.get_absolute_url()}#meld")
    return _page(request, found, starter, {"own": own, "form": form, "is_open": True}, 422)


def _fresh(request: TenantRequest, found: DugnadDay, own: SignUp | None) -> SignUpForm:
    kind = SignUpForm if request.actor.person else SignUpByEmailForm
    return kind(tasks=selectors.tasks_of(found), own=own)


def _sign_up(request: TenantRequest, found: DugnadDay, form: SignUpForm) -> str:
    given = dict(form.cleaned_data)
    task = given.pop("task")
    task.day = found
    if request.actor.person:
        services.sign_up(task=task, actor=request.actor, now=request.now, **given)
        return _("Du er påmeldt. Vi ses.")
    _hold_back(request, given["email"])
    services.sign_up_by_email(task=task, actor=request.actor, now=request.now, language=get_language() or "", **given)
    return _("Vi har holdt av plassen og sendt en e-post til %(email)s. Bekreft innen to døgn, så er plassen din.") % {
        "email": given["email"]
    }


def _may_write_to(request: TenantRequest, email: str) -> bool:
    return hit(f"doing.letter:{email.strip().lower()}", LETTERS_A_DAY, timedelta(days=1), request.now)


def _hold_back(request: TenantRequest, email: str) -> None:
    from_here = hit(f"doing.sign-up:{client_address(request)}", TRIES_AN_HOUR, timedelta(hours=1), request.now)
    if not (from_here and _may_write_to(request, email)):
        raise ValidationError(_("Det kom mange påmeldinger herfra på kort tid. Vent en time, eller ring kontakten."), code="slow")


@require_POST
def signup_withdraw(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """Withdraw one's own sign-up."""
    found, starter = day_or_404(request, number)
    own = selectors.sign_up_of(found, request.actor.person)
    if own is not None:
        services.withdraw_sign_up(sign_up=own, actor=request.actor, now=request.now)
    said = _("Du er meldt av. Takk for at du sa fra.")
    if request.htmx:
        return _page(request, found, starter, {"own": None, "form": _fresh(request, found, None), "said": said})
    messages.success(request, said)
    return redirect(f"{found.get_absolute_url()}#meld")


def _linked(request: TenantRequest, number: int, token: str) -> tuple[DugnadDay, SignUp | None]:
    found, _starter = day_or_404(request, number)
    key = links.key_in(token, found)
    sign_up = sign_up_by_key(key) if key is not None else None
    if sign_up is not None:
        sign_up.day = found
    return found, sign_up


def _link_page(
    request: TenantRequest, found: DugnadDay, sign_up: SignUp | None, token: str, *, problem: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "day": found,
        "sign_up": sign_up,
        "token": token,
        "facts": pages.facts(found),
        "problem": problem,
        "words": pages.sign_up_words(sign_up) if sign_up else "",
        "has_begun": found.starts_at <= request.now,
        "until": pages.last_day_to_withdraw(found),
        "again": LinkAgainForm(),
    }
    answer = render(request, "doing/signup_link.html", context, status=status)
    # The address is the key: nothing on the way may keep the page, and no other site is told where the reader came from.
    # (With no referrer at all the browser would send no origin either, and the forms on the page would be refused.)
    answer.headers["Referrer-Policy"] = "same-origin"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _broken(request: TenantRequest, found: DugnadDay, token: str) -> HttpResponse:
    problem = _("Lenken er ikke hel. Kanskje ble den delt i to i e-posten. Be om en ny her.")
    return _link_page(request, found, None, token, problem=problem, status=404)


@require_GET
def signup_link(request: TenantRequest, slug: str, number: int, token: str) -> HttpResponse:
    """Show a person without an account their own sign-up."""
    found, sign_up = _linked(request, number, token)
    return _link_page(request, found, sign_up, token) if sign_up else _broken(request, found, token)


@require_POST
def link_confirm(request: TenantRequest, slug: str, number: int, token: str) -> HttpResponse:
    """Confirm a held place."""
    found, sign_up = _linked(request, number, token)
    if sign_up is None:
        return _broken(request, found, token)
    try:
        services.confirm_sign_up(sign_up=sign_up, now=request.now)
    except ValidationError as error:
        return _link_page(request, found, sign_up, token, problem=" ".join(error.messages), status=422)
    messages.success(request, _("Plassen er din. Vi ses."))
    return redirect("doing:signup-link", slug=slug, number=number, token=token)


@require_POST
def link_withdraw(request: TenantRequest, slug: str, number: int, token: str) -> HttpResponse:
    """Withdraw by the link."""
    found, sign_up = _linked(request, number, token)
    if sign_up is None:
        return _broken(request, found, token)
    services.withdraw_sign_up(sign_up=sign_up, actor=request.actor, now=request.now, has_link=True)
    messages.success(request, _("Du er meldt av. Takk for at du sa fra."))
    return redirect("doing:signup-link", slug=slug, number=number, token=token)


@require_POST
def link_again(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """Send the link again; the answer is the same whether or not the address has signed up."""
    found, _starter = day_or_404(request, number)
    form = LinkAgainForm(request.POST)
    if not form.is_valid():
        answer = {"day": found, "sign_up": None, "facts": pages.facts(found), "again": form, "form": form}
        return render(request, "doing/signup_link.html", answer, status=422)
    if hit(f"doing.link:{client_address(request)}", TRIES_AN_HOUR, timedelta(hours=1), request.now):
        standing = sign_up_by_email_of(found, form.cleaned_data["email"])
        if standing is not None and _may_write_to(request, form.cleaned_data["email"]):
            services.send_link(sign_up=standing, now=request.now)
    messages.success(request, _("Hvis adressen er meldt på her, har vi sendt lenken dit."))
    return redirect(found)
