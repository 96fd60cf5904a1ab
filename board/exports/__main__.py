"""`python -m board.exports FOLDER`: carry out the order that the board left there."""

import sys
from pathlib import Path

from board.exports.job import work

if __name__ == "__main__":
    work(Path(sys.argv[1]))
