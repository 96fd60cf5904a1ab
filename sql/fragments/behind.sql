-- name: dated_measures
-- One row per item with a day of `$axis` in the period, with all that is measured.
-- One for every round or hand-over. A kind of '' is any.
-- uses: counted_items=dated_told_items, measured_items
with placed as (
    select
        measured_items.* exclude (item),
        statuses.waits_for,
        item['item_id'] as item_id,
        item['case_number'] as case_number,
        item['owner_center'] as owner_center,
        item['title'] as title,
        item['campaign'] as campaign,
        item['channel'] as channel,
        item['received_at'] as received_at,
        item['assign_due_at'] as assign_due_at,
        item['close_due_at'] as close_due_at,
        item['closed_at'] as closed_at,
        cases = 1 and statuses.is_open as is_open_case,
    from measured_items
    left join statuses using (status)
    where axis = $axis::varchar
),

derived as (
    select
        *,
        (
            axis = 'due'
            and is_open_case
            and ended_at is null
            and due_at < $now_at::timestamptz
        )::integer as overdue_open,
        (
            axis = 'handed'
            and is_open_case
            and ended_at is null
            and due_at < $now_at::timestamptz
        )::integer as unsigned_overdue,
        (
            axis = 'received'
            and is_open_case
            and assigned = 0
            and waits_for = 'assign'
            and coalesce(assign_due_at < $now_at::timestamptz, false)
        )::integer as unassigned_overdue,
        items - cases + confirmed as signals,
        (status = 'false_alarm')::integer as dismissed,
    from placed
    where
        business_day >= $from_day::date
        and business_day < $until_day::date
        and not is_device_health
        and division_code >= $low::bigint
        and division_code < $high::bigint
        and ($kind::varchar = '' or kind = $kind::varchar)
        and (
            axis <> 'due'
            or (cases = 1 and due_at <= $now_at::timestamptz)
        )
)

select
    *,
    closed + overdue_open as closed_or_overdue,
    signed + unsigned_overdue as signed_or_overdue,
    assigned + unassigned_overdue as assigned_or_overdue,
    confirmed + dismissed as judged,
    signals - (status = 'raised')::integer as disposed,
from derived;

-- name: based_items
-- One row per item in the base of a figure of a period, with all that is told of it.
-- The figure names columns of `indicators_by_town` or of `signals_by_town`; what only
-- counts is its own base. An unknown column has no items.
-- uses: dated_measures
with based as (
    select
        *,
        measure_of($numerator::varchar, dated_measures) as counted,
        measure_of($base::varchar, dated_measures) as base,
    from dated_measures
)

select *,
from based
where base > 0;

-- name: behind_items
-- One row per item in the base of a figure of a period: whether it is in its numerator.
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
    closed_at,
    case
        when
            is_open_case
            and status <> 'ledger'
            and close_due_at < $now_at::timestamptz
            then 1::bigint
    end as close_level,
    -- Of a mean nothing is a miss; it is the time itself that is added up.
    counted > 0 or $numerator::varchar = 'response_s' as is_counted,
    due_at as turn_due_at,
    ended_at as turn_ended_at,
    case $numerator::varchar when 'response_s' then counted end::double as took_s,
from based_items;

-- name: open_behind_items
-- One row per open item that a figure of now counts.
-- The figure names a column of `deadlines_by_village` or of `open_by_village`; a kind
-- of '' is any.
-- uses: timed_items
with based as (
    select
        *,
        case $numerator::varchar
            when 'open_count' then true
            when 'open_cases' then is_case
            when 'open_signals' then not is_case
            when 'due_soon' then close_level = 0
            when 'overdue' then close_level > 0
            when 'unsigned_overdue' then sign_level > 0
            when 'unassigned_overdue' then assign_level > 0
            when 'unacknowledged_overdue' then acknowledge_level > 0
            when 'supervised' then supervision is not null
            when 'on_ledger' then status = 'ledger'
        end as is_counted,
    from timed_items
    where
        division_code >= $low::bigint
        and division_code < $high::bigint
        and ($kind::varchar = '' or kind = $kind::varchar)
)

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
    close_level::bigint as close_level,
    is_counted,
    null::timestamptz as turn_due_at,
    null::timestamptz as turn_ended_at,
    null::double as took_s,
from based
where is_counted;

-- name: judged_behind_items
-- One row per signal that was judged in the period, as `signals_judged_by_town` counts.
-- The figure names one of its columns; a kind of '' is any.
-- uses: items
with placed as (
    select
        *,
        not is_case
        and closed_at >= $from_day::date::timestamptz
        and closed_at < $until_day::date::timestamptz as is_ended,
        coalesce(
            confirmed_at >= $from_day::date::timestamptz
            and confirmed_at < $until_day::date::timestamptz,
            false
        ) as is_confirmed_then,
    from items
    where
        version is not null
        and status <> 'merged'
        and not is_device_health
        and division_code >= $low::bigint
        and division_code < $high::bigint
        and ($kind::varchar = '' or kind = $kind::varchar)
)

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
from placed
where
    case $numerator::varchar
        when 'judged' then is_ended or is_confirmed_then
        when 'confirmed' then is_confirmed_then
        when 'dismissed' then is_ended and status = 'false_alarm'
    end;

-- name: chosen_behind
-- One row per item of `behind` that the filters let through; '' lets all through.
-- `none` is a campaign or a channel that an item has not; a division that is not 0 lets
-- through what lies in it and in none below.
-- uses: own_items
select *,
from behind
where
    (
        $own_agency::varchar = ''
        or exists (
            select 1,
            from own_items
            where
                own_items.kind = behind.kind
                and own_items.item_id = behind.item_id
        )
    )
    and $of_kind::varchar in ('', kind)
    and $category::varchar in ('', category)
    and $severity::varchar in ('', severity)
    and $status::varchar in ('', status)
    and $campaign::varchar in ('', coalesce(campaign, 'none'))
    and $channel::varchar in ('', coalesce(channel, 'none'))
    and $right_in::bigint in (0, division_code);

-- name: behind_first
-- One row per item of `behind`: misses first, what took longest, then the newest.
-- `total` says how many there are.
select
    kind,
    item_id,
    division_code,
    category,
    severity,
    status,
    title,
    received_at,
    close_due_at,
    closed_at,
    is_counted,
    took_s,
    count(*) over () as total,
from behind
order by
    is_counted asc,
    took_s desc nulls last,
    received_at desc,
    item_id asc
limit $row_limit::integer;

-- name: behind_reached
-- One row per item of `behind` up to the end of a page: misses first, then the newest.
-- An item stands there once for every round or hand-over, which have days of their own.
-- uses: chosen_behind
select *,
from chosen_behind
order by
    is_counted asc,
    took_s desc nulls last,
    received_at desc,
    item_id asc,
    kind asc,
    turn_due_at asc,
    turn_ended_at asc,
    status asc
limit $page_no::bigint * $row_limit::bigint;

-- name: behind_paged
-- One row per item of a page of `behind`; beyond the last page it is the last.
-- uses: behind_reached
with placed as (
    select
        *,
        row_number() over (
            order by
                is_counted asc,
                took_s desc nulls last,
                received_at desc,
                item_id asc,
                kind asc,
                turn_due_at asc,
                turn_ended_at asc,
                status asc
        ) as place,
        count(*) over () as reached_count,
    from behind_reached
)

select * exclude (reached_count, turn_due_at, turn_ended_at, campaign, channel),
from placed
where place > (reached_count - 1) // $row_limit::bigint * $row_limit::bigint;

-- name: behind_counted
-- One row per kind and status of `behind` that the filters let through: how many.
-- uses: chosen_behind
select
    kind,
    status,
    count(*) as items,
    count(*) filter (where is_counted) as counted,
from chosen_behind
group by kind, status;
