"""What a seat can do with an item, and what is asked of it for that."""
