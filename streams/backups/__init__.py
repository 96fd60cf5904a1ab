"""Copies the store while it is written to, and puts a copy back."""
