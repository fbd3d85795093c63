"""The room's card: what it hangs on the thread."""

from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    name = "dugnad.initiatives"
    label = "initiatives"
