-- name: facts_as_of
-- One row per item touched since: its best facts before the horizon.
-- uses: said_events=read_events_as_of, kept_facts
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
    semi join past_keys using (kind, item_id)
)

select * exclude (record_at, version_rank),
from before
where version_rank = 1;

-- name: handling_as_of
-- One row per item touched since that was there before the horizon: its handling then.
-- uses: staged_facts=facts_as_of, read_moves_as_of
with before as (
    select
        kind,
        item_id,
        arg_max(handling, row(epoch, offset_no)) as handling,
    from read_moves_as_of
    semi join past_keys using (kind, item_id)
    where handling is not null
    group by kind, item_id
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
-- One row per item that was there at the staged moment, as it was then.
-- What no later message touched is still as it was.
select * exclude (row_no),
from items_open
anti join past_keys using (kind, item_id)
union all by name
select * exclude (row_no),
from items_finished
anti join past_keys using (kind, item_id)
union all by name
select *,
from past_items;

-- name: every_open_item_as_of
-- One row per item that was open at the staged moment.
-- uses: kept_items=every_item_as_of
with open_statuses as (
    select status, from statuses
    where is_open
)

select kept_items.*,
from kept_items
semi join open_statuses using (status);

-- name: read_events_as_of
-- One row per event message that had been read at the staged moment.
select event_log.*,
from event_log
inner join past_horizon using (topic, partition_no)
where
    event_log.record_at <= past_horizon.stamped_until
    and (
        event_log.epoch < past_horizon.epoch
        or (
            event_log.epoch = past_horizon.epoch
            and event_log.offset_no < past_horizon.next_offset
        )
    );

-- name: read_entries_as_of
-- One row per desk entry that had been read at the staged moment.
select desk_log.*,
from desk_log
inner join past_horizon using (topic, partition_no)
where
    desk_log.record_at <= past_horizon.stamped_until
    and (
        desk_log.epoch < past_horizon.epoch
        or (
            desk_log.epoch = past_horizon.epoch
            and desk_log.offset_no < past_horizon.next_offset
        )
    );

-- name: period_items_as_of
-- One row per item with a day in the period, as it was at the staged moment.
-- uses: kept_items=every_item_as_of
with bounds as (
    select
        $from_day::date::timestamptz as from_at,
        $until_day::date::timestamptz as until_at,
)

select
    1 as sign,
    kept_items.*,
    null as item,
    null::timestamptz as due_after,
from kept_items
cross join bounds
where
    (received_at >= from_at and received_at < until_at)
    or (close_due_at >= from_at and close_due_at < until_at)
    or (closed_at >= from_at and closed_at < until_at)
    or (handovers[-1].handed_at >= from_at and handovers[1].handed_at < until_at)
    or len(rounds) > 0;

-- name: period_cells_as_of
-- One row per cell of a recount of the period: rollups have no past.
-- within: counted_items=period_items_as_of, cells
select *,
from cells
where
    business_day >= $from_day::date
    and business_day < $until_day::date;

-- name: read_moves_as_of
-- One row per move that had been read at the staged moment.
select move_log.*,
from move_log
inner join past_horizon using (topic, partition_no)
where
    move_log.record_at <= past_horizon.stamped_until
    and (
        move_log.epoch < past_horizon.epoch
        or (
            move_log.epoch = past_horizon.epoch
            and move_log.offset_no < past_horizon.next_offset
        )
    );
