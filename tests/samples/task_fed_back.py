"""An agency's own system feeds back on its joint task (演示数据).

`python task_fed_back.py BROKER KIND CASE TASK`; needs kafka-python alone.
"""

import json
import sys
from datetime import UTC, datetime

from kafka import KafkaProducer

broker, kind, case, task = sys.argv[1:]
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
producer = KafkaProducer(bootstrap_servers=broker)
producer.send("cgc.handling", json.dumps(move).encode(), case.encode()).get(10)
producer.close()
