"""The room's card: acts, notices, jobs, what it hangs on the thread, and its menu entry."""

from django.apps import AppConfig


class DoingConfig(AppConfig):
    name = "dugnad.doing"
    label = "doing"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from dugnad.ui.navigation import NavItem
        from dugnad.ui.navigation import register as register_door

        from . import acts, jobs, notices, offers, pages, person_data

        acts.register()
        notices.register()
        jobs.register()
        pages.register_sections()
        offers.register()
        person_data.register()
        register_door(NavItem("dugnads", _("Dugnader"), "doing:days", 20))
