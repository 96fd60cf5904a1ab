"""An agency's own system feeds back on its joint task (演示数据).

`python task_fed_back.py BROKER KIND CASE TASK`; needs kafka-python alone. With KEY_ID and
a file of its key in PEM behind them the message is signed, which needs cryptography too.
"""

import base64
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from kafka import KafkaProducer

TOPIC = "cgc.handling"


def proof(key_id, pem, key, value):
    """The two headers that prove who sends it."""
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    parts = (b"cgc-signed-v1", key_id.encode(), TOPIC.encode(), key, value)
    said = b"".join(len(part).to_bytes(8, "big") + part for part in parts)
    signature = load_pem_private_key(Path(pem).read_bytes(), None).sign(said)
    return [
        ("cgc-signer", key_id.encode()),
        ("cgc-signature", base64.b64encode(signature)),
    ]


broker, kind, case, task, *signer = sys.argv[1:]
move = {
    "move_id": f"fire-feedback-{task}",
    "kind": kind,
    "case_id": case,
    "move": "task_feedback",
    "task_id": task,
    "acting_center": "421321101201",
    "acting_agency": "fire",
    "role": "agency_staff",
    "actor": "fire-119",
    "moved_at": datetime.now(UTC).isoformat(),
    "note": "已到场核查，消防通道已清理",
    "synthetic": True,
}
key, value = case.encode(), json.dumps(move).encode()
headers = proof(*signer, key, value) if signer else []
producer = KafkaProducer(bootstrap_servers=broker)
producer.send(TOPIC, value, key, headers=headers).get(10)
producer.close()
