"""What one round of questions makes of the whole city."""
