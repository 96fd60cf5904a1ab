-- name: month_ends
-- One row per end of a month up to now: of the last twelve, in Shanghai.
-- What had been stamped at that instant had been read, as it is of any past moment.
with months as (
    select unnest(range(12))::integer as months_back,
)

select date_trunc('month', $now_at::timestamptz) - to_months(months_back) as counted_at,
from months;

-- name: stock_keys
-- One row per end of a month and item that was there and may have been open then.
-- What is finished, and was moved by nobody since, was finished then.
-- uses: kept_items=every_item, month_ends
select
    kept_items.kind,
    kept_items.item_id,
    month_ends.counted_at,
from kept_items
inner join statuses using (status)
inner join month_ends
    on
        kept_items.received_at <= month_ends.counted_at
        and (statuses.is_open or kept_items.last_move_at > month_ends.counted_at);

-- name: stock_states
-- One row per end of a month and item that was open then: its handling then, as JSON.
-- Null where no move had changed anything yet.
-- uses: stock_keys, read_moves
with latest as (
    select
        stock_keys.kind,
        stock_keys.item_id,
        stock_keys.counted_at,
        arg_max(
            read_moves.handling, row(read_moves.epoch, read_moves.offset_no)
        ) as handling,
    from read_moves
    inner join stock_keys using (kind, item_id)
    where
        read_moves.handling is not null
        and read_moves.record_at <= stock_keys.counted_at
    group by all
)

select
    stock_keys.*,
    latest.handling,
from stock_keys
left join latest using (kind, item_id, counted_at)
inner join openings
    on stock_keys.kind = openings.kind
inner join statuses
    on coalesce(latest.handling ->> '$.status', openings.status) = statuses.status
where statuses.is_open;

-- name: stock_handling
-- One row per end of a month and item that was open then: its handling then.
-- An item is another one at every end: `item_id` says at which.
-- uses: stock_states
with states as (
    select
        stock_states.item_id || ' ' || epoch_us(stock_states.counted_at) as stock_id,
        stock_states.counted_at,
        cast_to_type(
            json_merge_patch(
                to_json(openings), coalesce(stock_states.handling, '{}')::json
            ),
            openings
        ) as state,
    from stock_states
    inner join openings using (kind)
)

select
    state.* exclude (item_id),
    stock_id as item_id,
    counted_at,
from states;

-- name: stock_facts
-- One row per end of a month and item that was open then: its best facts then.
-- uses: stock_states, said_events=read_events, kept_facts
with before as (
    select
        kept_facts.* exclude (
            batch_no, epoch, topic, partition_no, offset_no, item_id, record_at
        ),
        kept_facts.item_id || ' ' || epoch_us(stock_states.counted_at) as item_id,
        min(kept_facts.record_at) over (
            partition by kept_facts.kind, kept_facts.item_id, stock_states.counted_at
        ) as received_at,
        row_number() over (
            partition by kept_facts.kind, kept_facts.item_id, stock_states.counted_at
            order by kept_facts.version desc, kept_facts.content_hash desc
        ) as version_rank,
    from kept_facts
    inner join stock_states using (kind, item_id)
    where kept_facts.record_at <= stock_states.counted_at
)

select * exclude (version_rank),
from before
where version_rank = 1;
