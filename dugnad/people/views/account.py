"""A person's own pages: the account, the e-mail address, all data, leaving."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET

from dugnad.people import forms, selectors
from dugnad.people.http import Request, client_address, sent
from dugnad.people.middleware import LANGUAGE_KEY
from dugnad.people.models import Assurance, User
from dugnad.people.policies import may_leave, may_use_account
from dugnad.people.rights import require
from dugnad.people.services import account as services
from dugnad.people.services import login

from .login import answer_text

EMAIL_CHANGE_KEY = "email_change"
FAREWELL_KEY = "farewell"


def _own(request: Request) -> User:
    require(may_use_account(request.actor))
    user = request.actor.user
    assert user is not None  # noqa: S101 - the policy has said so
    return user


@never_cache
def account(request: Request) -> HttpResponse:
    """Show and change what a person sets for themselves."""
    user = _own(request)
    initial = {"name": user.name, "language": user.language or request.LANGUAGE_CODE, "digest_hour": user.digest_hour}
    form = forms.AccountForm(sent(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        services.change_account(user=user, **form.cleaned_data)
        request.session[LANGUAGE_KEY] = user.language
        messages.success(request, _("Lagret."))
        return redirect("people:account")
    context = {
        "form": form,
        "homes": selectors.homes_of(user),
        "roles": selectors.roles_of(user),
        "can_strengthen": bool(settings.ENV.oidc_issuer) and user.identity_hash is None,
        "is_strong": user.assurance in (Assurance.SUBSTANTIAL, Assurance.HIGH),
    }
    return render(request, "people/account.html", context, status=422 if form.is_bound else 200)


@never_cache
def account_email(request: Request) -> HttpResponse:
    """Ask for a new e-mail address, to which a code is sent."""
    _own(request)
    form = forms.NewEmailForm(sent(request), initial={"email": request.session.get(EMAIL_CHANGE_KEY, "")})
    if request.method == "POST" and form.is_valid():
        email = login.normalise_email(form.cleaned_data["email"])
        try:
            login.send_login_code(email=email, address=client_address(request), now=request.now)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            request.session[EMAIL_CHANGE_KEY] = email
            return redirect("people:account-email-code")
    return render(request, "people/account_email.html", {"form": form}, status=422 if form.is_bound else 200)


@never_cache
@sensitive_post_parameters("code")
def account_email_code(request: Request) -> HttpResponse:
    """Take the code that proves the new address."""
    user, email = _own(request), request.session.get(EMAIL_CHANGE_KEY)
    if not email:
        return redirect("people:account-email")
    form = forms.CodeForm(sent(request))
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        answer = login.try_login_code(email=email, code=code, address=client_address(request), now=request.now)
        if answer != login.CodeAnswer.RIGHT:
            form.add_error("code", answer_text(answer))
        else:
            del request.session[EMAIL_CHANGE_KEY]
            if services.change_email(user=user, email=email):
                messages.success(request, _("Vi bruker den nye e-postadressen fra nå av."))
            else:
                messages.error(request, _("En annen konto bruker denne e-postadressen. Ingenting er endret."))
            return redirect("people:account")
    context = {"form": form, "email": email, "demo": settings.DEMO}
    return render(request, "people/account_email_code.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_GET
def account_data(request: Request) -> HttpResponse:
    """Give a person all that is held about them, as one file."""
    data = services.all_my_data(user=_own(request), now=request.now)
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="dugnad-{request.now:%Y-%m-%d}.json"'
    return response


@never_cache
def account_leave(request: Request) -> HttpResponse:
    """Say what leaving deletes and what stays and why; then leave."""
    user = _own(request)
    form = forms.LeaveForm(sent(request))
    if request.method == "POST" and form.is_valid():
        stays = services.leave(user=user, now=request.now)
        language = request.LANGUAGE_CODE
        logout(request)
        request.session[LANGUAGE_KEY], request.session[FAREWELL_KEY] = language, stays
        return redirect("people:farewell")
    decision = may_leave(last_administrator_in=selectors.last_administrator_in(user))
    leaving = services.preview_leaving(user=user, now=request.now)
    context = {"form": form, "leaving": leaving, "decision": decision}
    return render(request, "people/leave.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_GET
def farewell(request: Request) -> HttpResponse:
    """Thank somebody who has left, and say once more what stays."""
    if FAREWELL_KEY not in request.session:
        return redirect("/")
    return render(request, "people/farewell.html", {"stays": request.session[FAREWELL_KEY]})
