"""The rules as the lists have them."""

import pytest

from streams.handling.rules import Rules
from tests.streams.handling.moves import Case
from tests.support.ready import shipped_rules


@pytest.fixture(scope="session")
def rules() -> Rules:
    return shipped_rules()


@pytest.fixture
def case(rules: Rules) -> Case:
    """A dispute that no move has touched."""
    return Case.of(rules)


@pytest.fixture
def handled(case: Case) -> Case:
    """A dispute that its village accepted and handles."""
    return case.go("accept").go("handle")
