"""What can be asked through a door: a named read with its parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct, structs

from sql.errors import StoreError
from sql.statements import statements

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sql.statements import Statement


class Question(Struct, frozen=True):
    """The name of a read and its parameters."""

    name: str
    parameters: dict[str, Any] = {}


def as_of(question: Question, offsets: str) -> Question:
    """The same question about the moment of a vector of offsets; what has no past is
    asked as it is.
    """
    past = f"{question.name}_as_of"
    if past not in statements("reads"):
        return question
    parameters = question.parameters | {"offsets": offsets}
    return structs.replace(question, name=past, parameters=parameters)


def fitting(name: str, usual: Mapping[str, Any]) -> Question:
    """A read with those of the usual parameters that it takes. StoreError when there is
    no such read.
    """
    wanted = _known(name).parameters
    return Question(name, {key: usual[key] for key in wanted if key in usual})


def statement_of(question: Question) -> Statement:
    """The read that is asked for. StoreError names what was wrong with the question."""
    statement = _known(question.name)
    _check_parameters(question, statement.parameters)
    return statement


def _known(name: str) -> Statement:
    statement = statements("reads").get(name)
    if statement is None:
        raise StoreError(f"no read is named {name!r}; `python -m sql` lists them")
    return statement


def _check_parameters(question: Question, wanted: Mapping[str, str]) -> None:
    given = question.parameters
    missing, unknown = wanted.keys() - given.keys(), given.keys() - wanted.keys()
    if missing or unknown:
        raise StoreError(
            f"{question.name} takes {', '.join(wanted) or 'no parameters'}; "
            f"missing: {', '.join(sorted(missing)) or 'none'}; "
            f"unknown: {', '.join(sorted(unknown)) or 'none'}",
        )
