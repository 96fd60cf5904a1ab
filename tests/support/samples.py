"""The sample messages: valid, synthetic, one file per stream and one each for moves
and desk entries.
"""

from pathlib import Path

from streams.intake.cloudevents import EVENT_TYPES

FOLDER = Path(__file__).parents[1] / "samples"
NAMES = {topic: name.split(".")[2] for topic, name in EVENT_TYPES.items()}


def samples(topic: str) -> list[bytes]:
    """Give the messages of a topic's samples file."""
    return (FOLDER / f"{NAMES[topic]}.jsonl").read_bytes().splitlines()
