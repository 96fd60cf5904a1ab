"""The lists that a city writes itself are read before they are loaded."""

from __future__ import annotations

from sql import checklists, contacts, responsibilities
from sql.lists import reference_rows
from sql.retention import checked


def check_lists() -> None:
    """StoreError names file, line, fault and remedy of the first row that is wrong."""
    checked(reference_rows("retention"))
    agencies = _column("agencies", "agency_code")
    checklists.check(
        reference_rows("checklists"), reference_rows("checklist_steps"), agencies
    )
    contacts.check(
        reference_rows("contacts"),
        _column("centers", "center_code"),
        agencies,
        _column("sites", "site_code"),
    )
    _check_responsibilities(agencies)


def _check_responsibilities(agencies: list[str]) -> None:
    categories = zip(
        _column("categories", "kind"), _column("categories", "category"), strict=True
    )
    listed = zip(
        _column("code_lists", "list"), _column("code_lists", "code"), strict=True
    )
    tags = [code for name, code in listed if name == "tag"]
    rows = reference_rows("responsibilities")
    responsibilities.check(rows, categories, agencies, tags)
    responsibilities.check_seated(
        reference_rows("seated_agencies"), _column("centers", "center_code"), agencies
    )


def _column(stem: str, name: str) -> list[str]:
    found: list[str] = reference_rows(stem).column(name).to_pylist()
    return found
