"""Setting up Unstuck in its own folder, with the standard library alone. `start.py` is the way in."""
