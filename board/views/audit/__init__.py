"""Who looked at what, and what proves that nothing of it was changed."""
