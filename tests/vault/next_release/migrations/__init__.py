"""The migrations of a release after this one: what it means to come from the future."""
