-- name: forget_derived
-- Takes out every table that is counted from the logs.
-- The present program makes and fills them anew: no step has to mention them.
drop table if exists rollup_deltas;
drop table if exists rollups;
drop table if exists rollup_changes;
drop table if exists openings;
drop table if exists items_open;
drop table if exists items_finished;

-- name: change_schema
-- One row: the schema by which the tables of this store are made now.
update store_meta
set value = $schema::varchar
where name = 'schema';

-- name: about_kept
-- One row: about how many messages the logs of a store of any schema hold.
select coalesce(sum(estimated_size), 0)::bigint as messages,
from duckdb_tables()
where table_name in ('event_log', 'move_log', 'desk_log', 'rejects');
