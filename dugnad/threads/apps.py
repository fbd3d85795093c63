"""The room's card: the acts every matter can have, and its menu entry."""

from django.apps import AppConfig


class ThreadsConfig(AppConfig):
    name = "dugnad.threads"
    label = "threads"

    def ready(self) -> None:
        from . import acts, offers, registry

        acts.register()
        registry.register_actions("threads", offers.staff_actions)
