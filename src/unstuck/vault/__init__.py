"""A private place: where a person's story rests, sealed, on their own machine.

`vault.vault` is the door; what lies behind it, from the outside in: `copies`, `restoring`, `exporting`, `automatic` and
`destroying` (how it goes), `unlocked` (how long it stays open), `store` (the one module that talks to a database),
`entries` and `manifest` (what is sealed), `keys`, `recovery` and `device` (what opens it). Only `stories` knows what a
story is. Promised is "unreadable at rest", never more than that: see docs/security.md.
"""
