-- name: item
-- One row: an item with its facts and handling.
-- uses: items
select *,
from items
where
    kind = $kind::varchar
    and item_id = $id::varchar;

-- name: item_moves
-- One row per move of an item, in the order that counts, with its verdict.
select *,
from move_log
where
    kind = $kind::varchar
    and item_id = $id::varchar
order by epoch, offset_no;

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
    is_synthetic,
from items
where
    version is not null
    and not is_device_health
    and division_code >= $low::bigint
    and division_code < $high::bigint
order by received_at desc
limit $row_limit::integer;
