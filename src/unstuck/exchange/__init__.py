"""How do stories come in from elsewhere, and go out again?"""
