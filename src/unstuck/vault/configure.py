"""How do the commands use Django without the web project?"""

from __future__ import annotations

import os

import django
from django.apps import apps
from django.conf import settings


def ready() -> None:
    """Make Django's models usable: as the web project configured it, else with the vault alone and no database yet."""
    if not settings.configured and "DJANGO_SETTINGS_MODULE" not in os.environ:
        settings.configure(INSTALLED_APPS=["unstuck.vault"], LOGGING_CONFIG=None, USE_TZ=True)
    if not apps.apps_ready:
        django.setup()
