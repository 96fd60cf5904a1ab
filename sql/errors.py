"""What can go wrong at the door, in words for the one who asked."""


class StoreError(Exception):
    """A question the store cannot answer, or a store that cannot be opened."""
