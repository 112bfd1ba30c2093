"""Is someone in danger, which flags does the therapy raise, and who can help at once?

Rules over plain values; `unstuck.readout` brings them together with the record. Nothing here knows the story's
format, and nothing here ever says that someone is safe.
"""
