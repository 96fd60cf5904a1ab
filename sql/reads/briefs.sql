-- name: briefs_registered
-- One row per period of a division of which a brief was registered: the last of it.
-- The newest period first, at most so many, and in any case the two that are named; of
-- those also their figures, as JSON.
-- `number` counts the periods of a year in the order in which each was first final, so
-- that no later brief changes it.
-- uses: brief_entries
with issues as (
    select
        first_day,
        min(row(epoch, offset_no)) as at_place,
        arg_min(record_at, row(epoch, offset_no)) as issued_at,
        year(day_of_us(epoch_us(issued_at))) as year,
    from brief_entries
    group by first_day
),

numbered as (
    select
        first_day,
        year,
        row_number() over (partition by year order by at_place) as number,
    from issues
)

select
    entry_id,
    first_day,
    acting_role,
    acting_center,
    record_at as registered_at,
    case when first_day in ($first_day::date, $before_day::date) then figures end
        as figures,
    count(*) over (partition by first_day) as times,
    year,
    number,
from brief_entries
inner join numbered using (first_day)
qualify
    row_number() over (
        partition by first_day
        order by epoch desc, offset_no desc
    ) = 1
    and (
        dense_rank() over (order by first_day desc) <= $row_limit::integer
        or first_day in ($first_day::date, $before_day::date)
    )
order by first_day desc;

-- name: longest_overdue
-- One row per case past its closing deadline, what has been so for longest first.
-- A range of codes; at most so many out of `total`.
-- uses: timed_items
select
    kind,
    item_id,
    case_number,
    division_code,
    category,
    severity,
    status,
    title,
    owner_center,
    lead_agency,
    received_at,
    close_at as due_at,
    null as scale,
    count(*) over () as total,
from timed_items
where
    close_level > 0
    and division_code >= $low::bigint
    and division_code < $high::bigint
order by close_at, kind, item_id
limit $row_limit::integer;

-- name: largest_groups
-- One row per case of a group of people received in some days, the largest first.
-- A range of codes; at most so many out of `total`.
-- uses: items
select
    items.kind,
    items.item_id,
    items.case_number,
    items.division_code,
    items.category,
    items.severity,
    status_of(
        items.status,
        statuses.is_open,
        items.pauses,
        items.shelved_until,
        $now_at::timestamptz
    ) as status,
    items.title,
    items.owner_center,
    items.lead_agency,
    items.received_at,
    null::timestamptz as due_at,
    items.scale,
    count(*) over () as total,
from items
inner join statuses using (status)
where
    items.version is not null
    and items.is_case
    and items.status <> 'merged'
    and items.scale > '01'
    and items.received_at >= $from_day::date::timestamptz
    and items.received_at < $until_day::date::timestamptz
    and items.division_code >= $low::bigint
    and items.division_code < $high::bigint
order by
    items.scale desc,
    items.severity asc,
    items.received_at desc,
    items.kind asc,
    items.item_id asc
limit $row_limit::integer;

-- name: cases_by_category
-- One row per axis, town, kind and category: cases received and closed in the period.
-- Nothing of what is due: what is not due yet need not be looked for.
-- uses: period_cells
select
    axis,
    division_code,
    kind,
    category,
    coalesce(sum(cases), 0)::bigint as cases,
    coalesce(sum(closed), 0)::bigint as closed,
from period_cells
where
    grain = 'town'
    and axis in ('received', 'closed')
    and not is_device_health
group by axis, division_code, kind, category;
