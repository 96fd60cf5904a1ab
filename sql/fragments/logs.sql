-- name: read_events
-- One row per event message that has been read.
select *,
from event_log;

-- name: read_moves
-- One row per move that has been read.
select *,
from move_log;

-- name: read_entries
-- One row per desk entry that has been read.
select *,
from desk_log;

-- name: kept_facts
-- One row per event message of `said_events`: where from, and what an item keeps of it.
select
    * exclude (
        reported_at,
        description,
        party_hash,
        is_synthetic,
        extra
    ),
    details ->> '$.channel' as channel,
from said_events;

-- name: every_message
-- One row per message of the logs: where from, where it went, what became of it.
select
    batch_no,
    epoch,
    topic,
    partition_no,
    offset_no,
    'events' as written_to,
    'accepted' as outcome,
from event_log
union all
select
    batch_no,
    epoch,
    topic,
    partition_no,
    offset_no,
    'moves' as written_to,
    verdict as outcome,
from move_log
union all
select
    batch_no,
    epoch,
    topic,
    partition_no,
    offset_no,
    'desk_entries' as written_to,
    'accepted' as outcome,
from desk_log
union all
select
    batch_no,
    epoch,
    topic,
    partition_no,
    offset_no,
    'rejects' as written_to,
    'rejected' as outcome,
from rejects;
