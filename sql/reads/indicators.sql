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
with cells as (
    select *,
    from rollups
    union all by name
    select *,
    from rollup_deltas
    union all by name
    select
        'town' as grain,
        'due' as axis,
        close_due_at::date as business_day,
        case when town_code > 0 then town_code else division_code end as division_code,
        kind,
        is_device_health,
        1 as overdue_open,
    from items_open
    where
        version is not null
        and is_case
        and close_due_at < $now_at::timestamptz
    union all by name
    select
        'town' as grain,
        'received' as axis,
        received_at::date as business_day,
        case when town_code > 0 then town_code else division_code end as division_code,
        kind,
        is_device_health,
        1 as unsigned_overdue,
    from items_open
    inner join statuses using (status)
    where
        version is not null
        and is_case
        and waits_for = 'sign'
        and signed_at is null
        and sign_due_at < $now_at::timestamptz
),

measures as (
    select
        axis,
        division_code,
        kind,
        coalesce(sum(items), 0)::bigint as items,
        coalesce(sum(cases), 0)::bigint as cases,
        coalesce(sum(closed), 0)::bigint as closed,
        coalesce(sum(on_time), 0)::bigint as on_time,
        coalesce(sum(signed), 0)::bigint as signed,
        coalesce(sum(signed_on_time), 0)::bigint as signed_on_time,
        coalesce(sum(fed_back), 0)::bigint as fed_back,
        coalesce(sum(acknowledged), 0)::bigint as acknowledged,
        coalesce(sum(confirmed), 0)::bigint as confirmed,
        coalesce(sum(returned), 0)::bigint as returned,
        coalesce(sum(reopened), 0)::bigint as reopened,
        coalesce(sum(settled), 0)::bigint as settled,
        coalesce(sum(settled_first_time), 0)::bigint as settled_first_time,
        coalesce(sum(joint), 0)::bigint as joint,
        coalesce(sum(visited), 0)::bigint as visited,
        coalesce(sum(satisfied), 0)::bigint as satisfied,
        coalesce(sum(supervised), 0)::bigint as supervised,
        coalesce(sum(responded), 0)::bigint as responded,
        coalesce(sum(response_s), 0)::bigint as response_s,
        coalesce(sum(overdue_open), 0)::bigint as overdue_open,
        coalesce(sum(unsigned_overdue), 0)::bigint as unsigned_overdue,
    from cells
    where
        grain = 'town'
        and not is_device_health
        and business_day >= $from_day::date
        and business_day < $until_day::date
    group by axis, division_code, kind
)

select
    *,
    closed + overdue_open as closed_or_overdue,
    signed + unsigned_overdue as signed_or_overdue,
from measures;

-- name: indicators_by_day
-- One row per axis, business day and kind: every measure of a range of towns.
with cells as (
    select *,
    from rollups
    union all by name
    select *,
    from rollup_deltas
    union all by name
    select
        'town' as grain,
        'due' as axis,
        close_due_at::date as business_day,
        case when town_code > 0 then town_code else division_code end as division_code,
        kind,
        is_device_health,
        1 as overdue_open,
    from items_open
    where
        version is not null
        and is_case
        and close_due_at < $now_at::timestamptz
    union all by name
    select
        'town' as grain,
        'received' as axis,
        received_at::date as business_day,
        case when town_code > 0 then town_code else division_code end as division_code,
        kind,
        is_device_health,
        1 as unsigned_overdue,
    from items_open
    inner join statuses using (status)
    where
        version is not null
        and is_case
        and waits_for = 'sign'
        and signed_at is null
        and sign_due_at < $now_at::timestamptz
),

measures as (
    select
        axis,
        business_day,
        kind,
        coalesce(sum(items), 0)::bigint as items,
        coalesce(sum(cases), 0)::bigint as cases,
        coalesce(sum(closed), 0)::bigint as closed,
        coalesce(sum(on_time), 0)::bigint as on_time,
        coalesce(sum(signed), 0)::bigint as signed,
        coalesce(sum(signed_on_time), 0)::bigint as signed_on_time,
        coalesce(sum(fed_back), 0)::bigint as fed_back,
        coalesce(sum(acknowledged), 0)::bigint as acknowledged,
        coalesce(sum(confirmed), 0)::bigint as confirmed,
        coalesce(sum(returned), 0)::bigint as returned,
        coalesce(sum(reopened), 0)::bigint as reopened,
        coalesce(sum(settled), 0)::bigint as settled,
        coalesce(sum(settled_first_time), 0)::bigint as settled_first_time,
        coalesce(sum(joint), 0)::bigint as joint,
        coalesce(sum(visited), 0)::bigint as visited,
        coalesce(sum(satisfied), 0)::bigint as satisfied,
        coalesce(sum(supervised), 0)::bigint as supervised,
        coalesce(sum(responded), 0)::bigint as responded,
        coalesce(sum(response_s), 0)::bigint as response_s,
        coalesce(sum(overdue_open), 0)::bigint as overdue_open,
        coalesce(sum(unsigned_overdue), 0)::bigint as unsigned_overdue,
    from cells
    where
        grain = 'town'
        and not is_device_health
        and business_day >= $from_day::date
        and business_day < $until_day::date
        and division_code >= $low::bigint
        and division_code < $high::bigint
    group by axis, business_day, kind
)

select
    *,
    closed + overdue_open as closed_or_overdue,
    signed + unsigned_overdue as signed_or_overdue,
from measures
order by axis, business_day, kind;

-- name: counts_by_category
-- One row per axis, town, kind, category and severity: items and cases of the period.
with cells as (
    select *,
    from rollups
    union all by name
    select *,
    from rollup_deltas
)

select
    axis,
    division_code,
    kind,
    category,
    severity,
    coalesce(sum(items), 0)::bigint as items,
    coalesce(sum(cases), 0)::bigint as cases,
    coalesce(sum(closed), 0)::bigint as closed,
from cells
where
    grain = 'town'
    and not is_device_health
    and business_day >= $from_day::date
    and business_day < $until_day::date
group by axis, division_code, kind, category, severity;

-- name: counts_by_village
-- One row per axis, division and kind: items and cases of the period.
with cells as (
    select *,
    from rollups
    union all by name
    select *,
    from rollup_deltas
)

select
    axis,
    division_code,
    kind,
    coalesce(sum(items), 0)::bigint as items,
    coalesce(sum(cases), 0)::bigint as cases,
    coalesce(sum(closed), 0)::bigint as closed,
    coalesce(sum(on_time), 0)::bigint as on_time,
from cells
where
    grain = 'village'
    and not is_device_health
    and business_day >= $from_day::date
    and business_day < $until_day::date
group by axis, division_code, kind;

-- name: durations_by_town
-- One row per town, kind and bucket: cases closed in the period by handling time.
-- Bucket b holds handling times of 2^(b/4) to 2^((b+1)/4) minutes.
with cells as (
    select *,
    from rollups
    union all by name
    select *,
    from rollup_deltas
)

select
    division_code,
    kind,
    bucket,
    coalesce(sum(cases), 0)::bigint as cases,
from cells
where
    grain = 'duration'
    and business_day >= $from_day::date
    and business_day < $until_day::date
group by division_code, kind, bucket
having sum(cases) <> 0;

-- name: duration_percentiles
-- One row per kind: handling time of the cases closed in the period, a range of towns.
-- The middle of the bucket that holds the percentile: within 9 % of the true one.
with cells as (
    select *,
    from rollups
    union all by name
    select *,
    from rollup_deltas
),

buckets as (
    select
        kind,
        bucket,
        sum(cases) as cases,
    from cells
    where
        grain = 'duration'
        and business_day >= $from_day::date
        and business_day < $until_day::date
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
with cells as (
    select *,
    from rollups
    union all by name
    select *,
    from rollup_deltas
),

tiers as (
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
    from cells
    where
        grain = 'tier'
        and business_day >= $from_day::date
        and business_day < $until_day::date
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
with cells as (
    select *,
    from rollups
    union all by name
    select *,
    from rollup_deltas
),

received as (
    select *,
    from cells
    where
        grain = 'town'
        and axis = 'received'
        and not is_device_health
        and business_day >= $from_day::date
        and business_day < $until_day::date
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

-- name: device_faults_by_town
-- One row per town: faults that devices reported in the period, and its cameras.
with cells as (
    select *,
    from rollups
    union all by name
    select *,
    from rollup_deltas
),

faults as (
    select
        division_code,
        sum(items)::bigint as faults,
    from cells
    where
        grain = 'town'
        and axis = 'received'
        and is_device_health
        and business_day >= $from_day::date
        and business_day < $until_day::date
    group by division_code
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

-- name: received_by_population
-- One row per town: items and cases received in the period, and its people.
with cells as (
    select *,
    from rollups
    union all by name
    select *,
    from rollup_deltas
),

received as (
    select
        division_code,
        sum(items)::bigint as items,
        sum(cases)::bigint as cases,
    from cells
    where
        grain = 'town'
        and axis = 'received'
        and not is_device_health
        and business_day >= $from_day::date
        and business_day < $until_day::date
    group by division_code
)

select
    division_code,
    coalesce(received.items, 0) as items,
    coalesce(received.cases, 0) as cases,
    coalesce(populations.population, 0) as population,
from populations
full join received using (division_code);

-- name: lead_accuracy_by_town
-- One row per town, kind and category: signals received, and those that came true.
-- A signal came true when a person confirmed it within so many days.
with items as (
    select
        town_code,
        division_code,
        kind,
        category,
        received_at,
        confirmed_at,
    from items_open
    where
        version is not null
        and (confirmed_at is not null or not is_case)
        and not is_device_health
        and received_at >= $from_day::date
        and received_at < $until_day::date
    union all
    select
        town_code,
        division_code,
        kind,
        category,
        received_at,
        confirmed_at,
    from items_finished
    where
        version is not null
        and (confirmed_at is not null or not is_case)
        and not is_device_health
        and received_at >= $from_day::date
        and received_at < $until_day::date
)

select
    case when town_code > 0 then town_code else division_code end as division_code,
    kind,
    category,
    count(*) as signals,
    count(*) filter (where confirmed_at <= received_at + to_days($within_days::integer))
        as came_true,
from items
group by all;
