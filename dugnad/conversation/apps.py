"""The room's card."""

from django.apps import AppConfig


class ConversationConfig(AppConfig):
    name = "dugnad.conversation"
    label = "conversation"
