-- name: marked_items
-- One row per item with a day of `$axis` in the period that says what `$mark` names.
-- Its campaign, or, of a dispute, the channel that it came through.
-- uses: dated_told_items
select *,
from dated_told_items
where
    division_code >= $low::bigint
    and division_code < $high::bigint
    and case $mark::varchar
        when 'campaign' then campaign is not null
        else kind = 'dispute'
    end;

-- name: leads_to_incidents
-- One row per risk lead that somebody linked to an incident, either way, and left so.
-- The log is in the order of the record times: what is older than a year is not read.
-- uses: read_moves
with undone as (
    select
        kind,
        item_id,
        move_ref as move_id,
    from read_moves
    where
        move = 'undo'
        and verdict = 'accepted'
        and record_at >= $from_day::date::timestamptz - interval 1 year
)

select distinct case kind when 'risk_lead' then item_id else link_id end as item_id,
from read_moves
anti join undone using (kind, item_id, move_id)
where
    move = 'link'
    and verdict = 'accepted'
    and record_at >= $from_day::date::timestamptz - interval 1 year
    and (
        (kind = 'risk_lead' and link_kind = 'incident')
        or (kind = 'incident' and link_kind = 'risk_lead')
    );

-- name: dated_leads
-- One row per risk lead and axis of which it has a day in the period.
-- Received, confirmed by a person, closed as a case: each within plain bounds, so that
-- older rows are not read.
-- uses: found_items=every_item, confirmed_items=every_item, closed_items=every_item
with dated as (
    select
        *,
        'received' as axis,
    from found_items
    where
        received_at >= $from_day::date::timestamptz
        and received_at < $until_day::date::timestamptz
        and kind = 'risk_lead'
    union all by name
    select
        *,
        'confirmed' as axis,
    from confirmed_items
    where
        confirmed_at >= $from_day::date::timestamptz
        and confirmed_at < $until_day::date::timestamptz
        and kind = 'risk_lead'
    union all by name
    select
        *,
        'closed' as axis,
    from closed_items
    where
        closed_at >= $from_day::date::timestamptz
        and closed_at < $until_day::date::timestamptz
        and kind = 'risk_lead'
        and is_case
)

select
    *,
    (details ->> '$.rectify_by')::date as rectify_by,
from dated
where
    version is not null
    and status <> 'merged'
    and not is_device_health;

-- name: told_leads
-- One row per risk lead and axis of which it has a day in the period: what came of it.
-- A hazard is due for rectification once its last day is over; what was dismissed had
-- none. Prevented is what was dealt with and led to no incident that anybody linked.
-- uses: dated_leads, leads_to_incidents
select
    dated_leads.*,
    day_of_us(epoch_us($now_at::timestamptz)) as today,
    leads_to_incidents.item_id is not null as is_linked,
    axis = 'received' as is_found,
    axis = 'received' and status = 'false_alarm' as is_dismissed,
    axis = 'received' and is_linked as has_come_true,
    axis = 'confirmed' as is_blocked,
    axis = 'closed' and status <> 'redirected' and not is_linked as is_prevented,
    axis = 'received'
    and status <> 'false_alarm'
    and coalesce(rectify_by < today, false) as is_rectify_due,
    is_rectify_due
    and coalesce(day_of_us(epoch_us(closed_at)) <= rectify_by, false) as is_rectified,
    is_rectify_due and closed_at is null as is_rectify_overdue,
from dated_leads
left join leads_to_incidents using (item_id);

-- name: staged_behind_items
-- One row per risk lead in the base of a figure of `leads_by_town`.
-- The figure names its columns; a kind of '' is any.
-- uses: told_leads
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
        when 'rectified' then is_rectified
        when 'rectify_overdue' then is_rectify_overdue
        else is_prevented
    end as is_counted,
    null::timestamptz as turn_due_at,
    null::timestamptz as turn_ended_at,
    null::double as took_s,
from told_leads
where
    axis = $axis::varchar
    and division_code >= $low::bigint
    and division_code < $high::bigint
    and $kind::varchar in ('', kind)
    and case $base::varchar
        when 'rectify_due' then is_rectify_due
        when 'rectify_overdue' then is_rectify_overdue
        when 'prevented' then is_prevented
    end;
