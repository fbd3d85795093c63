"""The room's card: its section, its notices, its jobs and what it holds about people."""

from typing import cast

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class ConversationConfig(AppConfig):
    name = "dugnad.conversation"
    label = "conversation"

    def ready(self) -> None:
        from dugnad.people.http import Request
        from dugnad.people.registry import PersonData, register_person_data
        from dugnad.ui.navigation import NavItem, register

        from . import jobs, kinds, policies, sections, services

        def moderates(request: HttpRequest) -> bool:
            return policies.is_moderator(cast(Request, request).actor)

        def signed_in(request: HttpRequest) -> bool:
            return cast(Request, request).actor.is_signed_in

        kinds.register()
        sections.register()
        jobs.register()
        register_person_data(PersonData("conversation", services.export_person, services.erase_person))
        register(NavItem("notices", _("Varsler"), "conversation_national:notices", 30, "account", signed_in))
        register(NavItem("moderation", _("Samtaler å se på"), "conversation:moderation", 40, "staff", moderates))
        register(NavItem("moderation-numbers", _("Rydding i tall"), "conversation:moderation-numbers", 60, "footer"))
