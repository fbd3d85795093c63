"""The room's card: what it hangs on the thread, its menu entry, its notices and what it holds about people."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "dugnad.meetings"
    label = "meetings"

    def ready(self) -> None:
        from dugnad.people.registry import PersonData, register_person_data
        from dugnad.threads import registry
        from dugnad.ui.navigation import NavItem, register

        from . import acts, notices, offers
        from .services import leaving

        acts.register()
        notices.register()
        registry.register_section(offers.SECTION)
        registry.register_actions("meetings", offers.actions)
        registry.register_stage_notes("meetings", offers.stage_notes)
        register(NavItem("meetings", _("Møter"), "meetings:meetings", 30))
        register_person_data(
            PersonData("meetings", leaving.export_person, lambda user, now: leaving.erase_person(user=user, now=now))
        )
