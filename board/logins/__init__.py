"""Who may log in, who has, and who tries: the board's own, without any other server."""
