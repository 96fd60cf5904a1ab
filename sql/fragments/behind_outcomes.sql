-- name: ended_behind_items
-- One row per round of a case that ended in the period, with how long it took.
-- What a percentile stands on: counted is what took no longer than its bucket, so that
-- the percentile stands where what is longer ends.
-- uses: based_items
select
    kind,
    item_id,
    case_number,
    division_code,
    category,
    severity,
    status,
    title,
    campaign,
    channel,
    owner_center,
    received_at,
    close_due_at,
    ended_at as closed_at,
    null::bigint as close_level,
    rank() over (order by bucket) - 1
    < case $numerator::varchar when 'p90_minutes' then 0.9 else 0.5 end
    * count(*) over () as is_counted,
    due_at as turn_due_at,
    ended_at as turn_ended_at,
    greatest(seconds_between(started_at, ended_at), 0)::double as took_s,
from based_items;

-- name: lead_behind_items
-- One row per signal received in the period, as `lead_accuracy_by_town` counts.
-- Counted is what came true within so many days; a kind of '' is any.
-- uses: items
select
    kind,
    item_id,
    case_number,
    division_code,
    category,
    severity,
    status,
    title,
    campaign,
    channel,
    owner_center,
    received_at,
    close_due_at,
    closed_at,
    null::bigint as close_level,
    coalesce(
        confirmed_at <= received_at + to_days($within_days::integer), false
    ) as is_counted,
    null::timestamptz as turn_due_at,
    null::timestamptz as turn_ended_at,
    null::double as took_s,
from items
where
    version is not null
    and status <> 'merged'
    and (confirmed_at is not null or not is_case)
    and not is_device_health
    and received_at >= $from_day::date::timestamptz
    and received_at < $until_day::date::timestamptz
    and division_code >= $low::bigint
    and division_code < $high::bigint
    and $kind::varchar in ('', kind);

-- name: told_cases
-- One row per case received in the period, those that were merged too.
-- `is_done` is one that stands closed and was no other's matter.
-- uses: items
select
    *,
    closed_at is not null and status <> 'merged' as is_done,
from items
where
    version is not null
    and is_case
    and not is_device_health
    and received_at >= $from_day::date::timestamptz
    and received_at < $until_day::date::timestamptz;

-- name: told_behind_items
-- One row per case received in the period, as `told_by_town` counts.
-- The figure names its columns; a kind of '' is any.
-- uses: told_cases
select
    kind,
    item_id,
    case_number,
    division_code,
    category,
    severity,
    status,
    title,
    campaign,
    channel,
    owner_center,
    received_at,
    close_due_at,
    closed_at,
    null::bigint as close_level,
    case $numerator::varchar
        when 'merged' then status = 'merged'
        when 'registered' then status = 'registered'
        when 'done_at_once' then returned_count = 0 and reopened_count = 0
    end as is_counted,
    null::timestamptz as turn_due_at,
    null::timestamptz as turn_ended_at,
    null::double as took_s,
from told_cases
where
    division_code >= $low::bigint
    and division_code < $high::bigint
    and $kind::varchar in ('', kind)
    and case $base::varchar
        when 'told' then true
        when 'registered' then status = 'registered'
        when 'done' then is_done
    end;

-- name: tagged_cases
-- One row per case received in the period and tag that it bears.
-- uses: items
select
    *,
    unnest(list_distinct(tags)) as tag,
from items
where
    version is not null
    and is_case
    and status <> 'merged'
    and not is_device_health
    and received_at >= $from_day::date::timestamptz
    and received_at < $until_day::date::timestamptz;

-- name: tagged_behind_items
-- One row per case received in the period with a tag, as `tagged_by_town` counts.
-- Counted is what was closed, where the figure is of that; a kind of '' is any.
-- uses: tagged_cases
select
    kind,
    item_id,
    case_number,
    division_code,
    category,
    severity,
    status,
    title,
    campaign,
    channel,
    owner_center,
    received_at,
    close_due_at,
    closed_at,
    null::bigint as close_level,
    $numerator::varchar <> 'closed' or closed_at is not null as is_counted,
    null::timestamptz as turn_due_at,
    null::timestamptz as turn_ended_at,
    null::double as took_s,
from tagged_cases
where
    tag = $of_tag::varchar
    and division_code >= $low::bigint
    and division_code < $high::bigint
    and $kind::varchar in ('', kind);

-- name: fault_behind_items
-- One row per town and device that reported faults in the period: its newest report.
-- `device_faults_by_town` counts devices, however often they report.
-- uses: items
select
    kind,
    item_id,
    case_number,
    division_code,
    category,
    severity,
    status,
    title,
    campaign,
    channel,
    owner_center,
    received_at,
    close_due_at,
    closed_at,
    null::bigint as close_level,
    true as is_counted,
    null::timestamptz as turn_due_at,
    null::timestamptz as turn_ended_at,
    null::double as took_s,
from items
where
    is_device_health
    and kept_until is null
    and version is not null
    and received_at >= $from_day::date::timestamptz
    and received_at < $until_day::date::timestamptz
    and division_code >= $low::bigint
    and division_code < $high::bigint
qualify
    row_number() over (
        partition by
            case when town_code > 0 then town_code else division_code end,
            coalesce(details ->> '$.camera_id', item_id)
        order by received_at desc, item_id asc
    ) = 1;
