"""An agency's own system feeds back on its joint task, signed by its key (演示数据).

`python task_fed_back_signed.py BROKER KIND CASE TASK KEY_ID PEM`; needs kafka-python
and cryptography alone.
"""

import base64
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from kafka import KafkaProducer

TOPIC = "cgc.handling"
broker, kind, case, task, key_id, pem = sys.argv[1:]
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
parts = (b"cgc-signed-v1", key_id.encode(), TOPIC.encode(), key, value)
said = b"".join(len(part).to_bytes(8, "big") + part for part in parts)
private = load_pem_private_key(Path(pem).read_bytes(), None)
assert isinstance(private, Ed25519PrivateKey)
headers = [
    ("cgc-signer", key_id.encode()),
    ("cgc-signature", base64.b64encode(private.sign(said))),
]
producer = KafkaProducer(bootstrap_servers=broker)
producer.send(TOPIC, value, key, headers=headers).get(10)
producer.close()
