-- name: period_cells
-- One row per cell or change of a cell whose business day is in the period.
-- uses: kept_cells
select *,
from kept_cells
where
    business_day >= $from_day::date
    and business_day < $until_day::date;

-- name: not_due_items
-- One row per case that has a round that is due later than now (sign -1).
-- uses: kept_items=every_item
select
    -1 as sign,
    *,
    null as item,
    $now_at::timestamptz as due_after,
from kept_items
where
    is_case
    and greatest(close_due_at, list_max(round_dues)) > $now_at::timestamptz;

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
where
    business_day >= $from_day::date
    and business_day < $until_day::date;

-- name: late_cases
-- One row per open case that missed a deadline, and what it missed, in the period.
-- On the axis of the day by which it is counted: closing by its due day, signing by the
-- hand-over's at the receiver, handing over by the day of receipt.
-- uses: open_items
with cases as (
    select
        open_items.*,
        statuses.waits_for,
        case
            when open_items.town_code > 0 then open_items.town_code
            else open_items.division_code
        end as own_town,
        center_seats.town_code as receiver_town,
    from open_items
    inner join statuses using (status)
    left join center_seats
        on open_items.handovers[-1].to_center = center_seats.center_code
    where
        open_items.version is not null
        and open_items.is_case
),

placed as (
    select
        'town' as grain,
        'due' as axis,
        close_due_at::date as business_day,
        own_town as division_code,
        kind,
        category,
        severity,
        is_device_health,
        1 as overdue_open,
        0 as unsigned_overdue,
        0 as unassigned_overdue,
    from cases
    where close_due_at < $now_at::timestamptz
    union all
    select
        'town' as grain,
        'handed' as axis,
        handovers[-1].handed_at::date as business_day,
        receiver_town as division_code,
        kind,
        category,
        severity,
        is_device_health,
        0 as overdue_open,
        1 as unsigned_overdue,
        0 as unassigned_overdue,
    from cases
    where
        len(handovers) > 0
        and handovers[-1].ended_at is null
        and sign_due_at < $now_at::timestamptz
    union all
    select
        'town' as grain,
        'received' as axis,
        received_at::date as business_day,
        own_town as division_code,
        kind,
        category,
        severity,
        is_device_health,
        0 as overdue_open,
        0 as unsigned_overdue,
        1 as unassigned_overdue,
    from cases
    where
        waits_for = 'assign'
        and assigned_at is null
        and assign_due_at < $now_at::timestamptz
)

select *,
from placed
where
    business_day >= $from_day::date
    and business_day < $until_day::date;
