-- name: drop_moved_offsets
-- Takes out the offsets that the batch moved on.
delete from offsets
using new_offsets
where
    offsets.epoch = new_offsets.epoch
    and offsets.topic = new_offsets.topic
    and offsets.partition_no = new_offsets.partition_no;

-- name: put_offsets
-- One row per epoch, topic and partition that the batch moved on.
insert into offsets by name
select *,
from new_offsets;

-- name: move_position
-- One row: where to go on in a partition behind what is no record.
merge into offsets
using (
    select
        $epoch::integer as epoch,
        $topic::varchar as topic,
        $partition_no::integer as partition_no,
        $next_offset::bigint as next_offset,
) as moved
    on
        offsets.epoch = moved.epoch
        and offsets.topic = moved.topic
        and offsets.partition_no = moved.partition_no
when matched then update set next_offset = moved.next_offset
when not matched then
    insert (epoch, topic, partition_no, next_offset, last_record_at)
    values (moved.epoch, moved.topic, moved.partition_no, moved.next_offset, null);

-- name: put_batch
-- One row per transaction of the hub.
insert into batches by name
select
    $batch_no::bigint as batch_no,
    $written_at::timestamptz as written_at,
    $events::integer as events,
    $moves::integer as moves,
    $desk_entries::integer as desk_entries,
    $rejects::integer as rejects,
    $future_records::integer as future_records,
    $entered_afterwards::integer as entered_afterwards,
    $fold_ms::double as fold_ms,;

-- name: put_epoch
-- One row per topic id ever seen.
insert into epochs by name
select
    $epoch::integer as epoch,
    $topic::varchar as topic,
    $topic_id::varchar as topic_id,
    $cluster_id::varchar as cluster_id,
    $timestamp_type::varchar as timestamp_type,
    $first_seen_at::timestamptz as first_seen_at,;

-- name: put_hole
-- One row per stretch of offsets that Kafka dropped before they were read.
insert into holes by name
select
    $epoch::integer as epoch,
    $topic::varchar as topic,
    $partition_no::integer as partition_no,
    $first_offset::bigint as first_offset,
    $until_offset::bigint as until_offset,;

-- name: put_alarm
-- One row per thing that the hub noticed and a person should know.
insert into alarms by name
select
    $raised_at::timestamptz as raised_at,
    $alarm::varchar as alarm,
    $detail::varchar as detail,;

-- name: put_alarm_once
-- One row per thing to know, however often it is noticed since a moment.
insert into alarms by name
select
    $raised_at::timestamptz as raised_at,
    $alarm::varchar as alarm,
    $detail::varchar as detail,
where
    not exists (
        select 1,
        from alarms as known
        where
            known.alarm = $alarm::varchar
            and known.detail = $detail::varchar
            and known.raised_at >= $since::timestamptz
    );

-- name: put_skip
-- One row per unreadable place that is to be left out, told to a stopped hub.
insert into skips by name
select
    $topic::varchar as topic,
    $partition_no::integer as partition_no,
    $offset_no::bigint as offset_no,
    $actor::varchar as actor,
    $asked_at::timestamptz as asked_at,;

-- name: put_meta
-- One row per fact about the store.
insert into store_meta by name
select
    $name::varchar as name,
    $value::varchar as value,;

-- name: drop_meta
-- No rows: takes out what is written down of a fact.
delete from store_meta
where name = $name::varchar;

-- name: kept_profile
-- One row: the profile by which the deadlines of this store were worked out.
select value, from store_meta
where name = 'deadline_profile';

-- name: keep_profile
-- One row: the profile by which all deadlines are worked out now.
update store_meta
set value = $profile::varchar
where name = 'deadline_profile';
