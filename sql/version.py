"""Which tables a store has: hub and board must mean the same ones."""

SCHEMA = "10"
"""Raise it with every change of a table that is kept, with a step in `migrations`."""
