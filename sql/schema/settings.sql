-- name: set_timezone
-- A session setting would leave every new cursor in UTC.
set global timezone = 'Asia/Shanghai';

-- name: set_checkpoint_threshold
-- The stall of a checkpoint grows with the log, what all of them cost hardly shrinks.
set global checkpoint_threshold = '16MB';

-- name: set_no_vacuum
-- Rewriting what has holes takes as long again and more: that is for quiet hours.
set global max_vacuum_tasks = 0;

-- name: set_changeable
-- What may be set when everything else is locked.
set global allowed_configs = [
    'max_vacuum_tasks',
    'dynamic_or_filter_threshold',
    'checkpoint_threshold'
];

-- name: allow_vacuum
-- What DuckDB ships.
set global max_vacuum_tasks = 100;

-- name: write_checkpoint
-- Blocks commits until it is done, not reads.
checkpoint;

-- name: leave_file_alone
-- Until the threshold is set again, all that is written stands in the log.
set global checkpoint_threshold = '1TB';

-- name: freed_blocks
-- One row: how many blocks of the file hold only what was there before.
select sum(free_blocks)::bigint as blocks,
from pragma_database_size();

-- name: fill_freed
-- Takes up so many blocks with numbers that cannot be compressed.
create or replace table filler (number ubigint);

-- name: fill_blocks
-- One row per 8 bytes: 32,768 of them fill a block.
insert into filler
select hash(range) as number,
from range($blocks::bigint * 32768);

-- name: drop_filler
-- Gives the blocks back.
drop table filler;

-- name: lock_settings
-- After this no statement can reach files, extensions or settings.
set lock_configuration = true;
