"""The room's card."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "dugnad.people"
    label = "people"
