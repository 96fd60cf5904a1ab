-- name: alert_rows
-- One row per line or batch of camera alerts that waits for a person, newest first.
-- Of lines the most severe first, of each at most so many; the sums are over them all.
-- `item_ids` are its alerts, the oldest first, at most so many.
-- uses: alert_groups
with placed as (
    select
        *,
        count(*) over (partition by is_line) as rows_total,
        sum(alerts) over (partition by is_line)::bigint as alerts_total,
        sum(late) over (partition by is_line)::bigint as late_total,
        min(due_at) over (partition by is_line) as first_due_at,
        row_number() over (
            partition by is_line
            order by
                case when is_line then severity end asc,
                coalesce(hour_at, newest_at) desc,
                hour_at is null asc,
                alerts desc,
                newest_at desc,
                town_code asc,
                category asc,
                camera_id asc,
                first_at asc
        ) as place,
    from alert_groups
)

select *,
from placed
where place <= $row_limit::integer
order by is_line desc, place asc;

-- name: alert_members
-- One row per waiting alert of a line or a batch, the oldest first, at most so many.
-- A camera of '' is any: that of a batch. Moments are in microseconds.
-- uses: waiting_alerts
select
    item_id,
    case_number,
    division_code,
    category,
    severity,
    received_at,
    due_at,
    coalesce(details ->> '$.camera_id', '') as camera_id,
    (details ->> '$.confidence')::double as confidence,
    count(*) over () as total,
from waiting_alerts
where
    town_code = $town_code::bigint
    and category = $category::varchar
    and is_line = ($camera_id::varchar <> '')
    and epoch_us(received_at) between $first_us::bigint and $newest_us::bigint
    and $camera_id::varchar in ('', details ->> '$.camera_id')
order by received_at asc, item_id asc
limit $row_limit::integer;

-- name: alert_load
-- One row per hour and town: alerts received, lines and batches that they began.
-- The recent ones began after `$recent_at`. A line or batch asks for a person once.
-- uses: sourced_alerts=received_alerts, alert_runs
with batched as (
    select
        town_code,
        min(received_at) as begun_at,
    from sourced_alerts
    where not is_line
    group by town_code, category, time_bucket(interval 1 hour, received_at)
),

begun as (
    select
        town_code,
        received_at as begun_at,
        0 as alerts,
        1 as askings,
    from alert_runs
    where is_first
    union all
    select
        town_code,
        begun_at,
        0 as alerts,
        1 as askings,
    from batched
    union all
    select
        town_code,
        received_at as begun_at,
        1 as alerts,
        0 as askings,
    from sourced_alerts
)

select
    time_bucket(interval 1 hour, begun_at) as hour_at,
    town_code,
    sum(alerts)::bigint as alerts,
    sum(askings)::bigint as askings,
    coalesce(
        sum(askings) filter (where begun_at > $recent_at::timestamptz), 0
    )::bigint as recent_askings,
    coalesce(
        sum(alerts) filter (where begun_at > $recent_at::timestamptz), 0
    )::bigint as recent_alerts,
from begun
group by hour_at, town_code
order by hour_at, town_code;
