"""The tables as the first release has them."""

from importlib import import_module

Migration = import_module("unstuck.vault.migrations.0001_first").Migration
