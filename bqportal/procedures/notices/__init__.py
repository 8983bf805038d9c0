"""Notices: what they say, what the law demands of them, and how they look."""
