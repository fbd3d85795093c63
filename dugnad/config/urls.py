"""All addresses: national ones at the root, a municipality's under /k/<slug>/."""

from pathlib import Path

from django.urls import URLPattern, URLResolver, include, path

# Listed in the order of the stack, so that reading this file is reading the house.
_NATIONAL = [
    "portal.urls_national",
    "rulebook.urls_national",
    "people.urls",
    "conversation.urls_national",
    "doing.urls_national",
    "initiatives.urls_national",
    "ui.urls",
]
_TENANT = [
    "portal.urls",
    "initiatives.urls",
    "meetings.urls",
    "doing.urls",
    "conversation.urls",
    "threads.urls",
    "people.urls_tenant",
]


def _found(modules: list[str]) -> list[str]:
    return [f"dugnad.{m}" for m in modules if (Path(__file__).parents[1] / f"{m.replace('.', '/')}.py").exists()]


urlpatterns: list[URLPattern | URLResolver] = [
    *[path("", include(module)) for module in _found(_NATIONAL)],
    *[path("k/<slug:slug>/", include(module)) for module in _found(_TENANT)],
]

handler400 = "dugnad.ui.trouble.bad_request"
handler403 = "dugnad.ui.trouble.forbidden"
handler404 = "dugnad.ui.trouble.not_found"
handler500 = "dugnad.ui.trouble.server_error"
