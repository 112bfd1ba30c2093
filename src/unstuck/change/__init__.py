"""Is it working? Small pure functions from what was recorded to facts: no sentences, no verdict on anyone."""
