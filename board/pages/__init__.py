"""Pages: title, filters, read, view, draw; and the list of them."""
