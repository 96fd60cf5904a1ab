-- name: stage_horizon
-- One row per partition of `$offsets`: what stands before `next_offset` had been read.
-- A vector names topics by their id, which is the same on every hub; epochs are not.
create or replace temp table past_horizon as
with entries as (
    select unnest(
        from_json(
            $offsets::varchar,
            '[{"topic_id": "VARCHAR", "partition": "INTEGER", "next_offset": "BIGINT",
            "stamped_until": "TIMESTAMPTZ"}]'
        ),
        recursive := true
    ),
)

select
    epochs.topic,
    entries.partition as partition_no,
    max(epochs.epoch) as epoch,
    arg_max(entries.next_offset, epochs.epoch) as next_offset,
    coalesce(max(entries.stamped_until), 'infinity'::timestamptz) as stamped_until,
from entries
inner join epochs using (topic_id)
group by all;

-- name: stage_past_keys
-- One row per item that a message beyond the staged horizon touched.
create or replace temp table past_keys as
select distinct
    event_log.kind,
    event_log.item_id,
from event_log
left join past_horizon using (topic, partition_no)
where
    past_horizon.epoch is null
    or event_log.record_at > past_horizon.stamped_until
    or event_log.epoch > past_horizon.epoch
    or (
        event_log.epoch = past_horizon.epoch
        and event_log.offset_no >= past_horizon.next_offset
    )
union
select distinct
    move_log.kind,
    move_log.item_id,
from move_log
left join past_horizon using (topic, partition_no)
where
    past_horizon.epoch is null
    or move_log.record_at > past_horizon.stamped_until
    or move_log.epoch > past_horizon.epoch
    or (
        move_log.epoch = past_horizon.epoch
        and move_log.offset_no >= past_horizon.next_offset
    );

-- name: stage_past_items
-- One row per item that was touched since and was there before: as it was then.
-- uses: staged_facts=facts_as_of, staged_handling=handling_as_of, dated_items
create or replace temp table past_items as
select *,
from dated_items;
