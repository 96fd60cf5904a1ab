"""What came in, what is open, where: contents of wall and district."""
