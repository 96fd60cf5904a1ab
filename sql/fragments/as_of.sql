-- name: horizon
-- One row per partition of `$offsets`: what stands before `next_offset` had been read.
-- A vector names topics by their id, which is the same on every hub; epochs are not.
with entries as (
    select unnest(
        from_json(
            $offsets::varchar,
            '[{"topic_id": "VARCHAR", "partition": "INTEGER", "next_offset": "BIGINT"}]'
        ),
        recursive := true
    ),
)

select
    epochs.topic,
    entries.partition as partition_no,
    max(epochs.epoch) as epoch,
    arg_max(entries.next_offset, epochs.epoch) as next_offset,
from entries
inner join epochs using (topic_id)
group by all;

-- name: later_items
-- One row per item that a message beyond the horizon touched.
-- uses: horizon
select distinct
    event_log.kind,
    event_log.item_id,
from event_log
left join horizon using (topic, partition_no)
where
    horizon.epoch is null
    or event_log.epoch > horizon.epoch
    or (
        event_log.epoch = horizon.epoch
        and event_log.offset_no >= horizon.next_offset
    )
union
select distinct
    move_log.kind,
    move_log.item_id,
from move_log
left join horizon using (topic, partition_no)
where
    horizon.epoch is null
    or move_log.epoch > horizon.epoch
    or (
        move_log.epoch = horizon.epoch
        and move_log.offset_no >= horizon.next_offset
    );

-- name: facts_as_of
-- One row per item touched since: its best facts before the horizon.
-- uses: horizon, later_items, said_events=logged_events, kept_facts
with before as (
    select
        kept_facts.* exclude (batch_no, epoch, topic, partition_no, offset_no),
        min(kept_facts.record_at) over (
            partition by kept_facts.kind, kept_facts.item_id
        ) as received_at,
        row_number() over (
            partition by kept_facts.kind, kept_facts.item_id
            order by kept_facts.version desc, kept_facts.content_hash desc
        ) as version_rank,
    from kept_facts
    semi join later_items using (kind, item_id)
    inner join horizon using (topic, partition_no)
    where
        kept_facts.epoch < horizon.epoch
        or (
            kept_facts.epoch = horizon.epoch
            and kept_facts.offset_no < horizon.next_offset
        )
)

select * exclude (record_at, version_rank),
from before
where version_rank = 1;

-- name: handling_as_of
-- One row per item touched since that was there before the horizon: its handling then.
-- uses: horizon, later_items, staged_facts=facts_as_of
with before as (
    select
        move_log.kind,
        move_log.item_id,
        arg_max(move_log.handling, row(move_log.epoch, move_log.offset_no)) as handling,
    from move_log
    semi join later_items using (kind, item_id)
    inner join horizon using (topic, partition_no)
    where
        move_log.handling is not null
        and (
            move_log.epoch < horizon.epoch
            or (
                move_log.epoch = horizon.epoch
                and move_log.offset_no < horizon.next_offset
            )
        )
    group by move_log.kind, move_log.item_id
),

-- A log entry leaves out what is as in the beginning; `openings` has it, and the types.
states as (
    select
        unnest(
            cast_to_type(
                json_merge_patch(to_json(openings), before.handling), openings
            )
        ),
    from before
    inner join openings using (kind)
)

select *,
from states
union all by name
select
    staged_facts.kind,
    staged_facts.item_id,
    openings.* exclude (kind, item_id),
from staged_facts
inner join openings using (kind)
anti join states
    on
        staged_facts.kind = states.kind
        and staged_facts.item_id = states.item_id;

-- name: every_item_as_of
-- One row per item that was there before the horizon, as it was then.
-- What no later message touched is still as it was.
-- uses: later_items, staged_facts=facts_as_of
-- uses: staged_handling=handling_as_of, dated_items
select * exclude (row_no),
from items_open
anti join later_items using (kind, item_id)
union all by name
select * exclude (row_no),
from items_finished
anti join later_items using (kind, item_id)
union all by name
select *,
from dated_items;

-- name: items_as_of
-- One row per item that was there before the horizon, with its readable number.
-- uses: kept_items=every_item_as_of
select
    *,
    regexp_replace(
        upper(md5(kind || ':' || item_id)), '^(....)(....)(....).*', '\1-\2-\3'
    ) as case_number,
from kept_items;

-- name: open_items_as_of
-- One row per item that was open at the horizon.
-- uses: items_as_of
with open_statuses as (
    select status, from statuses
    where is_open
)

select items_as_of.*,
from items_as_of
semi join open_statuses using (status);
