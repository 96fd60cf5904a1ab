-- name: month_ends
-- One row per end of a month up to now: of the last twelve, in Shanghai.
-- What had been stamped at that instant had been read, as it is of any past moment.
with months as (
    select unnest(range(12))::integer as months_back,
)

select date_trunc('month', $now_at::timestamptz) - to_months(months_back) as counted_at,
from months;

-- name: given_moments
-- One row per moment of `$moments`, a JSON list of them.
-- What had been stamped at that instant had been read, as it is of any past moment.
select unnest(from_json(given.moments, '["TIMESTAMPTZ"]')) as counted_at,
from (values ($moments::varchar)) as given (moments);

-- name: stock_keys
-- One row per moment and item that was there and may have been open then.
-- The moments are the ends of months, where a read gives no others.
-- What is finished, and was moved by nobody since, was finished then.
-- uses: kept_items=every_item, stock_moments=month_ends
select
    kept_items.kind,
    kept_items.item_id,
    stock_moments.counted_at,
from kept_items
inner join statuses using (status)
inner join stock_moments
    on
        kept_items.received_at <= stock_moments.counted_at
        and (statuses.is_open or kept_items.last_move_at > stock_moments.counted_at);

-- name: stock_states
-- One row per moment and item that was open then: its handling then, as JSON.
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
-- One row per moment and item that was open then: its handling then.
-- An item is another one at every moment: `item_id` says at which.
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
-- One row per moment and item that was open then: its best facts then.
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

-- name: stock_counts
-- One row per moment, kind and division: what figures of now came to at that instant.
-- A range of codes; the state of each item is what its moves had left behind by then,
-- its clocks stand as they stood, as `open_by_village` and `deadlines_by_village` read
-- them.
-- uses: staged_handling=stock_handling, staged_facts=stock_facts, dated_items
with opened as (
    select
        * replace (
            status_at(status, pauses, shelved_until, counted_at) as status,
            case
                when shelved_until is null or shelved_until > counted_at
                    then acknowledged_at
            end as acknowledged_at
        ),
        coalesce(round_started_at, received_at) as opened_at,
    from dated_items
    where
        version is not null
        and not is_device_health
        and division_code >= $low::bigint
        and division_code < $high::bigint
),

shares as (
    select
        opened.*,
        case
            when is_case and opened.status <> 'ledger'
                then
                    (epoch_us(counted_at) - epoch_us(close_due_at))
                    / (greatest(close_limit_s, 1) * 1000000)
        end as close_share,
        is_case
        and assigned_at is null
        and statuses.waits_for = 'assign'
        and assign_due_at < counted_at as is_unassigned,
        is_case
        and len(handovers) > 0
        and handovers[-1].ended_at is null
        and sign_due_at < counted_at as is_unsigned,
        acknowledged_at is null
        and statuses.waits_for = 'acknowledge'
        and acknowledge_due_at < counted_at as is_unacknowledged,
    from opened
    inner join statuses using (status)
),

thresholds as (
    select
        min(overdue_share) filter (where escalation_level = 0) as soon,
        min(overdue_share) filter (where escalation_level > 0) as late,
    from escalation
    where stage = 'close'
)

select
    counted_at,
    kind,
    division_code,
    count(*) filter (where is_case) as open_cases,
    count(*) filter (where not is_case) as open_signals,
    count(*) filter (where close_share > late) as overdue,
    count(*) filter (where close_share > soon and close_share <= late) as due_soon,
    count(*) filter (where is_unassigned) as unassigned_overdue,
    count(*) filter (where is_unsigned) as unsigned_overdue,
    count(*) filter (where is_unacknowledged) as unacknowledged_overdue,
    count(*) filter (where status = 'ledger') as on_ledger,
    count(*) filter (where supervision is not null) as supervised,
from shares
cross join thresholds
group by counted_at, kind, division_code;
