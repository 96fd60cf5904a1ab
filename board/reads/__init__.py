"""The only door to the store, and the rows that come through it."""
