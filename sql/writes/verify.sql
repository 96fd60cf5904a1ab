-- name: logged_messages
-- One row: how many event messages and moves the logs hold.
select
    (select count(*), from event_log) as events,
    (select count(*), from move_log) as moves,;

-- name: best_facts
-- One row per item of a share of all items: its best facts by the log.
-- uses: said_events=shared_events, kept_facts, said_best
select *,
from said_best;

-- name: logged_moves
-- One row per move of a share of all items, in the order that counts.
-- uses: own_moves=shared_moves, targeted_moves
select *,
from targeted_moves
order by epoch, partition_no, offset_no;

-- name: recounted_items
-- One row per item that was folded anew, as it should stand.
-- uses: staged_facts=refolded_facts, staged_handling=refolded_handling, dated_items
with open_statuses as (
    select status, from statuses
    where is_open
)

select
    dated_items.*,
    open_statuses.status is not null as is_open,
from dated_items
left join open_statuses using (status);

-- name: kept_items
-- One row per item of a share of all items, as it stands, and in which table.
select
    * exclude (row_no),
    true as is_open,
from items_open
where hash(kind, item_id) % $shares::ubigint = $share::ubigint
union all
select
    * exclude (row_no),
    false as is_open,
from items_finished
where hash(kind, item_id) % $shares::ubigint = $share::ubigint;

-- name: log_faults
-- One row per message that stands twice, or that the offsets say was not read yet.
-- uses: logged=every_message
select
    logged.epoch,
    logged.topic,
    logged.partition_no,
    logged.offset_no,
    count(*) as copies,
    any_value(offsets.next_offset) as next_offset,
from logged
left join offsets using (epoch, topic, partition_no)
group by all
having
    count(*) > 1
    or coalesce(any_value(offsets.next_offset), 0) <= logged.offset_no
order by logged.epoch, logged.topic, logged.partition_no, logged.offset_no
limit 1;

-- name: batch_faults
-- One row per batch whose rows are not as many as it says.
-- uses: every_message
with counted as (
    select
        batch_no,
        count(*) filter (where written_to = 'events') as events,
        count(*) filter (where written_to = 'moves') as moves,
        count(*) filter (where written_to = 'desk_entries') as desk_entries,
        count(*) filter (where written_to = 'rejects') as rejects,
    from every_message
    group by batch_no
)

select
    coalesce(counted.batch_no, batches.batch_no) as batch_no,
    coalesce(counted.events, 0)
    + coalesce(counted.moves, 0)
    + coalesce(counted.desk_entries, 0)
    + coalesce(counted.rejects, 0) as rows_found,
    batches.events + batches.moves + batches.desk_entries + batches.rejects
        as rows_said,
from counted
full join batches using (batch_no)
where
    coalesce(counted.events, 0) is distinct from batches.events
    or coalesce(counted.moves, 0) is distinct from batches.moves
    or coalesce(counted.desk_entries, 0) is distinct from batches.desk_entries
    or coalesce(counted.rejects, 0) is distinct from batches.rejects
order by batch_no
limit 1;

-- name: linked_entries
-- One row per link of a stretch of the desk's chain, with the entry that it proves.
select
    desk_links.position_no,
    desk_links.link,
    desk_log.*,
from desk_links
left join desk_log using (epoch, partition_no, offset_no)
where
    desk_links.position_no > $after_position::bigint
    and desk_links.position_no <= $until_position::bigint
order by desk_links.position_no;

-- name: unlinked_entries
-- One row: the first desk entry that no link of the chain proves, if there is any.
select
    entry_id,
    offset_no,
from desk_log
anti join desk_links using (epoch, partition_no, offset_no)
order by epoch, offset_no
limit 1;

-- name: count_cells
-- One row: how many cells and changes of cells the store keeps.
-- uses: kept_cells
select count(*) as cells,
from kept_cells;

-- name: cell_faults
-- One row per cell that is not what the items make it, with what it is too much by.
-- Taking the items off what waits to be counted leaves nothing of a sound store.
-- uses: counted_items=uncounted, loose_cells=kept_cells, added_cells
with sized as (
    select
        *,
        greatest(*columns(lambda name: is_measure(name))) as largest,
        least(*columns(lambda name: is_measure(name))) as smallest,
    from added_cells
)

select * exclude (largest, smallest),
from sized
where largest <> 0 or smallest <> 0
order by all
limit 1;
