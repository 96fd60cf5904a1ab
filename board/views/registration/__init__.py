"""Registering: what may be the same matter, the receipt, what a list holds."""
