"""The room's card: its doors in the menus."""

from typing import cast

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "dugnad.portal"
    label = "portal"

    def ready(self) -> None:
        from dugnad.ui.navigation import NavItem, register

        register(NavItem("matters", _("Saker"), "portal:matters", 10))
        about = (
            ("about", _("Slik fungerer det"), 10),
            ("privacy", _("Personvern"), 30),
            ("accessibility", _("Tilgjengelighet"), 40),
        )
        for name, label, order in about:
            register(NavItem(name, label, f"portal:{name}", order, "footer"))
            register(NavItem(f"{name}-national", label, f"portal_national:{name}", order, "footer", visible=_is_nowhere))
        register(NavItem("my-page", _("Min side"), "portal_national:my-page", 10, "account", visible=_is_signed_in))
        register(NavItem("desk", _("Arbeidsbord"), "portal:desk", 10, "staff", visible=_has_desk))
        register(NavItem("numbers", _("Tallene"), "portal:numbers", 50, "footer"))


def _is_signed_in(request: HttpRequest) -> bool:
    """Whether the one who asks has signed in."""
    from dugnad.people.http import Request

    return cast(Request, request).actor.is_signed_in


def _has_desk(request: HttpRequest) -> bool:
    """Whether the one who asks has a desk here."""
    from dugnad.people.http import Request

    from .policies import may_use_desk

    return bool(may_use_desk(cast(Request, request).actor))


def _is_nowhere(request: HttpRequest) -> bool:
    """Whether the page is outside every municipality."""
    return getattr(request, "municipality", None) is None
