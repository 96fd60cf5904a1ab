"""Pushes to whoever watches."""
