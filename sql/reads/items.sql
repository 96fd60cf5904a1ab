-- name: item
-- One row: an item with its facts and handling.
-- uses: whole_item
select *,
from whole_item;

-- name: supervised_item
-- One row: an item as it was when a supervision of it began (the last: '').
-- uses: kept_items=item_supervised, whole_item
select *,
from whole_item;

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
-- uses: read_events
select *,
from read_events
where
    kind = $kind::varchar
    and item_id = $id::varchar
order by record_at, epoch, offset_no;

-- name: item_place
-- One row: where an item may be shown on a map, and whether that is only the seat.
-- Some categories are never shown where they are; a camera is where its register says.
-- uses: items
with item as (
    select
        items.division_code,
        coalesce(categories.shown_at_seat, false) as is_at_seat,
        coalesce(items.longitude, cameras.longitude) as own_longitude,
        coalesce(items.latitude, cameras.latitude) as own_latitude,
    from items
    left join categories
        on
            items.kind = categories.kind
            and items.category = categories.category
    left join cameras
        on items.details ->> '$.camera_id' = cameras.camera_id
    where
        items.kind = $kind::varchar
        and items.item_id = $id::varchar
)

select
    item.is_at_seat or item.own_longitude is null as is_at_seat,
    case when is_at_seat then divisions.longitude else item.own_longitude end
        as longitude,
    case when is_at_seat then divisions.latitude else item.own_latitude end
        as latitude,
from item
left join divisions using (division_code);

-- name: item_links
-- One row per item that this one was linked to or merged with, either way, in order.
-- What was undone has ended.
-- uses: read_moves
with undone as (
    select
        kind,
        item_id,
        move_ref as move_id,
    from read_moves
    where
        move = 'undo'
        and verdict = 'accepted'
),

linked as (
    select
        read_moves.move,
        read_moves.record_at,
        read_moves.epoch,
        read_moves.offset_no,
        read_moves.kind = $kind::varchar
        and read_moves.item_id = $id::varchar as is_from_here,
        case when is_from_here then read_moves.link_kind else read_moves.kind end
            as other_kind,
        case when is_from_here then read_moves.link_id else read_moves.item_id end
            as other_id,
    from read_moves
    anti join undone using (kind, item_id, move_id)
    where
        read_moves.verdict = 'accepted'
        and read_moves.link_id is not null
        and (
            read_moves.link_kind = $kind::varchar
            and read_moves.link_id = $id::varchar
            or read_moves.kind = $kind::varchar
            and read_moves.item_id = $id::varchar
        )
)

select
    move,
    is_from_here,
    other_kind,
    other_id,
    case_number_of(other_kind, other_id) as case_number,
    record_at,
from linked
order by epoch, offset_no;

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
