"""The room's card."""

from django.apps import AppConfig


class TenancyConfig(AppConfig):
    name = "dugnad.tenancy"
    label = "tenancy"
