"""Statistical tables: counts over any two dimensions, of which every cell has a list."""
