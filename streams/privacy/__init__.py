"""Masks people: names, numbers, and fields that say whose they are."""
