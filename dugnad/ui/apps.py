"""The ui app: templates and tags, no tables."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "dugnad.ui"
    label = "ui"
