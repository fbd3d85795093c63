"""The room's card: the acts every matter can have, and its menu entry."""

from django.apps import AppConfig


class ThreadsConfig(AppConfig):
    name = "dugnad.threads"
    label = "threads"

    def ready(self) -> None:
        from dugnad.people.journal import register_writer

        from . import acts, offers, person_data, registry, services

        acts.register()
        person_data.register()
        register_writer(services.record)
        registry.register_actions("threads", offers.staff_actions)
