"""化解: at which tier cases were settled, against the tier that was expected."""
