"""A stopped hub is told in its store what to go past."""

from pathlib import Path

from sql.store import Store
from streams.events import DESK_TOPIC
from streams.hub import skip
from streams.hub.settings import settings_from
from streams.landing import positions
from tests.support.ports import free_port


def test_a_stopped_hub_finds_in_its_store_what_to_go_past(tmp_path: Path) -> None:
    port = str(free_port())
    settings = settings_from({"CGC_HOME": str(tmp_path), "CGC_HUB_PORT": port})
    words = [DESK_TOPIC, "0", "17"]
    assert skip.main(words, settings) == skip.REFUSED
    Store(settings.database).close()
    assert skip.main(words, settings) == skip.DONE
    store = Store(settings.database)
    assert positions.skips(store) == {(DESK_TOPIC, 0, 17)}
    store.close()
