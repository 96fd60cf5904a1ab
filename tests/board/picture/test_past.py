"""Pictures of the past: kept once they are whole, and not before."""

from __future__ import annotations

from datetime import timedelta
from itertools import islice

from msgspec import structs

from board.picture.past import PastPictures
from board.picture.rollup import total
from board.picture.snapshot import Snapshot, tally
from board.reads.reads import Reads
from tests.support.doors import Shut, maker_of
from tests.support.intake import START, Intake

CITY = 421300000000
THEN = START + timedelta(days=30)


def test_a_past_picture_that_lacks_something_is_made_anew_and_a_whole_one_kept() -> (
    None
):
    intake = Intake()
    traffic = intake.traffic(seed=9, size=400)
    intake.take(*islice(traffic, 100))
    maker = maker_of(Shut(intake.store))
    maker.tick(THEN)
    present = maker.snapshot
    is_whole = [False, True]

    def known() -> Snapshot:
        pulse = structs.replace(present.pulse, is_whole=is_whole[0])
        return structs.replace(present, pulse=pulse)

    pictures = PastPictures(Reads(intake.store), known)
    early = pictures.picture(THEN)
    assert early.is_past
    assert not early.pulse.is_whole
    intake.take(*traffic)
    is_whole.pop(0)
    late = pictures.picture(THEN)
    counts = [total(tally(one.pulse.open, CITY)) for one in (early, late)]
    assert counts[0] < counts[1]
    assert pictures.picture(THEN) is late
