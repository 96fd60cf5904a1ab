"""A launch of small stand-in programs: `python -m tests...stand_ins HOME PORT [NAME…]`.

The names choose what else runs beside the stand-in broker.
"""

import os
import sys
from pathlib import Path

from streams.local import launch as launching
from streams.local.__main__ import say
from streams.local.launch import Plan, launch
from streams.local.lock import sole_run
from streams.local.probe import is_taken
from streams.local.programs import Program
from streams.local.settings import CannotRunError
from streams.local.stopping import stop_on_signals

BUSY = "import time\nprint('working', flush=True)\ntime.sleep(600)"
STUBBORN = "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + BUSY
PARENT = f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {BUSY!r}])"
REFUSING = "import sys\nprint('CGC_HOME holds other records')\nsys.exit(2)"
CRASHING = "import sys\nsys.exit('out of luck')"
TEXTS = {
    "busy": BUSY,
    "stubborn": STUBBORN,
    "parent": PARENT,
    "refusing": REFUSING,
    "crashing": CRASHING,
    "late": BUSY,
}


def _server(port: int) -> Program:
    server = ("-m", "http.server", str(port), "--bind", "127.0.0.1")
    return Program(
        name="broker",
        command=(sys.executable, *server),
        address=f"127.0.0.1:{port}",
        is_ready=lambda _: is_taken(port),
        waits=False,
        is_broker=True,
    )


def _script(name: str) -> Program:
    return Program(
        name=name,
        command=(sys.executable, "-c", TEXTS[name]),
        address="nowhere",
        is_ready=lambda state: state.is_steady and name != "late",
    )


def main(home: str, port: str, *names: str) -> int:
    stop_on_signals()
    if "late" in names:
        launching.PATIENCE_SECONDS = 3.0
    try:
        with sole_run(Path(home), say) as lock:
            launch(
                Plan(
                    home=Path(home),
                    programs=(_server(int(port)), *(_script(name) for name in names)),
                    environment=os.environ,
                    make_topics=lambda: say("Topics made."),
                    held=(lock,),
                    closing="Open it.",
                ),
                say,
            )
    except CannotRunError as reason:
        say(str(reason))
        return 1
    except KeyboardInterrupt:
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
