"""Items: many as a list, one as a page of its own."""
