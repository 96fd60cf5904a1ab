"""The indicator page: every figure of the dictionary, with what it is made of."""
