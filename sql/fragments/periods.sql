-- name: period_cells
-- One row per cell or change of a cell whose business day is in the period.
-- uses: kept_cells
select *,
from kept_cells
where
    business_day >= $from_day::date
    and business_day < $until_day::date;

-- name: not_due_items
-- One row per case that is due in the period, but later than now (sign -1).
-- uses: kept_items=every_item
select
    -1 as sign,
    *,
    null as item,
from kept_items
where
    is_case
    and close_due_at > $now_at::timestamptz
    and close_due_at < $until_day::date::timestamptz;

-- name: not_due_cells
-- One row per cell of what is not due yet, with what to take off.
-- within: counted_items=not_due_items, cells
select *,
from cells
where axis = 'due';

-- name: past_cells
-- One row per cell or change of a cell whose business day is in the period.
-- On the axis `due` without what is not due yet: nobody is late before the hour.
-- uses: period_cells, not_due_cells
select *,
from period_cells
union all by name
select *,
from not_due_cells
where business_day >= $from_day::date;

-- name: late_cases
-- One row per open case of the period that missed its closing or its signing deadline.
-- On the axis of the day by which it is counted, with 1 for what it missed.
-- uses: open_items
with cases as (
    select
        open_items.kind,
        open_items.is_device_health,
        open_items.close_due_at,
        open_items.received_at,
        case
            when open_items.town_code > 0 then open_items.town_code
            else open_items.division_code
        end as division_code,
        open_items.close_due_at < $now_at::timestamptz as is_overdue,
        statuses.waits_for = 'sign'
        and open_items.signed_at is null
        and open_items.sign_due_at < $now_at::timestamptz as is_unsigned,
    from open_items
    inner join statuses using (status)
    where
        open_items.version is not null
        and open_items.is_case
),

placed as (
    select
        'town' as grain,
        'due' as axis,
        close_due_at::date as business_day,
        division_code,
        kind,
        is_device_health,
        1 as overdue_open,
        0 as unsigned_overdue,
    from cases
    where is_overdue
    union all
    select
        'town' as grain,
        'received' as axis,
        received_at::date as business_day,
        division_code,
        kind,
        is_device_health,
        0 as overdue_open,
        1 as unsigned_overdue,
    from cases
    where is_unsigned
)

select *,
from placed
where
    business_day >= $from_day::date
    and business_day < $until_day::date;
