"""`make run`: one command that starts a broker, the hub, a feed and the board."""
