"""What moves make of an item: pure, as data."""
