"""A private companion for people in therapy: is it working, what is going wrong, what now?"""

__version__ = "0.1.0"
