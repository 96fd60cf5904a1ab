"""`python -m board`: serve the board on 127.0.0.1 at `CGC_BOARD_PORT`. With `snapshot`,
`briefs` or `verify`: a page as a file, briefs as files, and whether a file is what the
board showed.
"""

import os
import sys

if __name__ == "__main__":
    if sys.argv[1:]:
        from board.commands import main

        sys.exit(main(sys.argv[1:], os.environ))
    from board.app import app, settings

    app.run(config={"server.port": settings.port, "server.address": "127.0.0.1"})
