"""Django's settings for a process as careless as it gets: it logs all it can, and keeps sessions beside the vault."""

from secrets import token_hex

from unstuck.vault.database import databases
from unstuck.vault.places import data_folder

INSTALLED_APPS = ["django.contrib.sessions", "unstuck.vault"]
DATABASES = databases(data_folder())
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(data_folder() / "cache"),
    }
}
SECRET_KEY = token_hex()
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
LOGGING_CONFIG = None
DEBUG = True
USE_TZ = True
