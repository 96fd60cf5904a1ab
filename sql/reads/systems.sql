-- name: changes_ahead
-- One row: the last batch that a page of changes looks through, and what there is.
-- `cursor_at` says whether the cursor is of this store, whose first batch is of
-- `began_at`.
-- uses: batches_ahead
with looked as (
    select
        max(batch_no) as until_batch,
        max(written_at) filter (
            where batch_no = $batch_no::bigint
        ) as cursor_at,
        arg_max(written_at, batch_no) as until_at,
    from batches_ahead
),

first_batch as (
    select max(written_at) as began_at,
    from batches
    where batch_no = 1
),

newest as (
    select max(batch_no) as last_batch,
    from batches
)

select *,
from looked
cross join first_batch
cross join newest;

-- name: changes_page
-- One row per change of a page: what a batch did to an item, and the item as it is now.
-- In the order of the batches and of the items in each.
-- uses: touched_ahead, candidates=touched_now, offered_items
select
    touched_ahead.batch_no,
    touched_ahead.written_at,
    touched_ahead.has_version,
    touched_ahead.moves,
    offered_items.*,
from touched_ahead
inner join offered_items using (kind, item_id)
where $only_kind::varchar in ('', kind)
order by
    touched_ahead.batch_no,
    kind,
    item_id
limit $row_limit::integer;

-- name: changes_since
-- One row: the last batch before all that were written at a moment or later.
-- A clock that was set back lets some come once more, and none be missed.
with later as (
    select min(batch_no) as first_later,
    from batches
    where written_at >= $since_at::timestamptz
),

earlier as (
    select
        batch_no,
        written_at,
    from batches
    cross join later
    where later.first_later is null or batches.batch_no < later.first_later
)

select
    coalesce(max(batch_no), 0) as batch_no,
    arg_max(written_at, batch_no) as written_at,
from earlier;

-- name: offered_page
-- One row per item of a page of those that a seat sees, newest first.
-- Of the `$most_rows` that come after the place of the last one that was told.
-- uses: candidates=passed_now, offered_items
select *,
from offered_items
where $status::varchar in ('', status)
order by
    received_at desc,
    kind asc,
    item_id asc
limit $row_limit::integer;

-- name: offered_until
-- One row: how many items a page looks at, and the place of the last of them.
-- uses: items_passed
select
    count(*) as passed,
    min(received_at) as received_at,
    arg_max(kind, row(-epoch_us(received_at), kind, item_id)) as kind,
    arg_max(item_id, row(-epoch_us(received_at), kind, item_id)) as item_id,
from items_passed;

-- name: offered_item
-- One row: an item, if a seat sees it or it was once handed to that.
-- uses: candidates=named_item, offered_items
select *,
from offered_items;
