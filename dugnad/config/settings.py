"""Django's settings, made from the environment (env.py). Defaults are safe for production."""

import os
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF

from .env import Environment, read_environment, read_file

BASE_DIR = Path(__file__).resolve().parents[2]
# Tests and the type checker start without an operator: they get the development settings, whatever dugnad.env says.
_TOOL = bool({"pytest", "mypy", "dmypy"} & {Path(arg).name for arg in (sys.argv[:1] or [""])}) or "PYTEST_VERSION" in os.environ
_FILE = {"DUGNAD_DEBUG": "1"} if _TOOL else read_file(BASE_DIR / "dugnad.env")
ENV: Environment = read_environment({**_FILE, **os.environ})

DEBUG = ENV.debug
DEMO = ENV.demo
SECRET_KEY = ENV.secret_key or "development-only-" + "x" * 40
IDENTITY_KEY = ENV.identity_key or "development-only-identity-" + "y" * 40
ALLOWED_HOSTS = [host.strip() for host in ENV.hosts.split(",") if host.strip()]
BASE_URL = ENV.base_url.rstrip("/")
DATA_DIR = (BASE_DIR / ENV.data_dir).resolve()

INSTALLED_APPS = [
    "dugnad.ui",
    "dugnad.tenancy",
    "dugnad.people",
    "dugnad.threads",
    "dugnad.rulebook",
    "dugnad.conversation",
    "dugnad.doing",
    "dugnad.meetings",
    "dugnad.initiatives",
    "dugnad.portal",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "template_partials.apps.SimpleAppConfig",
]
INSTALLED_APPS = [
    app for app in INSTALLED_APPS if not app.startswith("dugnad.") or (BASE_DIR / app.replace(".", "/") / "apps.py").exists()
]

if DEMO:
    INSTALLED_APPS.append("demo")

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "dugnad.ui.media.PictureMiddleware",
    "dugnad.ui.media.BodyLimitMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "dugnad.tenancy.middleware.ClockMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "dugnad.tenancy.middleware.MunicipalityMiddleware",
    "dugnad.people.middleware.LanguageMiddleware",
    "dugnad.people.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "dugnad.ui.methods.MethodMiddleware",
    "dugnad.people.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "dugnad.config.urls"
WSGI_APPLICATION = "dugnad.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.User"
LOGIN_URL = "people:login"

_LOADERS: list[Any] = ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [("django.template.loaders.cached.Loader", _LOADERS)],
                )
            ],
            "builtins": ["template_partials.templatetags.partials"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "dugnad.ui.context.ui",
            ],
        },
    }
]
FORM_RENDERER = "dugnad.ui.forms.DesignRenderer"


def _database() -> dict[str, Any]:
    if ENV.database_url:
        parts = urlsplit(ENV.database_url)
        query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(query.get("host", parts.hostname or "")),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA_DIR / "dugnad.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            # FULL, not NORMAL: a page that says "your signature is counted" must survive a power cut.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }


DATABASES = {"default": _database()}

LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Oslo"

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "build" / "collected"
STATICFILES_DIRS = [path for path in [BASE_DIR / "build" / "static"] if path.exists()]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

if ENV.email_url:
    _mail = urlsplit(ENV.email_url)
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = _mail.hostname or "localhost"
    EMAIL_PORT = _mail.port or 25
    EMAIL_HOST_USER = unquote(_mail.username or "")
    EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
    EMAIL_USE_SSL = _mail.scheme == "smtps"
    EMAIL_USE_TLS = _mail.scheme == "smtp+tls"
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "mail"
DEFAULT_FROM_EMAIL = ENV.email_from
EMAIL_TIMEOUT = 10

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_NAME = "dugnad" if DEBUG else "__Host-dugnad"
SESSION_COOKIE_AGE = 30 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = not DEBUG
CSRF_COOKIE_NAME = "csrftoken" if DEBUG else "__Host-csrf"
CSRF_COOKIE_SECURE = not DEBUG
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "dugnad.ui.trouble.csrf_failure"
SECURE_SSL_REDIRECT = not DEBUG
SECURE_HSTS_SECONDS = 0 if DEBUG else 31_536_000
if ENV.trusted_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

MAP_TILES = ENV.map_tiles
MAP_ATTRIBUTION = ENV.map_attribution
_TILE_HOST = f"{urlsplit(ENV.map_tiles).scheme}://{urlsplit(ENV.map_tiles).netloc}" if ENV.map_tiles else ""
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *([_TILE_HOST] if _TILE_HOST else [])],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF, *([ENV.oidc_issuer.rstrip("/")] if ENV.oidc_issuer else [])],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"blank": {"()": "dugnad.people.logs.BlankIdentityNumbers"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["blank"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"dugnad": {"level": "INFO"}},
}
