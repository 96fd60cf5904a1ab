"""How the stream itself runs, and what was refused."""
