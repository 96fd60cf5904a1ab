-- name: joint_totals
-- One row: open joint tasks that a seat sees, by how far they are, and their items.
-- An agency of '' is the center itself.
-- uses: joint_tasks
select
    count(distinct kind || ' ' || item_id) as operations,
    count(*) as tasks,
    count(*) filter (where state = 'sent') as to_sign,
    count(*) filter (where state = 'signed') as at_work,
    count(*) filter (where state = 'fed_back') as to_review,
    count(*) filter (where state = 'returned') as returned,
    count(*) filter (where is_late) as late,
from joint_tasks;

-- name: joint_agencies
-- One row per agency with open joint tasks that a seat sees: how many, how far, late.
-- `agency` is `center` where centers themselves were asked.
-- uses: joint_tasks
select
    agency,
    count(distinct kind || ' ' || item_id) as operations,
    count(*) as tasks,
    count(*) filter (where state = 'sent') as to_sign,
    count(*) filter (where state = 'signed') as at_work,
    count(*) filter (where state = 'fed_back') as to_review,
    count(*) filter (where state = 'returned') as returned,
    count(*) filter (where is_late) as late,
from joint_tasks
group by agency
order by late desc, tasks desc, agency asc;

-- name: joint_operations
-- One row per open joint task that a seat sees; items whose task presses most first.
-- An item has all its tasks, also where only items with a task of `$agency_shown` are
-- asked for ('' is any), or with a late one. At most so many items out of `total`.
-- uses: joint_tasks
with marked as (
    select
        *,
        bool_or(
            $agency_shown::varchar in ('', agency)
            and (is_late or $only_late::integer = 0)
        ) over (partition by kind, item_id) as is_wanted,
        coalesce(
            min(due_at)
            filter (where is_running and $agency_shown::varchar in ('', agency))
                over (partition by kind, item_id),
            timestamptz '9999-12-31 00:00:00+00'
        ) as presses_at,
    from joint_tasks
),

placed as (
    select
        *,
        dense_rank() over (order by presses_at, kind, item_id) as place,
    from marked
    where is_wanted
)

select
    * exclude (is_wanted, place, presses_at),
    max(place) over () as total,
from placed
qualify place <= $row_limit::integer
order by
    place asc,
    is_running desc,
    due_at asc nulls last,
    task_id asc;

-- name: joint_siblings
-- One row per center beside a seat's, and its own: open joint tasks in its range.
-- Aggregates alone: of its siblings a center sees no single item.
-- uses: joint_open_tasks
with siblings as (
    select beside.center_code,
    from centers as own
    inner join centers as beside
        on own.parent_center_code = beside.parent_center_code
    where own.center_code = $center_code::bigint
)

select
    center_code,
    count(distinct kind || ' ' || item_id) as operations,
    count(*) as tasks,
    count(*) filter (where is_late) as late,
from siblings
inner join center_ranges using (center_code)
inner join joint_open_tasks
    on
        center_ranges.low <= joint_open_tasks.division_code
        and center_ranges.high > joint_open_tasks.division_code
group by center_code
order by late desc, tasks desc, center_code asc;
