-- name: append_events
-- One row per accepted event message of the batch.
insert into event_log by name
select * exclude (message_no),
from new_events;

-- name: append_moves
-- One row per move message of the batch.
insert into move_log by name
select *,
from new_moves;

-- name: append_desk_entries
-- One row per desk message of the batch.
insert into desk_log by name
select *,
from new_desk_entries;

-- name: last_desk_link
-- One row: the newest link of the desk's chain; none before the first entry.
select
    position_no,
    link,
from desk_links
order by position_no desc
limit 1;

-- name: append_desk_links
-- One row per desk message of the batch.
insert into desk_links by name
select *,
from new_desk_links;

-- name: append_desk_results
-- One row per desk entry that something was done for; an entry has one result.
insert into desk_results by name
select *,
from new_desk_results
where not exists (
    select desk_results.entry_id, from desk_results
    where desk_results.entry_id = new_desk_results.entry_id
);

-- name: append_rejects
-- One row per refused message of the batch.
insert into rejects by name
select *,
from new_rejects;
