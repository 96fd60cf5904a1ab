-- name: holdings
-- One row: how much this store holds, and what it ends with.
-- Logs only grow, so of two stores of the same topics the one with less is the older.
select
    version() as duckdb,
    max(batch_no) as batch_no,
    max(written_at) as last_commit_at,
    (select count(*), from event_log) as events,
    (select count(*), from move_log) as moves,
    (select count(*), from desk_log) as desk_entries,
    (select count(*), from rejects) as rejects,
    (select count(*), from items_open) as open_items,
    (select count(*), from items_finished) as finished_items,
    (select count(*), from desk_links) as links,
    (select arg_max(link, position_no), from desk_links) as last_link,
from batches;
