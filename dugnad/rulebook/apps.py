"""The room's card: its place in the footer."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RulebookConfig(AppConfig):
    name = "dugnad.rulebook"
    label = "rulebook"

    def ready(self) -> None:
        from dugnad.ui.navigation import NavItem, register

        register(NavItem("rules", _("Reglene"), "rulebook:rules", 20, "footer"))
