-- name: items
-- One row per item, open or finished.
select *,
from items_open
union all
select *,
from items_finished;

-- name: open_items
-- One row per open item.
select *,
from items_open;
