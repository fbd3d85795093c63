"""A municipality's own settings and roles, and the style sheet of its colour."""

import hashlib
import re
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_GET, require_POST

from dugnad.people import forms, forms_settings, selectors
from dugnad.people.http import TenantRequest, sent, sent_files
from dugnad.people.policies import may_administer
from dugnad.people.rights import require
from dugnad.people.services import roles as role_services
from dugnad.people.services import settings as services
from dugnad.ui.theme import theme_css

_COLOUR = re.compile(r"#[0-9a-f]{6}")


def settings_page(request: TenantRequest, slug: str) -> HttpResponse:
    """Show and change the municipality's settings; "Vis fargen" draws the page in the new colour without saving."""
    require(may_administer(request.actor))
    municipality = request.municipality
    form = forms_settings.SettingsForm(*sent_files(request), initial=forms_settings.initial_of(municipality))
    is_preview = request.POST.get("act") == "preview"
    if request.method == "POST" and form.is_valid() and not is_preview and _save(request, form):
        messages.success(request, _("Innstillingene er lagret."))
        return redirect("people_tenant:settings", slug=slug)
    colour = str(form["brand_color"].value() or "").strip().lower()
    shown = colour if _COLOUR.fullmatch(colour) else ""
    context: dict[str, Any] = {
        "form": form,
        "colour": shown if is_preview else "",
        "warnings": theme_css(shown).warnings if shown else (),
        "is_preview": is_preview,
    }
    return render(request, "people/settings.html", context, status=422 if form.is_bound and form.errors else 200)


def _save(request: TenantRequest, form: forms_settings.SettingsForm) -> bool:
    try:
        services.change_settings(
            municipality=request.municipality,
            values=form.settings(),
            picture=form.cleaned_data["picture"] or None,
            remove_picture=form.cleaned_data["remove_picture"],
            actor=request.actor,
            now=request.now,
        )
    except ValidationError as error:
        form.add_error("picture", error)
        return False
    return True


def _sheet(request: HttpRequest, slug: str) -> str:
    municipality = getattr(request, "municipality", None)
    return str(municipality.theme_css) if municipality else ""


def _etag(request: HttpRequest, slug: str) -> str:
    return f'"{hashlib.sha256(_sheet(request, slug).encode()).hexdigest()[:32]}"'


@require_GET
@cache_control(public=True, max_age=300)
@condition(etag_func=_etag)
def theme_sheet(request: TenantRequest, slug: str) -> HttpResponse:
    """Serve the style sheet of the municipality's colour."""
    return HttpResponse(_sheet(request, slug), content_type="text/css; charset=utf-8")


@require_GET
def theme_preview(request: TenantRequest, slug: str) -> HttpResponse:
    """Serve the style sheet of a colour that is only being looked at."""
    require(may_administer(request.actor))
    colour = request.GET.get("farge", "").lower()
    if not _COLOUR.fullmatch(colour):
        raise Http404
    return HttpResponse(theme_css(colour).css, content_type="text/css; charset=utf-8")


def roles(request: TenantRequest, slug: str) -> HttpResponse:
    """List the roles here, and give one."""
    require(may_administer(request.actor))
    form = forms.RoleForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            membership = role_services.give_role(
                **form.cleaned_data, actor=request.actor, municipality=request.municipality, now=request.now
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            said = {"name": membership.user.name, "role": membership.get_role_display()}
            messages.success(request, _("%(name)s har nå rollen %(role)s.") % said)
            return redirect("people_tenant:roles", slug=slug)
    context = {"form": form, "members": selectors.members()}
    return render(request, "people/roles.html", context, status=422 if form.is_bound else 200)


@require_POST
def role_remove(request: TenantRequest, slug: str, pk: int) -> HttpResponse:
    """Take a role back."""
    if not may_administer(request.actor) and selectors.member(pk) is None:
        raise Http404
    role_services.remove_role(membership_id=pk, actor=request.actor, municipality=request.municipality, now=request.now)
    messages.success(request, _("Rollen er tatt bort."))
    return redirect("people_tenant:roles", slug=slug)
