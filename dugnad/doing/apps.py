"""The room's card."""

from django.apps import AppConfig


class DoingConfig(AppConfig):
    name = "dugnad.doing"
    label = "doing"
