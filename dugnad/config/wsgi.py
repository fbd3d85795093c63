"""The door for web servers (granian)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dugnad.config.settings")
application = get_wsgi_application()
