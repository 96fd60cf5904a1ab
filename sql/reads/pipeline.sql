-- name: partitions
-- One row per epoch, topic and partition: where the store stands.
select
    offsets.epoch,
    offsets.topic,
    offsets.partition_no,
    offsets.next_offset,
    offsets.last_record_at,
    epochs.timestamp_type,
    epochs.topic_id,
    epochs.cluster_id,
    epochs.first_seen_at,
from offsets
inner join epochs using (epoch, topic)
order by offsets.topic, offsets.epoch, offsets.partition_no;

-- name: epochs_seen
-- One row per topic id ever seen.
select
    epoch,
    topic,
    topic_id,
    cluster_id,
    timestamp_type,
    first_seen_at,
from epochs
order by epoch;

-- name: last_batches
-- One row per transaction of the hub, newest first.
select
    batch_no,
    written_at,
    events,
    moves,
    desk_entries,
    rejects,
    future_records,
    entered_afterwards,
    fold_ms,
from batches
order by batch_no desc
limit $row_limit::integer;

-- name: rejects_recent
-- One row per refused message, newest first, with where it stands in Kafka,
-- and how many there are in all.
with all_rejects as (
    select count(*) as total,
    from rejects
)

select
    rejects.epoch,
    rejects.topic,
    rejects.partition_no,
    rejects.offset_no,
    rejects.record_at,
    batches.written_at,
    rejects.reason,
    rejects.detail,
    rejects.payload,
    rejects.kept_until,
    all_rejects.total,
from rejects
inner join batches using (batch_no)
cross join all_rejects
order by rejects.batch_no desc, rejects.offset_no desc
limit $row_limit::integer;

-- name: rejects_by_reason
-- One row per topic and reason: messages refused in the period.
select
    rejects.topic,
    rejects.reason,
    count(*) as rejects,
from rejects
inner join batches using (batch_no)
where
    batches.written_at >= $from_at::timestamptz
    and batches.written_at < $until_at::timestamptz
group by rejects.topic, rejects.reason
order by rejects desc;

-- name: refused_moves
-- One row per move that the transition table refused, newest first.
select
    record_at,
    kind,
    item_id,
    move,
    acting_center,
    acting_agency,
    refusal,
    status_before,
from move_log
where verdict = 'refused'
order by batch_no desc, offset_no desc
limit $row_limit::integer;

-- name: alarms
-- One row per thing that the hub noticed, when it did so last, newest first,
-- and how many such things there are.
select
    max(raised_at) as raised_at,
    alarm,
    detail,
    count(*) over () as total,
from alarms
group by alarm, detail
order by raised_at desc
limit $row_limit::integer;

-- name: skips
-- One row per unreadable place that a person had the hub leave out.
select
    topic,
    partition_no,
    offset_no,
from skips
union
select
    details ->> '$.topic' as topic,
    (details ->> '$.partition')::integer as partition_no,
    (details ->> '$.offset')::bigint as offset_no,
from desk_log
where entry = 'skip';

-- name: source_ages
-- One row per kind and source that sent since a moment: when it was last heard of.
-- A message cannot be newer than its writing, however far ahead its clock is.
-- uses: read_events
with newest as (
    select
        kind,
        source,
        max(record_at) as last_record_at,
        max(batch_no) as batch_no,
    from read_events
    where record_at >= $from_at::timestamptz
    group by kind, source
)

select
    newest.kind,
    newest.source,
    least(newest.last_record_at, batches.written_at) as last_heard_at,
from newest
inner join batches using (batch_no)
order by newest.kind, newest.source;

-- name: store_facts
-- One row per fact about this store.
select
    name,
    value,
from store_meta
order by name;

-- name: edition
-- One row: by which rules, reference data, profile and calendar figures are made.
-- And by which list of signers, where there is one.
select coalesce(left(md5(made.value || signers.value), 16), made.value) as edition,
from store_meta as made
left join store_meta as signers
    on signers.name = 'signers'
where made.name = 'edition';

-- name: message_counts
-- One row per epoch and topic: messages accepted, with moves and desk entries.
-- uses: every_message
select
    epoch,
    topic,
    count(*) as messages,
    count(distinct offset_no * 10000 + partition_no) as distinct_messages,
    count(*) filter (where outcome = 'accepted') as accepted,
    count(*) filter (where outcome = 'refused') as refused,
    count(*) filter (where outcome = 'repeated') as repeated,
    count(*) filter (where outcome = 'rejected') as rejected,
from every_message
group by epoch, topic
order by epoch, topic;
