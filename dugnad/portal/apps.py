"""The room's card: its doors in the menus."""

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
        register(NavItem("numbers", _("Slik er tallene regnet ut"), "portal:numbers", 50, "footer"))


def _is_nowhere(request: HttpRequest) -> bool:
    """Whether the page is outside every municipality."""
    return getattr(request, "municipality", None) is None
