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
