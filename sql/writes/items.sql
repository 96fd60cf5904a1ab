-- name: drop_openings
-- Takes out how items opened by an earlier contract.
delete from openings;

-- name: put_openings
-- One row per kind: the handling of an item that no move has touched.
insert into openings by name
select *,
from new_openings;

-- name: touched_keys
-- One row per item that the batch touches: the key by which the hub's index knows it.
-- uses: touched_items
select distinct hash(kind, item_id) as item_key,
from touched_items;

-- name: item_keys
-- One row per item of the store: its key and its row.
-- uses: every_item
select
    hash(kind, item_id) as item_key,
    row_no,
from every_item;

-- name: push_few_keys
-- What DuckDB ships: a join tells a scan the range of its keys, hardly more.
set session dynamic_or_filter_threshold = 50;

-- name: push_many_keys
-- A join tells a scan each of its keys, and the scan skips what holds none of them.
set session dynamic_or_filter_threshold = 100000;

-- name: stage_row_ids
-- One row per row that may belong to a touched item: where it stands.
-- A rowid is found without reading the table, but holds in this transaction only.
create or replace temp table known_row_ids as
select
    row_no,
    rowid as row_id,
    true as is_open,
from items_open
semi join candidate_rows using (row_no)
union all
select
    row_no,
    rowid as row_id,
    false as is_open,
from items_finished
semi join candidate_rows using (row_no);

-- name: stage_present
-- One row per item that the batch touches and the store knows, with where it stands.
-- By row_no a scan skips row groups, by rowid it skips vectors.
-- uses: touched_items
create or replace temp table present_items as
with open_row_ids as (
    select
        row_no,
        row_id,
    from known_row_ids
    where is_open
),

finished_row_ids as (
    select
        row_no,
        row_id,
    from known_row_ids
    where not is_open
),

known as (
    select
        *,
        rowid as row_id,
        true as is_open,
    from items_open
    semi join open_row_ids
        on
            items_open.rowid = open_row_ids.row_id
            and items_open.row_no = open_row_ids.row_no
    union all
    select
        *,
        rowid as row_id,
        false as is_open,
    from items_finished
    semi join finished_row_ids
        on
            items_finished.rowid = finished_row_ids.row_id
            and items_finished.row_no = finished_row_ids.row_no
)

-- Two items may share a key; only the touched one is meant.
select known.*,
from known
semi join touched_items using (kind, item_id);

-- name: stage_present_handling
-- One row per present item: what its moves made of it.
create or replace temp table present_handling as
select
    kind,
    item_id,
    -- names: handling
from present_items;

-- name: every_present_handling
-- One row per present item, whether it was moved or not.
select *,
from present_handling;

-- name: items_between
-- One row per item that stands in a half-open span of rows.
-- uses: every_item
select
    kind,
    item_id,
from every_item
where
    row_no >= $low::bigint
    and row_no < $high::bigint;

-- name: handling_of
-- One row per moved item of the batch that has moves already.
select *,
from present_handling
semi join moved_items using (kind, item_id)
where first_move_at is not null;

-- name: stage_best
-- One row per touched item: the message that has its best facts (-1: the store).
-- Narrow rows are ranked, wide ones only joined: half the time of a window.
create or replace temp table best_versions as
with versions as (
    select
        kind,
        item_id,
        version,
        content_hash,
        message_no,
        record_at as received_at,
        false as is_present,
        false as is_moved,
    from new_events
    union all
    select
        kind,
        item_id,
        version,
        content_hash,
        case when version is not null then -1 end as message_no,
        received_at,
        true as is_present,
        false as is_moved,
    from present_items
    union all
    select
        kind,
        item_id,
        null as version,
        null as content_hash,
        null as message_no,
        null as received_at,
        false as is_present,
        true as is_moved,
    from new_handling
)

select
    kind,
    item_id,
    min(received_at) as received_at,
    any_value(received_at) filter (where is_present) as known_at,
    -- Of equal messages the one that the store has wins: nothing changes then.
    arg_max(message_no, row(version, content_hash, -message_no)) as message_no,
    bool_or(is_present) as is_present,
    bool_or(is_moved) as is_moved,
from versions
group by kind, item_id;

-- name: stage_handling
-- One row per item that the batch changes: its newest handling.
-- A repeat of what is known changes nothing, and its row is left alone.
create or replace temp table staged_handling as
with refreshed as (
    select
        kind,
        item_id,
    from best_versions
    where
        is_present
        and not is_moved
        and (message_no >= 0 or received_at is distinct from known_at)
)

select *,
from new_handling
union all by name
select *,
from present_handling
semi join refreshed using (kind, item_id)
union all by name
select
    best_versions.kind,
    best_versions.item_id,
    openings.* exclude (kind, item_id),
from best_versions
inner join openings using (kind)
where not best_versions.is_present and not best_versions.is_moved;

-- name: stage_items
-- One row per item that the batch changes: its facts, its handling, its deadlines.
-- uses: staged_facts=batch_facts, dated_items
create or replace temp table staged_items as
select
    dated_items.*,
    $first_row_no::bigint + row_number() over () as row_no,
from dated_items;

-- name: drop_changed_open
-- Takes the changed items out, so that each stands once, in the table it belongs to.
delete from items_open
using (
    select
        row_no,
        row_id,
    from present_items
    semi join staged_items using (kind, item_id)
    where is_open
) as changed
where
    items_open.rowid = changed.row_id
    and items_open.row_no = changed.row_no;

-- name: drop_changed_finished
-- Takes the changed items out, so that each stands once, in the table it belongs to.
delete from items_finished
using (
    select
        row_no,
        row_id,
    from present_items
    semi join staged_items using (kind, item_id)
    where not is_open
) as changed
where
    items_finished.rowid = changed.row_id
    and items_finished.row_no = changed.row_no;

-- name: put_open
-- One row per changed item that is open.
insert into items_open by name
with open_statuses as (
    select status, from statuses
    where is_open
)

select staged_items.*,
from staged_items
semi join open_statuses
    using (status);

-- name: put_finished
-- One row per changed item that is not open.
insert into items_finished by name
with open_statuses as (
    select status, from statuses
    where is_open
)

select staged_items.*,
from staged_items
anti join open_statuses
    using (status);

-- name: changed_items
-- One row per changed item: its key, its new row, and the row it had (null: it is new).
select
    hash(staged_items.kind, staged_items.item_id) as item_key,
    staged_items.row_no,
    present_items.row_no as old_row_no,
from staged_items
left join present_items using (kind, item_id);
