"""One center: what it is asked, its desks, what it did last, and who below is quiet."""
