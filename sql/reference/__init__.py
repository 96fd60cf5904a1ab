"""Reference data of the board: code lists, process tables and the city pack."""
