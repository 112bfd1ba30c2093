"""What does Django call this part of the house?"""

from __future__ import annotations

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """The sealed tables."""

    name = "unstuck.vault"
    label = "vault"
    default_auto_field = "django.db.models.BigAutoField"
