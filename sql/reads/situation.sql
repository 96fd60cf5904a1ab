-- name: received_by_village
-- One row per division, kind, category and severity: items received in the period.
-- uses: items
select
    division_code,
    kind,
    category,
    severity,
    count(*) as received,
from items
where
    version is not null
    and status <> 'merged'
    and not is_device_health
    and received_at >= $from_at::timestamptz
    and received_at < $until_at::timestamptz
group by all;

-- name: camera_alerts_by_village
-- One row per division and category: alerts of public safety received in the period.
-- uses: items
select
    division_code,
    category,
    count(*) as received,
from items
where
    kind = 'camera_alert'
    and version is not null
    and not is_device_health
    and received_at >= $from_at::timestamptz
    and received_at < $until_at::timestamptz
group by all;

-- name: usual_camera_alerts_by_village
-- One row per division and day: alerts in the same hour of the 7 days before.
-- The hour ends at this time of day.
-- uses: items
with hours as (
    select
        division_code,
        (epoch_us($now_at::timestamptz) - epoch_us(received_at)) // 86400000000
            as days_ago,
        (epoch_us($now_at::timestamptz) - epoch_us(received_at)) % 86400000000
            as before_us,
    from items
    where
        kind = 'camera_alert'
        and version is not null
        and not is_device_health
        and received_at >= $now_at::timestamptz - interval 169 hours
        and received_at < $now_at::timestamptz - interval 24 hours
)

select
    division_code,
    days_ago::varchar as days_ago,
    count(*) as received,
from hours
where before_us < 3600000000
group by all;

-- name: open_by_village
-- One row per division, kind, severity, status and standing: items open now.
-- A signal stands as a case once a person confirmed it.
-- uses: open_items
select
    division_code,
    kind,
    severity,
    status,
    case when is_case then 'case' else 'signal' end as standing,
    count(*) as open_count,
    count(*) filter (where is_case) as open_cases,
    count(*) filter (where not is_case) as open_signals,
from open_items
where
    version is not null
    and not is_device_health
group by all;

-- name: closed_by_village
-- One row per division, kind, status and standing: items ended in the period.
-- uses: items
select
    division_code,
    kind,
    status,
    case when is_case then 'case' else 'signal' end as standing,
    count(*) as closed,
from items
where
    version is not null
    and status <> 'merged'
    and not is_device_health
    and closed_at >= $from_at::timestamptz
    and closed_at < $until_at::timestamptz
group by all;

-- name: confirmed_by_village
-- One row per division and kind: signals that a person made cases in the period.
-- uses: items
select
    division_code,
    kind,
    count(*) as confirmed,
from items
where
    version is not null
    and status <> 'merged'
    and not is_device_health
    and confirmed_at >= $from_at::timestamptz
    and confirmed_at < $until_at::timestamptz
group by all;

-- name: device_faults_by_village
-- One row per division and category: devices that reported faults in the period.
-- The row without a category counts each device once, whatever it reported. Which
-- device it was is known as long as details are kept.
-- uses: items
with faults as (
    select
        division_code,
        category,
        coalesce(details ->> '$.camera_id', item_id) as device,
    from items
    where
        is_device_health
        and kept_until is null
        and received_at >= $from_at::timestamptz
        and received_at < $until_at::timestamptz
)

select
    division_code,
    coalesce(category, '') as category,
    count(distinct device) as device_faults,
from faults
group by grouping sets ((division_code, category), (division_code));

-- name: hourly_received
-- One row per hour, town and kind: items received in the period.
-- uses: items
select
    time_bucket(interval 1 hour, received_at) as hour_at,
    division_code // 1000000 * 1000000 as county_code,
    town_code,
    kind,
    count(*) as received,
from items
where
    version is not null
    and status <> 'merged'
    and not is_device_health
    and received_at >= $from_at::timestamptz
    and received_at < $until_at::timestamptz
group by all
order by hour_at;
