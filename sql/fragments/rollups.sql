-- name: waiting_counted
-- One row per change of an item that no cell holds yet.
select *,
from rollup_changes;

-- name: all_counted
-- One row per item of the store (sign 1): what a recount starts from.
-- uses: kept_items=every_item
select
    1 as sign,
    *,
from kept_items;

-- name: uncounted
-- One row per item (sign -1) and per change that no cell holds yet.
-- Their cells and those of the rollups come to nothing.
-- uses: kept_items=every_item, waiting_counted
select *,
from waiting_counted
union all by name
select
    -1 as sign,
    kept_items.*,
from kept_items;

-- name: cells
-- One row per cell of the rollups that `counted_items` change, with the change.
-- The axis `closed` holds whatever has come to an end, dismissed signals too; `cases`
-- counts the cases among them, and durations and tiers are of cases alone.
-- Deltas and a recount of everything are this one statement.
with favourable_outcomes as (
    select code as outcome, from code_lists
    where list = 'settled_outcome'
),

favourable_answers as (
    select code as satisfaction, from code_lists
    where list = 'satisfied_answer'
),

marked as (
    select
        counted_items.sign,
        counted_items.kind,
        counted_items.category,
        counted_items.severity,
        counted_items.status,
        counted_items.is_device_health,
        counted_items.division_code,
        counted_items.is_case,
        counted_items.expected_tier,
        counted_items.resolved_tier,
        -- Shanghai has no summer time, and a cast through its calendar is slow.
        date '1970-01-01'
        + ((epoch_ms(counted_items.received_at) + 28800000) // 86400000)::integer
            as received_day,
        date '1970-01-01'
        + ((epoch_ms(counted_items.close_due_at) + 28800000) // 86400000)::integer
            as due_day,
        date '1970-01-01'
        + ((epoch_ms(counted_items.closed_at) + 28800000) // 86400000)::integer
            as closed_day,
        case
            when counted_items.town_code > 0 then counted_items.town_code
            else counted_items.division_code
        end as town_code,
        floor(
            4 * log2(greatest(
                epoch(counted_items.closed_at - counted_items.received_at) / 60, 1
            ))
        )::integer as bucket,
        counted_items.is_case and counted_items.closed_at is not null as is_closed,
        counted_items.is_case
        and coalesce(
            counted_items.closed_at <= counted_items.close_due_at, false
        ) as is_on_time,
        counted_items.is_case and counted_items.signed_at is not null as is_signed,
        counted_items.is_case
        and coalesce(
            counted_items.signed_at <= counted_items.sign_due_at, false
        ) as is_signed_on_time,
        counted_items.is_case and counted_items.fed_back_at is not null as is_fed_back,
        counted_items.acknowledged_at is not null as is_acknowledged,
        counted_items.is_confirmed,
        counted_items.is_case and counted_items.returned_count > 0 as is_returned,
        counted_items.is_case and counted_items.reopened_count > 0 as is_reopened,
        counted_items.is_case
        and counted_items.closed_at is not null
        and favourable_outcomes.outcome is not null as is_settled,
        not counted_items.has_recurred as is_first_time,
        counted_items.is_case and counted_items.joint_count > 0 as is_joint,
        counted_items.is_case and counted_items.satisfaction is not null as is_visited,
        counted_items.is_case
        and favourable_answers.satisfaction is not null as is_satisfied,
        counted_items.is_case
        and counted_items.supervision is not null as is_supervised,
        counted_items.first_response_at is not null as is_responded,
        coalesce(
            greatest(
                epoch(counted_items.first_response_at - counted_items.received_at), 0
            ),
            0
        )::bigint as response_s,
    from counted_items
    left join favourable_outcomes using (outcome)
    left join favourable_answers using (satisfaction)
    where counted_items.version is not null
),

placed as (
    select
        marked.*,
        axes.axis,
        case axes.axis
            when 'received' then received_day
            when 'closed' then closed_day
            else due_day
        end as business_day,
    from marked
    cross join (values ('received'), ('due'), ('closed')) as axes (axis)
    where business_day is not null and (axes.axis <> 'due' or is_case)
),

towns as (
    select
        'town' as grain,
        axis,
        business_day,
        town_code as division_code,
        kind,
        category,
        severity,
        status,
        is_device_health,
        sum(sign) as items,
        sum(sign * is_case::integer) as cases,
        sum(sign * is_closed::integer) as closed,
        sum(sign * is_on_time::integer) as on_time,
        sum(sign * is_signed::integer) as signed,
        sum(sign * is_signed_on_time::integer) as signed_on_time,
        sum(sign * is_fed_back::integer) as fed_back,
        sum(sign * is_acknowledged::integer) as acknowledged,
        sum(sign * is_confirmed::integer) as confirmed,
        sum(sign * is_returned::integer) as returned,
        sum(sign * is_reopened::integer) as reopened,
        sum(sign * is_settled::integer) as settled,
        sum(sign * (is_settled and is_first_time)::integer) as settled_first_time,
        sum(sign * is_joint::integer) as joint,
        sum(sign * is_visited::integer) as visited,
        sum(sign * is_satisfied::integer) as satisfied,
        sum(sign * is_supervised::integer) as supervised,
        sum(sign * is_responded::integer) as responded,
        sum(sign * response_s) as response_s,
    from placed
    group by
        axis,
        business_day,
        town_code,
        kind,
        category,
        severity,
        status,
        is_device_health
),

villages as (
    select
        'village' as grain,
        axis,
        business_day,
        division_code,
        kind,
        status,
        is_device_health,
        sum(sign) as items,
        sum(sign * is_case::integer) as cases,
        sum(sign * is_closed::integer) as closed,
        sum(sign * is_on_time::integer) as on_time,
    from placed
    group by axis, business_day, division_code, kind, status, is_device_health
),

durations as (
    select
        'duration' as grain,
        axis,
        business_day,
        town_code as division_code,
        kind,
        bucket,
        sum(sign) as items,
        sum(sign) as cases,
    from placed
    where axis = 'closed' and is_case and not is_device_health
    group by axis, business_day, town_code, kind, bucket
),

tiers as (
    select
        'tier' as grain,
        axis,
        business_day,
        town_code as division_code,
        kind,
        severity,
        expected_tier,
        resolved_tier,
        sum(sign) as items,
        sum(sign) as cases,
    from placed
    where axis = 'closed' and is_case and not is_device_health
    group by
        axis,
        business_day,
        town_code,
        kind,
        severity,
        expected_tier,
        resolved_tier
)

select *,
from towns
where
    items <> 0
    or cases <> 0
    or closed <> 0
    or on_time <> 0
    or signed <> 0
    or signed_on_time <> 0
    or fed_back <> 0
    or acknowledged <> 0
    or confirmed <> 0
    or returned <> 0
    or reopened <> 0
    or settled <> 0
    or settled_first_time <> 0
    or joint <> 0
    or visited <> 0
    or satisfied <> 0
    or supervised <> 0
    or responded <> 0
    or response_s <> 0
union all by name
select *,
from villages
where items <> 0 or cases <> 0 or closed <> 0 or on_time <> 0
union all by name
select *,
from durations
where items <> 0
union all by name
select *,
from tiers
where items <> 0;

-- name: added_cells
-- One row per cell of `loose_cells`: its changes added up.
select
    grain,
    axis,
    business_day,
    division_code,
    kind,
    category,
    severity,
    status,
    is_device_health,
    bucket,
    expected_tier,
    resolved_tier,
    sum(items)::bigint as items,
    sum(cases)::bigint as cases,
    sum(closed)::bigint as closed,
    sum(on_time)::bigint as on_time,
    sum(signed)::bigint as signed,
    sum(signed_on_time)::bigint as signed_on_time,
    sum(fed_back)::bigint as fed_back,
    sum(acknowledged)::bigint as acknowledged,
    sum(confirmed)::bigint as confirmed,
    sum(returned)::bigint as returned,
    sum(reopened)::bigint as reopened,
    sum(settled)::bigint as settled,
    sum(settled_first_time)::bigint as settled_first_time,
    sum(joint)::bigint as joint,
    sum(visited)::bigint as visited,
    sum(satisfied)::bigint as satisfied,
    sum(supervised)::bigint as supervised,
    sum(responded)::bigint as responded,
    sum(response_s)::bigint as response_s,
from loose_cells
group by all;

-- name: summed_cells
-- One row per cell of `loose_cells` that is not empty.
-- Items leave a cell together with all that is counted of them.
-- uses: added_cells
select *,
from added_cells
where items <> 0;

-- name: slice_cells
-- One row per cell or change of a cell in the slice that is compacted.
select *,
from rollups
semi join compacted_days using (axis, business_day)
union all
select *,
from rollup_deltas
semi join compacted_days using (axis, business_day);

-- name: kept_cells
-- One row per cell or change of a cell that the store keeps.
-- uses: counted_items=waiting_counted, waiting_cells=cells
select *,
from rollups
union all
select *,
from rollup_deltas
union all by name
select *,
from waiting_cells;
