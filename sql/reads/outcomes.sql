-- name: durations_by_town
-- One row per town, kind and bucket: cases closed in the period by handling time.
-- Bucket b holds handling times of 2^(b/4) to 2^((b+1)/4) minutes.
-- uses: period_cells
select
    division_code,
    kind,
    bucket,
    coalesce(sum(cases), 0)::bigint as cases,
from period_cells
where
    grain = 'duration'
group by division_code, kind, bucket
having sum(cases) <> 0;

-- name: duration_percentiles
-- One row per kind: handling time of the cases closed in the period, a range of towns.
-- The middle of the bucket that holds the percentile: within 9 % of the true one.
-- uses: period_cells
with buckets as (
    select
        kind,
        bucket,
        sum(cases) as cases,
    from period_cells
    where
        grain = 'duration'
        and division_code >= $low::bigint
        and division_code < $high::bigint
    group by kind, bucket
),

running as (
    select
        kind,
        bucket,
        sum(cases) over (partition by kind order by bucket) as cases_so_far,
        sum(cases) over (partition by kind) as all_cases,
    from buckets
)

select
    kind,
    any_value(all_cases)::bigint as cases,
    pow(2, (min(bucket) filter (where cases_so_far >= 0.5 * all_cases) + 0.5) / 4)
        as p50_minutes,
    pow(2, (min(bucket) filter (where cases_so_far >= 0.9 * all_cases) + 0.5) / 4)
        as p90_minutes,
from running
where all_cases > 0
group by kind
order by kind;

-- name: containment_by_town
-- One row per town, kind, severity and pair of tiers: cases closed in the period.
-- Only those that somebody handled. Contained means settled no higher than expected.
-- uses: period_cells
with tiers as (
    select ['village', 'town', 'county', 'city'] as names,
),

pairs as (
    select
        division_code,
        kind,
        severity,
        expected_tier,
        resolved_tier,
        sum(cases)::bigint as closed,
    from period_cells
    where
        grain = 'tier'
        and expected_tier is not null
        and resolved_tier is not null
    group by division_code, kind, severity, expected_tier, resolved_tier
    having sum(cases) <> 0
)

select
    pairs.division_code,
    pairs.kind,
    pairs.severity,
    pairs.expected_tier,
    pairs.resolved_tier,
    pairs.closed,
    case
        when
            list_position(tiers.names, pairs.resolved_tier)
            <= list_position(tiers.names, pairs.expected_tier)
            then pairs.closed
        else 0
    end as contained,
    case when pairs.resolved_tier = 'village' then pairs.closed else 0 end
        as resolved_by_village,
    case when pairs.resolved_tier = 'town' then pairs.closed else 0 end
        as resolved_by_town,
    case when pairs.resolved_tier = 'county' then pairs.closed else 0 end
        as resolved_by_county,
    case when pairs.resolved_tier = 'city' then pairs.closed else 0 end
        as resolved_by_city,
from pairs
cross join tiers;

-- name: signals_by_town
-- One row per town, kind and category: signals received, and what became of them.
-- Judged ones were confirmed or dismissed, disposed ones somebody looked at.
-- uses: period_cells
with received as (
    select *,
    from period_cells
    where
        grain = 'town'
        and axis = 'received'
        and not is_device_health
)

select
    division_code,
    kind,
    category,
    sum(items - cases + confirmed)::bigint as signals,
    sum(acknowledged)::bigint as acknowledged,
    sum(confirmed)::bigint as confirmed,
    coalesce(sum(items) filter (where status = 'false_alarm'), 0)::bigint as dismissed,
    sum(confirmed)::bigint
    + coalesce(sum(items) filter (where status = 'false_alarm'), 0)::bigint as judged,
    sum(items - cases + confirmed)::bigint
    - coalesce(sum(items) filter (where status = 'raised'), 0)::bigint as disposed,
from received
group by division_code, kind, category
having sum(items - cases + confirmed) <> 0;

-- name: tagged_by_town
-- One row per town, kind and tag: cases received in the period with it, those closed.
-- A case with several tags stands at each of them.
-- uses: tagged_cases
select
    case when town_code > 0 then town_code else division_code end as division_code,
    kind,
    tag,
    count(*) as cases,
    count(closed_at) as closed,
from tagged_cases
group by all;

-- name: told_by_town
-- One row per town and kind: cases told of in the period, and what they turned out.
-- `merged` were the matter of another item and count with it elsewhere; `registered`
-- wait to be accepted still; `handed_back` were returned or begun anew.
-- uses: told_cases
select
    case when town_code > 0 then town_code else division_code end as division_code,
    kind,
    count(*) as told,
    count(*) filter (where status = 'merged') as merged,
    count(*) filter (where status = 'registered') as registered,
    count(*) filter (where is_done) as done,
    count(*) filter (where is_done and returned_count = 0 and reopened_count = 0)
        as done_at_once,
from told_cases
group by all;

-- name: signals_judged_by_town
-- One row per town and kind: signals judged in the period, and which way.
-- Made cases they count when a person confirmed them, else when they ended.
-- uses: items
with placed as (
    select
        case when town_code > 0 then town_code else division_code end
            as division_code,
        kind,
        status,
        not is_case
        and closed_at >= $from_day::date
        and closed_at < $until_day::date as is_ended,
        confirmed_at >= $from_day::date
        and confirmed_at < $until_day::date as is_confirmed_then,
    from items
    where
        version is not null
        and status <> 'merged'
        and not is_device_health
)

select
    division_code,
    kind,
    count(*) filter (where is_confirmed_then) as confirmed,
    count(*) filter (where is_ended and status = 'false_alarm') as dismissed,
    count(*) filter (where is_ended) + count(*) filter (where is_confirmed_then)
        as judged,
from placed
where is_ended or is_confirmed_then
group by division_code, kind;

-- name: device_faults_by_town
-- One row per town: devices that reported faults in the period, and its cameras.
-- Which device it was is known as long as details are kept.
-- uses: items
with faults as (
    select
        case when town_code > 0 then town_code else division_code end
            as division_code,
        count(distinct coalesce(details ->> '$.camera_id', item_id)) as faults,
    from items
    where
        is_device_health
        and kept_until is null
        and version is not null
        and received_at >= $from_day::date
        and received_at < $until_day::date
    group by all
),

town_cameras as (
    select
        division_code // 1000 * 1000 as division_code,
        count(*) as cameras,
    from cameras
    group by division_code // 1000
)

select
    division_code,
    coalesce(faults.faults, 0) as faults,
    coalesce(town_cameras.cameras, 0) as cameras,
from town_cameras
full join faults using (division_code);

-- name: lead_accuracy_by_town
-- One row per town, kind and category: signals received, and those that came true.
-- A signal came true when a person confirmed it within so many days.
-- uses: items
select
    case when town_code > 0 then town_code else division_code end as division_code,
    kind,
    category,
    count(*) as signals,
    count(*) filter (where confirmed_at <= received_at + to_days($within_days::integer))
        as came_true,
from items
where
    version is not null
    and status <> 'merged'
    and (confirmed_at is not null or not is_case)
    and not is_device_health
    and received_at >= $from_day::date
    and received_at < $until_day::date
group by all;
