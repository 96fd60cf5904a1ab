"""`python -m board`: serve the board on 127.0.0.1 at `CGC_BOARD_PORT`."""

from board.app import app, settings

if __name__ == "__main__":
    app.run(config={"server.port": settings.port, "server.address": "127.0.0.1"})
