"""The room's card: its jobs, its menu entries, and its answer to "all my data"."""

from typing import Any

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "dugnad.people"
    label = "people"

    def ready(self) -> None:
        from dugnad.ui.navigation import NavItem, register

        from . import jobs
        from .registry import PersonData, register_person_data
        from .services import account

        jobs.register()
        register(NavItem("account", _("Min konto"), "people:account", 20, area="account", visible=_signed_in))
        register(NavItem("for-others", _("For andre"), "people_tenant:for-others", 70, area="staff", visible=_staff))
        register(NavItem("residency", _("Bosted"), "people_tenant:residency-queue", 75, area="staff", visible=_staff))
        register(NavItem("settings", _("Innstillinger"), "people_tenant:settings", 80, area="staff", visible=_administers))
        register(NavItem("roles", _("Roller"), "people_tenant:roles", 85, area="staff", visible=_administers))
        register_person_data(
            PersonData(
                "people",
                export=account.export_own,
                erase=lambda user, now: account.erase_own(user=user, now=now),
                deletes=(
                    _("Navnet, e-postadressen og avtrykket fra ID-porten"),
                    _("Hvor du bor, og rollene du har"),
                    _("Innloggingene dine på alle maskiner"),
                ),
            )
        )


def _actor(request: HttpRequest) -> Any:
    # The menu is drawn for any request; the middleware has put the actor on it.
    return getattr(request, "actor", None)


def _signed_in(request: HttpRequest) -> bool:
    return bool(_actor(request) and _actor(request).is_signed_in)


def _staff(request: HttpRequest) -> bool:
    return bool(_actor(request) and _actor(request).is_staff)


def _administers(request: HttpRequest) -> bool:
    return bool(_actor(request) and _actor(request).has("administrator"))
