-- name: indicators
-- One row per indicator: the dictionary, with the statement and columns it is made of.
select
    indicator,
    name_zh,
    name_en,
    formula_zh,
    formula_en,
    axis,
    statement,
    numerator,
    denominator,
    row_filter,
    unit,
    better,
    minimum_n,
    note,
from indicators
order by sort;

-- name: indicators_by_town
-- One row per axis, town and kind: every measure of the period.
-- What is overdue follows from now, so it comes from the open items.
-- uses: past_cells, late_cases
with cells as (
    select *,
    from past_cells
    union all by name
    select *,
    from late_cases
),

measures as (
    select
        axis,
        division_code,
        kind,
        coalesce(sum(columns(lambda name: is_measure(name))), 0)::bigint,
    from cells
    where
        grain = 'town'
        and not is_device_health
    group by all
)

select
    *,
    closed + overdue_open as closed_or_overdue,
    signed + unsigned_overdue as signed_or_overdue,
    assigned + unassigned_overdue as assigned_or_overdue,
from measures;

-- name: indicators_by_day
-- One row per axis, business day and kind: every measure of a range of towns.
-- And one on the axis `heard` for each day on which any town at all received a case.
-- uses: past_cells, late_cases
with cells as (
    select *,
    from past_cells
    union all by name
    select *,
    from late_cases
),

measures as (
    select
        axis,
        business_day,
        kind,
        coalesce(sum(columns(lambda name: is_measure(name))), 0)::bigint,
    from cells
    where
        grain = 'town'
        and not is_device_health
        and division_code >= $low::bigint
        and division_code < $high::bigint
    group by all
),

heard as (
    select distinct
        'heard' as axis,
        business_day,
        '' as kind,
    from cells
    where
        axis = 'received'
        and cases > 0
)

select
    *,
    closed + overdue_open as closed_or_overdue,
    signed + unsigned_overdue as signed_or_overdue,
    assigned + unassigned_overdue as assigned_or_overdue,
from measures
union all by name
select *,
from heard
order by axis, business_day, kind;

-- name: counts_by_category
-- One row per axis, town, kind, category and severity: items and cases of the period.
-- uses: past_cells
select
    axis,
    division_code,
    kind,
    category,
    severity,
    coalesce(sum(items), 0)::bigint as items,
    coalesce(sum(cases), 0)::bigint as cases,
    coalesce(sum(closed), 0)::bigint as closed,
from past_cells
where
    grain = 'town'
    and not is_device_health
group by axis, division_code, kind, category, severity;

-- name: counts_by_village
-- One row per axis, division and kind: items and cases of the period.
-- uses: past_cells
select
    axis,
    division_code,
    kind,
    coalesce(sum(items), 0)::bigint as items,
    coalesce(sum(cases), 0)::bigint as cases,
    coalesce(sum(closed), 0)::bigint as closed,
    coalesce(sum(on_time), 0)::bigint as on_time,
from past_cells
where
    grain = 'village'
    and not is_device_health
group by axis, division_code, kind;

-- name: daily_received
-- One row per business day, town and kind: items received in the period.
-- uses: period_cells
select
    business_day,
    division_code,
    kind,
    sum(items)::bigint as received,
from period_cells
where
    grain = 'town'
    and axis = 'received'
    and not is_device_health
group by business_day, division_code, kind
order by business_day;

-- name: received_by_population
-- One row per town: items and cases received in the period, and its people.
-- uses: period_cells
with received as (
    select
        division_code,
        sum(items)::bigint as items,
        sum(cases)::bigint as cases,
    from period_cells
    where
        grain = 'town'
        and axis = 'received'
        and not is_device_health
    group by division_code
)

select
    division_code,
    coalesce(received.items, 0) as items,
    coalesce(received.cases, 0) as cases,
    coalesce(populations.population, 0) as population,
from populations
full join received using (division_code);
