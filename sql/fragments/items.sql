-- name: items
-- One row per item, open or finished, with its readable number.
-- uses: kept_items=every_item
select
    *,
    regexp_replace(
        upper(md5(kind || ':' || item_id)), '^(....)(....)(....).*', '\1-\2-\3'
    ) as case_number,
from kept_items;

-- name: every_item
-- One row per item, open or finished.
select *,
from items_open
union all
select *,
from items_finished;

-- name: open_items
-- One row per open item, with its readable number.
-- uses: kept_open=every_open_item
select
    *,
    regexp_replace(
        upper(md5(kind || ':' || item_id)), '^(....)(....)(....).*', '\1-\2-\3'
    ) as case_number,
from kept_open;

-- name: every_open_item
-- One row per open item.
select *,
from items_open;
