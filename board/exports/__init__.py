"""The contents of a page as files."""
