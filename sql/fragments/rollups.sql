-- name: waiting_counted
-- One row per change of an item that no cell holds yet.
select
    *,
    null as item,
    null::timestamptz as due_after,
from rollup_changes;

-- name: all_counted
-- One row per item of the store (sign 1): what a recount starts from.
-- uses: kept_items=every_item
select
    1 as sign,
    *,
    null as item,
    null::timestamptz as due_after,
from kept_items;

-- name: dated_told_items
-- One row per item with a day of `$axis` in the period (sign 1), what is told `item`.
-- What is known of the period stands as plain bounds, so that older rows are not read;
-- what was reopened has earlier rounds with days of their own, and is read by that.
-- uses: kept_items=every_item, reopened_items=every_item
with dated as (
    select *,
    from kept_items
    where
        ($axis::varchar in ('received', 'handed') or reopened_count = 0)
        and (
            $axis::varchar <> 'received'
            or (
                received_at >= $from_day::date::timestamptz
                and received_at < $until_day::date::timestamptz
            )
        )
        and (
            $axis::varchar <> 'due'
            or (
                close_due_at >= $from_day::date::timestamptz
                and close_due_at < $until_day::date::timestamptz
            )
        )
        and (
            $axis::varchar <> 'closed'
            or (
                closed_at >= $from_day::date::timestamptz
                and closed_at < $until_day::date::timestamptz
            )
        )
        and (
            $axis::varchar <> 'handed'
            or (
                handovers[-1].handed_at >= $from_day::date::timestamptz
                and handovers[1].handed_at < $until_day::date::timestamptz
            )
        )
    union all by name
    select *,
    from reopened_items
    where
        $axis::varchar in ('due', 'closed')
        and reopened_count > 0
)

select
    1 as sign,
    *,
    struct_pack(
        item_id,
        case_number,
        owner_center,
        title,
        campaign,
        channel,
        received_at,
        assign_due_at,
        close_due_at,
        closed_at
    ) as item,
    null::timestamptz as due_after,
from dated;

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
    null::timestamptz as due_after,
from kept_items;

-- name: counted_rounds
-- One row per item of `counted_items` that counts and axis: what is measured of it.
-- It is received once; it is due and closed once a round, and handed once for every
-- hand-over, at its receiver. What was merged counts with its target alone.
-- `due_at` and `ended_at` are the round's or the hand-over's own, `started_at` the
-- round's.
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
        case when town_code > 0 then town_code else division_code end as own_town,
    from counted_items
    left join favourable_outcomes using (outcome)
    left join favourable_answers using (satisfaction)
    where
        counted_items.version is not null
        and counted_items.status <> 'merged'
),

axes as (
    select unnest(['received', 'due', 'closed']) as axis,
),

newest as (
    select
        marked.*,
        axes.axis,
        case axes.axis when 'due' then close_due_at end as due_at,
        case when axes.axis <> 'received' then closed_at end as ended_at,
        case axes.axis
            when 'received' then received_at
            when 'closed' then closed_at
            else close_due_at
        end as counted_at,
        coalesce(round_started_at, received_at) as started_at,
    from marked
    cross join axes
    where axes.axis <> 'due' or is_case
),

round_numbers as (
    select
        *,
        unnest(range(1, len(rounds) + 1)) as round_no,
    from marked
    where is_case and len(rounds) > 0
),

earlier as (
    select
        round_numbers.*,
        rounds[round_no] as round,
        coalesce(rounds[round_no]['started_at'], received_at) as begun_at,
        coalesce(rounds[round_no + 1]['started_at'], round_started_at) as next_at,
        favourable_outcomes.outcome is not null as was_settled,
    from round_numbers
    left join favourable_outcomes
        on rounds[round_no]['outcome'] = favourable_outcomes.outcome
),

handover_numbers as (
    select
        *,
        unnest(range(1, len(handovers) + 1)) as handover_no,
    from marked
    where is_case and len(handovers) > 0
)

select
    sign,
    item,
    due_after,
    kind,
    category,
    severity,
    status,
    is_device_health,
    division_code,
    own_town as town_code,
    expected_tier,
    resolved_tier,
    axis,
    due_at,
    ended_at,
    counted_at,
    floor(
        4 * log2(greatest(seconds_between(started_at, closed_at) / 60, 1))
    )::integer
        as bucket,
    1 as items,
    is_case::integer as cases,
    is_closed::integer as closed,
    (
        is_case
        and status <> 'redirected'
        and coalesce(closed_at <= close_due_at, false)
    )::integer as on_time,
    (is_case and assigned_at is not null)::integer as assigned,
    (is_case and coalesce(assigned_at <= assign_due_at, false))::integer
        as assigned_on_time,
    (is_case and signed_at is not null)::integer as signed,
    0 as signed_on_time,
    (is_case and fed_back_at is not null)::integer as fed_back,
    (acknowledged_at is not null)::integer as acknowledged,
    is_confirmed::integer as confirmed,
    (is_case and returned_count > 0)::integer as returned,
    (is_case and reopened_count > 0)::integer as reopened,
    is_settled::integer as settled,
    (is_settled and not has_recurred)::integer as settled_first_time,
    (is_case and len(task_dues) > 0)::integer as joint,
    (is_case and satisfaction is not null)::integer as visited,
    (is_case and is_satisfied)::integer as satisfied,
    (is_case and supervision is not null)::integer as supervised,
    (first_response_at is not null)::integer as responded,
    coalesce(greatest(seconds_between(received_at, first_response_at), 0), 0)::bigint
        as response_s,
    started_at,
from newest
where counted_at is not null
union all by name
select
    sign,
    item,
    due_after,
    kind,
    category,
    severity,
    round['status'] as status,
    is_device_health,
    division_code,
    own_town as town_code,
    expected_tier,
    resolved_tier,
    axes.axis,
    round_dues[round_no] as due_at,
    round['closed_at'] as ended_at,
    case axes.axis when 'due' then round_dues[round_no] else round['closed_at'] end
        as counted_at,
    floor(
        4
        * log2(greatest(seconds_between(begun_at, round['closed_at']) / 60, 1))
    )::integer as bucket,
    1 as items,
    1 as cases,
    1 as closed,
    (
        round['status'] <> 'redirected'
        and coalesce(round['closed_at'] <= round_dues[round_no], false)
    )::integer as on_time,
    was_settled::integer as settled,
    (was_settled and next_at > round['closed_at'] + interval 90 days)::integer
        as settled_first_time,
    begun_at as started_at,
from earlier
inner join axes on axes.axis <> 'received'
where counted_at is not null
union all by name
select
    sign,
    item,
    due_after,
    kind,
    category,
    severity,
    status,
    is_device_health,
    center_seats.division_code,
    center_seats.town_code,
    'handed' as axis,
    handover_dues[handover_no] as due_at,
    handovers[handover_no].ended_at as ended_at,
    handovers[handover_no].handed_at as counted_at,
    1 as items,
    1 as cases,
    coalesce(handovers[handover_no].ending = 'signed', false)::integer as signed,
    coalesce(
        handovers[handover_no].ending = 'signed' and ended_at <= due_at, false
    )::integer as signed_on_time,
from handover_numbers
inner join center_seats
    on handovers[handover_no].to_center = center_seats.center_code;

-- name: measured_items
-- One row per item that counts, axis and round or hand-over: its day, what is measured.
-- A measure is added up wherever cells are; to add one, write it into `counted_rounds`.
-- `item` says which one it is where that is asked, and is null elsewhere; where
-- `due_after` is set, only what is due later counts.
-- uses: counted_rounds
select
    * exclude (due_after, counted_at),
    -- Shanghai has no summer time, and a cast through its calendar is slow.
    day_of_us(epoch_us(counted_at)) as business_day,
from counted_rounds
where due_after is null or due_at > due_after;

-- name: cells
-- One row per cell of the rollups that `counted_items` change, with the change.
-- The axis `closed` holds whatever has come to an end, dismissed signals too; `cases`
-- counts the cases among them, and durations and tiers are of cases alone.
-- Deltas and a recount of everything are this one statement.
-- uses: measured_items
with towns as (
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
        coalesce(sum(sign * columns(lambda name: is_measure(name))), 0)::bigint,
    from measured_items
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
        coalesce(
            sum(sign * columns(['items', 'cases', 'closed', 'on_time'])), 0
        )::bigint,
    from measured_items
    group by all
),

ended_cases as (
    select *,
    from measured_items
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
