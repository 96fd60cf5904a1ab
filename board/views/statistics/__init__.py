"""Statistical tables: counts over two dimensions, of which every cell has a list."""
