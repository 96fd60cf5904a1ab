-- name: waiting_counted
-- One row per change of an item that no cell holds yet.
select
    *,
    null as item,
from rollup_changes;

-- name: all_counted
-- One row per item of the store (sign 1): what a recount starts from.
-- uses: kept_items=every_item
select
    1 as sign,
    *,
    null as item,
from kept_items;

-- name: told_items
-- One row per item of the store (sign 1), with all that is kept of it as `item`.
-- uses: kept_items=every_item
select
    1 as sign,
    *,
    kept_items as item,
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
    null as item,
from kept_items;

-- name: measured_items
-- One row per item of `counted_items` that counts: its days, and what is measured.
-- A measure is added up wherever cells are; to add one, write it here. `item` says
-- which one it is where that is asked, and is null elsewhere.
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
        counted_items.*,
        is_case and closed_at is not null as is_closed,
        is_case
        and closed_at is not null
        and favourable_outcomes.outcome is not null as is_settled,
        favourable_answers.satisfaction is not null as is_satisfied,
    from counted_items
    left join favourable_outcomes using (outcome)
    left join favourable_answers using (satisfaction)
    where counted_items.version is not null
)

select
    sign,
    item,
    kind,
    category,
    severity,
    status,
    is_device_health,
    division_code,
    expected_tier,
    resolved_tier,
    -- Shanghai has no summer time, and a cast through its calendar is slow.
    date '1970-01-01' + ((epoch_ms(received_at) + 28800000) // 86400000)::integer
        as received_day,
    date '1970-01-01' + ((epoch_ms(close_due_at) + 28800000) // 86400000)::integer
        as due_day,
    date '1970-01-01' + ((epoch_ms(closed_at) + 28800000) // 86400000)::integer
        as closed_day,
    case when town_code > 0 then town_code else division_code end as town_code,
    floor(
        4 * log2(greatest(epoch(closed_at - received_at) / 60, 1))
    )::integer as bucket,
    1 as items,
    is_case::integer as cases,
    is_closed::integer as closed,
    (
        is_case
        and status <> 'redirected'
        and coalesce(closed_at <= close_due_at, false)
    )::integer as on_time,
    (is_case and signed_at is not null)::integer as signed,
    (is_case and coalesce(signed_at <= sign_due_at, false))::integer as signed_on_time,
    (is_case and fed_back_at is not null)::integer as fed_back,
    (acknowledged_at is not null)::integer as acknowledged,
    is_confirmed::integer as confirmed,
    (is_case and returned_count > 0)::integer as returned,
    (is_case and reopened_count > 0)::integer as reopened,
    is_settled::integer as settled,
    (is_settled and not has_recurred)::integer as settled_first_time,
    (is_case and joint_count > 0)::integer as joint,
    (is_case and satisfaction is not null)::integer as visited,
    (is_case and is_satisfied)::integer as satisfied,
    (is_case and supervision is not null)::integer as supervised,
    (first_response_at is not null)::integer as responded,
    coalesce(greatest(epoch(first_response_at - received_at), 0), 0)::bigint
        as response_s,
from marked;

-- name: cells
-- One row per cell of the rollups that `counted_items` change, with the change.
-- The axis `closed` holds whatever has come to an end, dismissed signals too; `cases`
-- counts the cases among them, and durations and tiers are of cases alone.
-- Deltas and a recount of everything are this one statement.
-- uses: measured_items
with placed as (
    select
        measured_items.* exclude (item, received_day, due_day, closed_day),
        axes.axis,
        case axes.axis
            when 'received' then received_day
            when 'closed' then closed_day
            else due_day
        end as business_day,
    from measured_items
    cross join (values ('received'), ('due'), ('closed')) as axes (axis)
    where business_day is not null and (axes.axis <> 'due' or cases = 1)
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
        sum(sign * columns(lambda name: is_measure(name)))::bigint,
    from placed
    group by all
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
        sum(sign * columns(['items', 'cases', 'closed', 'on_time']))::bigint,
    from placed
    group by all
),

ended_cases as (
    select *,
    from placed
    where axis = 'closed' and cases = 1 and not is_device_health
),

durations as (
    select
        'duration' as grain,
        axis,
        business_day,
        town_code as division_code,
        kind,
        bucket,
        sum(sign * columns(['items', 'cases']))::bigint,
    from ended_cases
    group by all
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
        sum(sign * columns(['items', 'cases']))::bigint,
    from ended_cases
    group by all
),

changed as (
    select *,
    from towns
    union all by name
    select *,
    from villages
    union all by name
    select *,
    from durations
    union all by name
    select *,
    from tiers
),

sized as (
    select
        *,
        greatest(*columns(lambda name: is_measure(name))) as largest,
        least(*columns(lambda name: is_measure(name))) as smallest,
    from changed
)

select * exclude (largest, smallest),
from sized
where largest <> 0 or smallest <> 0;

-- name: added_cells
-- One row per cell of `loose_cells`: its changes added up.
select
    columns(lambda name: not is_measure(name)),
    sum(columns(lambda name: is_measure(name)))::bigint,
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
