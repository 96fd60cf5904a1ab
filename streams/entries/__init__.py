"""What the board writes down beside moves: the entries of the desk topic."""
