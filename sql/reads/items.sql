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
from items
where
    version is not null
    and not is_device_health
    and division_code >= $low::bigint
    and division_code < $high::bigint
order by received_at desc
limit $row_limit::integer;
