-- name: item
-- One row: an item with its facts and handling.
-- What it does not keep itself stands with the message that its facts are from.
-- uses: items
with messages as (
    select *,
    from event_log
    where
        kind = $kind::varchar
        and item_id = $id::varchar
    qualify
        row_number() over (
            partition by version, content_hash
            order by record_at, epoch, partition_no, offset_no
        ) = 1
)

select
    items.*,
    messages.reported_at,
    messages.description,
    messages.party_hash,
    messages.is_synthetic,
    messages.extra,
from items
left join messages using (version, content_hash)
where
    items.kind = $kind::varchar
    and items.item_id = $id::varchar;

-- name: item_moves
-- One row per move of an item, in the order that counts, with its verdict.
-- An extension that was asked for after the deadline of its round is a late request.
-- uses: limited_items, read_moves
with moves_then as (
    select
        *,
        (handling ->> '$.round_started_at')::timestamptz as round_then,
        (handling ->> '$.extended_to')::timestamptz as extended_then,
    from read_moves
    where
        kind = $kind::varchar
        and item_id = $id::varchar
),

dues as (
    select
        kind,
        item_id,
        clock_end(
            coalesce(round_then, received_at),
            paused_s,
            close_s,
            close_workdays,
            workdays
        ) as plain_due_at,
        moves_then.offset_no,
        moves_then.epoch,
    from moves_then
    inner join limited_items using (kind, item_id)
    cross join calendar
)

select
    moves_then.* exclude (round_then, extended_then),
    moves_then.move = 'ask_extension'
    and moves_then.verdict = 'accepted'
    and coalesce(
        moves_then.record_at
        > greatest(dues.plain_due_at, moves_then.extended_then),
        false
    ) as is_late_request,
from moves_then
left join dues using (kind, item_id, epoch, offset_no)
order by moves_then.epoch, moves_then.offset_no;

-- name: item_versions
-- One row per event message of an item, oldest record first.
select *,
from event_log
where
    kind = $kind::varchar
    and item_id = $id::varchar
order by record_at, epoch, offset_no;

-- name: item_list
-- One row per item of a half-open range of division codes, newest first.
-- uses: items
select
    kind,
    item_id,
    case_number,
    version,
    division_code,
    town_code,
    category,
    severity,
    status,
    title,
    received_at,
    occurred_at,
    closed_at,
    is_confirmed,
from items
where
    version is not null
    and not is_device_health
    and division_code >= $low::bigint
    and division_code < $high::bigint
order by received_at desc
limit $row_limit::integer;

-- name: misplaced_items
-- One row per open item whose moves and facts name different divisions, oldest first.
-- Moves may name a division above; `total` says how many there are.
-- uses: open_items
with spans as (
    select
        *,
        case
            when named_division % 100000000 = 0 then 100000000
            when named_division % 1000000 = 0 then 1000000
            when named_division % 1000 = 0 then 1000
            else 1
        end as span,
    from open_items
    where
        version is not null
        and named_division > 0
)

select
    kind,
    item_id,
    case_number,
    division_code,
    named_division,
    owner_center,
    received_at,
    count(*) over () as total,
from spans
where division_code // span * span <> named_division
order by received_at, kind, item_id
limit $row_limit::integer;
