"""DuckDB's own words for trouble with disk, memory or file, in the store's."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import duckdb

from sql.errors import StoreInvalidError, StoreMemoryError, StoreUnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterator

_PASSING = (
    duckdb.IOException,
    duckdb.InterruptException,
)
_COMMIT_FAILED = "Failed to commit"
"""A commit that cannot be written down is told as an error of the transaction."""


@contextmanager
def translated() -> Iterator[None]:
    """Tell trouble that may pass, and a database that DuckDB gave up, from mistakes.

    Mistakes in a statement or its parameters go through as they are.
    """
    try:
        yield
    except duckdb.OutOfMemoryException as error:
        raise StoreMemoryError(_first_line(error)) from error
    except _PASSING as error:
        raise StoreUnavailableError(_first_line(error)) from error
    except duckdb.FatalException as error:
        raise StoreInvalidError(_first_line(error)) from error
    except duckdb.TransactionException as error:
        if _COMMIT_FAILED in str(error):
            raise StoreUnavailableError(_first_line(error)) from error
        raise


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
