"""The list of items: what was asked for, how many there are, one page of them."""
