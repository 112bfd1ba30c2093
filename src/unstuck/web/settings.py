"""How is Django set up? For one person, on this machine, with nothing written down but the vault.

No database of its own, no session table, no cache and no log: what is open lives in the process and dies with it.
"""

from __future__ import annotations

import secrets
from pathlib import Path

from unstuck.vault.places import data_folder

HERE = Path(__file__).parent

DEBUG = False
SECRET_KEY = secrets.token_urlsafe(50)  # signs only what lives as long as this process
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
ROOT_URLCONF = "unstuck.web.urls"
USE_TZ = True
USE_I18N = False
LOGGING_CONFIG = None
DATABASES: dict[str, dict[str, object]] = {}
INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "django.forms",
    "unstuck.vault",
    "unstuck.web",
]
MIDDLEWARE = [
    "unstuck.web.gate.headers",
    "csp.middleware.CSPMiddleware",
    "unstuck.web.gate.local_only",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "unstuck.web.gate.one_browser",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"builtins": ["unstuck.web.templatetags.words"]},
    }
]
FORM_RENDERER = "unstuck.web.forms.Renderer"

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

CSRF_COOKIE_NAME = "c"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "unstuck.web.views.door.refused"

# What is pasted stays in memory: a file on the disk would be readable at rest.
LARGEST_REQUEST = 32 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = LARGEST_REQUEST
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = LARGEST_REQUEST
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "style-src": ["'self'"],
        "script-src": ["'self'"],
        "img-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}

UNSTUCK_FOLDER = data_folder()
"""The person's data folder."""
UNSTUCK_ADDRESSES: tuple[str, ...] = ()
"""Where this app answers, as host and port; set by `serving` once the port is known."""
