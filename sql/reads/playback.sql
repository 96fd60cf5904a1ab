-- name: played_counts
-- One row per step, division, stream and severity: by how much its counts change.
-- The sums up to a step are what the wall says as of its end: received and ended on
-- the window's first day in Shanghai or on its second, open. `arrived` is what was
-- first told of within the step, as it is known at its end.
-- uses: played_states
with counted as (
    select
        *,
        status <> 'merged' as is_received,
        case when is_as_opened and status <> 'merged' then closed_at end as ended_at,
        case when status <> 'merged' then confirmed_at end as judged_at,
    from played_states
    where is_counted
),

changes as (
    select
        *,
        1 as sign,
        step_no as changed_no,
    from counted
    union all by name
    select
        *,
        -1 as sign,
        next_step_no as changed_no,
    from counted
    where next_step_no is not null
),

days as (
    select
        $day_at::timestamptz as first_at,
        $day_at::timestamptz + interval 1 day as second_at,
)

select
    changed_no,
    division_code,
    kind,
    severity,
    count(*) filter (
        where
        sign = 1
        and is_received
        and arrived_no > 0
        and arrived_no = step_no
    ) as arrived,
    coalesce(
        sum(sign) filter (
            where is_received and received_at >= first_at and received_at < second_at
        ), 0
    )::bigint as received_first,
    coalesce(
        sum(sign) filter (where is_received and received_at >= second_at), 0
    )::bigint as received_second,
    coalesce(
        sum(
            (ended_at >= first_at and ended_at < second_at)::integer * sign
        ), 0
    )::bigint
    + coalesce(
        sum(
            (judged_at >= first_at and judged_at < second_at)::integer * sign
        ), 0
    )::bigint as ended_first,
    coalesce(sum((ended_at >= second_at)::integer * sign), 0)::bigint
    + coalesce(sum((judged_at >= second_at)::integer * sign), 0)::bigint
        as ended_second,
    coalesce(sum(sign) filter (where is_open and is_as_opened), 0)::bigint
        as open_count,
from changes
cross join days
group by all
order by changed_no, division_code, kind, severity;

-- name: played_grave
-- One row per grave item and span of steps in which it is open and of the same facts.
-- What came last stands first; `total` says how many there are.
-- uses: played_keys=played_grave_keys, unplaced=played_grave_spans, spots=placed
select
    *,
    count(*) over () as total,
from spots
order by
    arrived_no desc,
    received_at desc,
    kind asc,
    item_id asc,
    from_no asc
limit $row_limit::integer;
