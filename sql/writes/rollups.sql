-- name: put_changes
-- One row per changed item as it was (sign -1) and as it is (sign 1).
-- Named columns: to bind all of a wide table takes longer than to count.
insert into rollup_changes by name
select
    -1 as sign,
    kind,
    -- names: counted
from present_items
semi join staged_items using (kind, item_id)
where version is not null
union all
select
    1 as sign,
    kind,
    -- names: counted
from staged_items
where version is not null;

-- name: put_deltas
-- One row per cell that the waiting changes change.
-- uses: counted_items=waiting_counted, cells
insert into rollup_deltas by name
select *,
from cells;

-- name: drop_changes
-- Takes out the changes that were made into deltas.
delete from rollup_changes;

-- name: waiting_counts
-- One row: how many changes wait to be made into deltas, and deltas to be compacted.
select
    (select count(*), from rollup_changes) as changes,
    (select count(*), from rollup_deltas) as deltas,;

-- name: stage_slice
-- One row per axis and business day of the slice that is compacted next.
-- The days with the most changes, as many as hold so many changes and so many cells, at
-- least one: a change costs little, but every cell of its day is written anew.
create or replace temp table compacted_days as
with changed_days as (
    select
        axis,
        business_day,
        count(*) as deltas,
    from rollup_deltas
    group by axis, business_day
),

kept_days as (
    select
        axis,
        business_day,
        count(*) as cells,
    from rollups
    group by axis, business_day
),

ranked as (
    select
        *,
        sum(deltas) over before_it as deltas_before,
        sum(cells) over before_it as cells_before,
    from changed_days
    left join kept_days using (axis, business_day)
    window before_it as (
        order by deltas desc, business_day asc, axis asc
        rows between unbounded preceding and 1 preceding
    )
)

select
    axis,
    business_day,
from ranked
where
    coalesce(deltas_before, 0) < $delta_limit::bigint
    and coalesce(cells_before, 0) < $cell_limit::bigint;

-- name: stage_compacted
-- One row per cell of the slice that is not empty, compacted.
-- uses: loose_cells=slice_cells, summed_cells
create or replace temp table compacted_cells as
select *,
from summed_cells;

-- name: drop_compacted_rollups
-- Takes the slice out of the compacted cells.
delete from rollups
using compacted_days
where
    rollups.axis = compacted_days.axis
    and rollups.business_day = compacted_days.business_day;

-- name: drop_compacted_deltas
-- Takes the slice out of the changes.
delete from rollup_deltas
using compacted_days
where
    rollup_deltas.axis = compacted_days.axis
    and rollup_deltas.business_day = compacted_days.business_day;

-- name: put_compacted
-- Puts the slice back, compacted.
insert into rollups by name
select *,
from compacted_cells;

-- name: drop_rollups
-- Takes all cells out, for a recount.
delete from rollups;

-- name: drop_deltas
-- Takes all changes out, for a recount.
delete from rollup_deltas;

-- name: put_recount
-- Puts the recounted cells in.
-- uses: counted_items=all_counted, cells
insert into rollups by name
select *,
from cells;

-- name: rollup_cells
-- One row per cell that is not empty: what is compacted and what changed since.
-- uses: loose_cells=kept_cells, summed_cells
select *,
from summed_cells;

-- name: recounted_cells
-- One row per cell of a recount, like `rollup_cells`.
-- uses: counted_items=all_counted, cells
select *,
from rollups
where false
union all by name
select *,
from cells;
