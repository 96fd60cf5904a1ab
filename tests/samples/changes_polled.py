"""Another system polls what changed and prints one line for each change (演示数据).

`python changes_polled.py ADDRESS CURSOR_FILE`, with the token in `CGC_TOKEN`; run it
again whenever news are wanted. It needs nothing but Python.
"""

import json
import os
import sys
from pathlib import Path
from urllib.request import Request, urlopen

address, kept = sys.argv[1], Path(sys.argv[2])
bearer = {"Authorization": f"Bearer {os.environ['CGC_TOKEN']}"}
has_more = True
while has_more:
    after = f"?after={kept.read_text()}" if kept.exists() else ""
    asked = Request(f"{address}/api/v1/changes{after}", headers=bearer)  # noqa: S310
    with urlopen(asked, timeout=30) as answer:  # noqa: S310
        page = json.load(answer)
    for change in page["changes"]:
        item = change["item"] or {"status": "not ours any more"}
        moves = [one["move"] for one in change["moves"]]
        print(change["kind"], change["id"], item["status"], *moves)  # noqa: T201
    # Only now: whoever stops before is told the same page again.
    kept.write_text(page["next"])
    has_more = page["has_more"]
