-- name: waiting_alerts
-- One row per camera alert of a range of codes that waits for a person.
-- Nobody acknowledged or judged it, and it is not shelved, or is no more. Faults of
-- devices have a panel of their own. `is_line`: it asks on its own, while its camera is
-- known.
-- uses: open_items
select
    item_id,
    case_number,
    division_code,
    case when town_code > 0 then town_code else division_code end as town_code,
    coalesce(category, '') as category,
    severity,
    received_at,
    acknowledge_due_at as due_at,
    details,
    kept_until is null
    and (
        coalesce(severity in (select severity, from alert_lines), false)
        or coalesce(category in (select category, from alert_lines), false)
    ) as is_line,
from open_items
where
    kind = 'camera_alert'
    and version is not null
    and not is_device_health
    and status = 'raised'
    and acknowledged_at is null
    and division_code >= $low::bigint
    and division_code < $high::bigint;

-- name: received_alerts
-- One row per camera alert of a range of codes and a period, whatever became of it.
-- uses: items
select
    item_id,
    division_code,
    case when town_code > 0 then town_code else division_code end as town_code,
    coalesce(category, '') as category,
    received_at,
    details,
    coalesce(severity in (select severity, from alert_lines), false)
    or coalesce(category in (select category, from alert_lines), false) as is_line,
from items
where
    kind = 'camera_alert'
    and version is not null
    and not is_device_health
    and received_at >= $from_at::timestamptz
    and received_at < $until_at::timestamptz
    and division_code >= $low::bigint
    and division_code < $high::bigint;

-- name: alert_runs
-- One row per alert that asks on its own: which run of its camera and type it is in.
-- A run goes on while the next comes within so many minutes. Without a camera it is
-- alone. `sourced_alerts` are those that ask.
-- uses: sourced_alerts=waiting_alerts
with filmed as (
    select
        * exclude (details),
        coalesce(nullif(details ->> '$.camera_id', ''), item_id) as source_id,
        coalesce(details ->> '$.camera_id', '') as camera_id,
    from sourced_alerts
    where is_line
),

begun as (
    select
        *,
        coalesce(
            received_at
            > lag(received_at)
                over (
                    partition by town_code, category, source_id
                    order by received_at, item_id
                )
            + to_minutes($within_minutes::integer),
            true
        ) as is_first,
    from filmed
)

select
    *,
    sum(is_first::integer) over (
        partition by town_code, category, source_id
        order by received_at, item_id
    ) as run_no,
from begun;

-- name: alert_groups
-- One row per line or batch: the alerts that ask for a person together.
-- A line is a run of one camera and type, a batch those of one town and type within
-- the hour; what is older than the first hour waits in one last batch (no hour).
-- uses: waiting_alerts, alert_runs
with batched as (
    select
        *,
        case
            when received_at >= $from_at::timestamptz
                then time_bucket(interval 1 hour, received_at)
        end as hour_at,
        coalesce(nullif(details ->> '$.camera_id', ''), item_id) as source_id,
    from waiting_alerts
    where not is_line
)

select
    true as is_line,
    town_code,
    max(division_code) as division_code,
    category,
    any_value(camera_id) as camera_id,
    null::timestamptz as hour_at,
    min(severity) as severity,
    count(*) as alerts,
    count(*) filter (where due_at < $now_at::timestamptz) as late,
    1::bigint as cameras,
    min(received_at) as first_at,
    max(received_at) as newest_at,
    min(due_at) as due_at,
    arg_min(item_id, row(received_at, item_id), $ids_limit::integer) as item_ids,
from alert_runs
group by town_code, category, source_id, run_no
union all
select
    false as is_line,
    town_code,
    town_code as division_code,
    category,
    '' as camera_id,
    hour_at,
    min(severity) as severity,
    count(*) as alerts,
    count(*) filter (where due_at < $now_at::timestamptz) as late,
    count(distinct source_id) as cameras,
    min(received_at) as first_at,
    max(received_at) as newest_at,
    min(due_at) as due_at,
    arg_min(item_id, row(received_at, item_id), $ids_limit::integer) as item_ids,
from batched
group by town_code, category, hour_at;
