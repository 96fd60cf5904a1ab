"""Plays a recorded feed to the broker."""
