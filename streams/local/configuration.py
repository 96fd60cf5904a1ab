"""What supervisord is told: how to keep each program running, and where it logs."""

import shlex
from collections.abc import Sequence
from configparser import RawConfigParser
from pathlib import Path

from streams.local.leash import leashed
from streams.local.programs import Program
from streams.local.settings import ROOT
from streams.local.states import REFUSED_STATUS

LOG_BYTES = "5MB"


def write_configuration(
    home: Path, programs: Sequence[Program], *, socket: Path
) -> Path:
    """Write supervisord's configuration into the home and return its path.

    Its own paths are relative: supervisord is to be started in the home.
    """
    parser = RawConfigParser()
    parser.read_dict(_sections(programs, socket))
    path = home / "run" / "supervisord.conf"
    with path.open("w", encoding="utf-8") as file:
        parser.write(file)
    return path


def log_path(home: Path, name: str) -> Path:
    return home / "log" / f"{name}.log"


def last_line(path: Path) -> str:
    """Return the last line that a program wrote, for a person who asks why.

    Indented lines are the inside of a traceback and say less than what follows them.
    """
    lines = path.read_text(errors="replace").splitlines() if path.is_file() else []
    told = (line for line in reversed(lines) if line[:1].strip())
    return next(told, "nothing written")


def _sections(programs: Sequence[Program], socket: Path) -> dict[str, dict[str, str]]:
    return {
        "supervisord": {
            "logfile": "log/supervisord.log",
            "logfile_maxbytes": "1MB",
            "logfile_backups": "1",
            "pidfile": "run/supervisord.pid",
            "childlogdir": "run",
            "silent": "true",
        },
        "unix_http_server": {"file": _literal(socket), "chmod": "0700"},
        "supervisorctl": {"serverurl": f"unix://{_literal(socket)}"},
        "rpcinterface:supervisor": {
            "supervisor.rpcinterface_factory": (
                "supervisor.rpcinterface:make_main_rpcinterface"
            ),
        },
        **{
            f"program:{program.name}": _section(program, order)
            for order, program in enumerate(programs, start=1)
        },
    }


def _section(program: Program, order: int) -> dict[str, str]:
    """A program that ends is started again, unless it says that this would not help."""
    command = leashed(program.command, niceness=program.niceness)
    return {
        "command": _literal(shlex.join(command)),
        "directory": _literal(ROOT),
        "priority": str(order),
        "autostart": str(not program.waits).lower(),
        "autorestart": "unexpected",
        "exitcodes": str(REFUSED_STATUS),
        "startsecs": "0",
        "stopasgroup": "true",
        "killasgroup": "true",
        "stopwaitsecs": "6",
        "redirect_stderr": "true",
        "stdout_logfile": f"log/{program.name}.log",
        "stdout_logfile_maxbytes": LOG_BYTES,
        "stdout_logfile_backups": "2",
    }


def _literal(value: object) -> str:
    """Supervisor expands percent signs; a path means none of them."""
    return str(value).replace("%", "%%")
