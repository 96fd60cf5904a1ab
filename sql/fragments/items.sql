-- name: items
-- One row per item, open or finished.
-- uses: kept_items=every_item
select *,
from kept_items;

-- name: every_item
-- One row per item, open or finished.
select *,
from items_open
union all
select *,
from items_finished;

-- name: open_items
-- One row per open item as it counts at `$now_at`.
-- What rests has the status that says so; what was shelved until then waits again.
-- uses: kept_open=every_open_item
select
    * replace (
        status_at(status, pauses, shelved_until, $now_at::timestamptz) as status,
        case
            when shelved_until is null or shelved_until > $now_at::timestamptz
                then acknowledged_at
        end as acknowledged_at
    ),
from kept_open;

-- name: every_open_item
-- One row per open item.
select *,
from items_open;

-- name: limited_items
-- One row per item with how long each of its clocks may run, and stood still.
-- uses: items
select
    items.*,
    clock_limits.* exclude (kind, severity, scale, source, span_from, span_until),
    stopped_s(items.pauses) as paused_s,
from items
left join known_sources using (source)
left join clock_limits
    on
        items.kind = clock_limits.kind
        and items.severity = clock_limits.severity
        and items.scale = clock_limits.scale
        and coalesce(known_sources.source, '*') = clock_limits.source
        and items.received_at >= clock_limits.span_from
        and items.received_at < clock_limits.span_until;

-- name: whole_item
-- One row: the item that is asked for, with its facts and handling.
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
