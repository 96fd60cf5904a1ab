-- name: items_behind
-- One row per item in the base of a figure of a period: whether it is in its numerator.
-- Those that are not come first, the newest first; `total` says how many there are.
-- uses: behind_items
select
    kind,
    item_id,
    division_code,
    category,
    severity,
    status,
    title,
    received_at,
    close_due_at,
    closed_at,
    is_counted,
    count(*) over () as total,
from behind_items
order by is_counted asc, received_at desc, item_id asc
limit $row_limit::integer;

-- name: open_items_behind
-- One row per open item that a figure of now counts, the newest first.
-- `total` says how many there are.
-- uses: open_behind_items
select
    kind,
    item_id,
    division_code,
    category,
    severity,
    status,
    title,
    received_at,
    close_due_at,
    closed_at,
    is_counted,
    count(*) over () as total,
from open_behind_items
order by received_at desc, item_id asc
limit $row_limit::integer;

-- name: behind_page
-- One row per item of a page of the base of a figure of a period, misses first.
-- uses: behind=behind_items, behind_paged
select *,
from behind_paged
order by place;

-- name: behind_counts
-- One row per kind and status of the base of a figure of a period: how many.
-- uses: behind=behind_items, behind_counted
select *,
from behind_counted
order by kind, status;

-- name: open_behind_page
-- One row per item of a page of the open items that a figure of now counts.
-- uses: behind=open_behind_items, behind_paged
select *,
from behind_paged
order by place;

-- name: open_behind_counts
-- One row per kind and status of the open items that a figure of now counts.
-- uses: behind=open_behind_items, behind_counted
select *,
from behind_counted
order by kind, status;

-- name: judged_behind_page
-- One row per signal of a page of those that were judged in a period.
-- uses: behind=judged_behind_items, behind_paged
select *,
from behind_paged
order by place;

-- name: judged_behind_counts
-- One row per kind and status of the signals that were judged in a period: how many.
-- uses: behind=judged_behind_items, behind_counted
select *,
from behind_counted
order by kind, status;
