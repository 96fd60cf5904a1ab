"""A page on paper: PDF and PNG, set by Typst from its contents."""
