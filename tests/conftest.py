"""One Django for every test of a process: the app's own settings, whatever is tested first."""

import os

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "unstuck.web.settings"
django.setup()
del os.environ["DJANGO_SETTINGS_MODULE"]  # commands that tests start choose for themselves
