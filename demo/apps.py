"""The demonstration as an app of its own, installed only where DUGNAD_DEMO is set."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "demo"
    label = "demo"
