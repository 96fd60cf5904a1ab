"""What the hub reads from the store at its start: code lists, rules, kind of store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streams.handling.rules import Rules, rules_from
from streams.intake.admission import Admission
from streams.intake.codes import Codes

if TYPE_CHECKING:
    from sql.store import Store
    from streams.intake.signatures import Signatures

HOLDS = "holds"
NAMES = {True: "synthetic", False: "real"}


class AdmissionError(Exception):
    """The store holds the other kind of records; the text says what to do."""


def admission_of(
    store: Store, *, is_synthetic: bool, signatures: Signatures | None = None
) -> Admission:
    """Code lists, and the kind of this store: written down once, then held to."""
    facts = dict(
        zip(
            *(column.to_pylist() for column in store.query("store_facts").columns),
            strict=True,
        )
    )
    wanted = NAMES[is_synthetic]
    if HOLDS not in facts:
        with store.transaction(into_reserve=True) as transaction:
            transaction.run("put_meta", name=HOLDS, value=wanted)
    elif facts[HOLDS] != wanted:
        raise AdmissionError(
            f"{store.path} holds {facts[HOLDS]} records, and this hub is set up for "
            f"{wanted} ones: choose another folder by CGC_HOME, or correct DEMO.",
        )
    rows = {
        name: store.query(name).to_pylist()
        for name in (
            "divisions",
            "categories",
            "severity_map",
            "camera_alarms",
            "moves",
            "centers",
        )
    }
    return Admission(Codes.build(**rows), is_synthetic, signatures)


def rules_of(store: Store) -> Rules:
    """The process as data."""
    lists = {
        name: store.query(name).to_pylist()
        for name in (
            "transitions",
            "task_transitions",
            "permissions",
            "moves",
            "centers",
            "center_ranges",
        )
    }
    return rules_from(**lists)
