"""Bytes become a typed row or a reject with its reason."""
