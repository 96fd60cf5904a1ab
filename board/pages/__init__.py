"""Pages: title, filters, read, view, draw."""
