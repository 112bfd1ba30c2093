"""What does Django call this part of the house, and why does it say nothing?"""

from __future__ import annotations

import logging

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The pages."""

    name = "unstuck.web"
    label = "web"

    def ready(self) -> None:
        """No log: an address, a traceback or a message could hold what someone wrote."""
        for name in ("django", "waitress"):
            logging.getLogger(name).addHandler(logging.NullHandler())
            logging.getLogger(name).propagate = False
