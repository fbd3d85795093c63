"""The room's card: what it hangs on the thread."""

from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    name = "dugnad.initiatives"
    label = "initiatives"

    def ready(self) -> None:
        from datetime import timedelta

        from dugnad.people.registry import PersonData, register_person_data
        from dugnad.tenancy.jobs import Periodic, register_periodic
        from dugnad.threads import registry

        from . import acts, hanging_signing, jobs, pages, services

        acts.register()
        registry.register_section(registry.Section("initiatives.draft", 5, "initiatives/_draft.html", pages.draft_part))
        registry.register_section(registry.Section("initiatives.why", 10, "initiatives/_why.html", pages.why_part))
        registry.register_section(registry.Section("initiatives.support", 15, "initiatives/_support.html", pages.support_part))
        registry.register_actions("initiatives", pages.actions)
        registry.register_stage_notes("initiatives", pages.stage_notes)
        register_person_data(PersonData("initiatives", services.export_person, services.erase_person))
        register_periodic(Periodic("initiatives.forget_invitations", timedelta(days=1), jobs.forget_old_invitations))
        hanging_signing.register()
        register_periodic(Periodic("initiatives.close_collections", timedelta(hours=1), jobs.close_collections))
        register_periodic(Periodic("initiatives.forget_who_signed", timedelta(days=1), jobs.forget_who_signed))
