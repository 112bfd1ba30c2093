"""The talk: a page for the next session, a place to practise it, and a ledger of what came of it."""
