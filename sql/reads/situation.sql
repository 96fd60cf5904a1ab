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
    and not is_device_health
    and confirmed_at >= $from_at::timestamptz
    and confirmed_at < $until_at::timestamptz
group by all;

-- name: device_faults_by_village
-- One row per division and category: device-health alerts received in the period.
-- uses: items
select
    division_code,
    category,
    count(*) as device_faults,
from items
where
    is_device_health
    and received_at >= $from_at::timestamptz
    and received_at < $until_at::timestamptz
group by all;

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
    and not is_device_health
    and received_at >= $from_at::timestamptz
    and received_at < $until_at::timestamptz
group by all
order by hour_at;
