"""帮助: what a page is for, what a seat may do there, and the words of the field."""
