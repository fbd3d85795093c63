"""The room's card."""

from django.apps import AppConfig


class RulebookConfig(AppConfig):
    name = "dugnad.rulebook"
    label = "rulebook"
