"""The hub as it is, but told by `CGC_TEST_MOST_DELTAS` to compact early: the changes of
a short run would never be many.
"""

import os
import sys

from streams.__main__ import main
from streams.landing import writer

if __name__ == "__main__":
    most = int(os.environ.get("CGC_TEST_MOST_DELTAS", writer.MOST_DELTAS))
    writer.MOST_DELTAS, writer.SLICE_DELTAS = most, most // 2
    writer.MOST_CHANGES = min(most // 4, writer.MOST_CHANGES)
    sys.exit(main())
