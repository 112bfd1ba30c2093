"""`python -m unstuck` is the `unstuck` command."""

from unstuck.cli import run

run()
