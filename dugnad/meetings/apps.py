"""The room's card: what it hangs on the thread."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "dugnad.meetings"
    label = "meetings"

    def ready(self) -> None:
        from . import acts, notices

        acts.register()
        notices.register()
