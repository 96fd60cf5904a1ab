"""Values beside the counts that they stand on: in a table, where those are for
programs, and as figures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from board.views.common.contents import Column, Figure

if TYPE_CHECKING:
    from board.look.formats import Better, Form, Scalar, Value


def valued(
    key: str, form: Form, name: str, *, better: Better = "none", indicator: str = ""
) -> tuple[Column, ...]:
    """The columns of a value: itself, `KEY_numerator`, `KEY_denominator`."""
    numerator, denominator = f"{key}_numerator", f"{key}_denominator"
    return (
        Column(
            key=key,
            form=form,
            name=name,
            numerator=numerator,
            denominator=denominator,
            better=better,
            indicator=indicator,
        ),
        Column(key=numerator, form="count"),
        Column(key=denominator, form="count"),
    )


def cells_of(key: str, value: Value) -> dict[str, Any]:
    """What stands in them."""
    return {
        key: value.value,
        f"{key}_numerator": value.numerator,
        f"{key}_denominator": value.denominator,
    }


def figure_of(
    value: Value, key: str, *, form: Form | None = None, **said: Any
) -> Figure:
    """A value as a figure, in a form of its own if one is given."""
    return Figure(
        value=value.value,
        form=form or value.form,
        numerator=value.numerator,
        denominator=value.denominator,
        key=key,
        **said,
    )


def difference(now: Scalar, then: Scalar) -> float | None:
    """Of two rates; nothing where one of them has too small a base to be one."""
    if isinstance(now, float) and isinstance(then, float):
        return now - then
    return None
