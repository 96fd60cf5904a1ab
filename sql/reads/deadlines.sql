-- name: deadlines_by_village
-- One row per division, kind, severity and escalation level: items open now.
-- Level 0 is due soon, 1 and more overdue, null neither. Nothing of it is stored: it
-- follows from the state, the profile and now.
with items as (
    select
        items_open.*,
        statuses.waits_for,
    from items_open
    inner join statuses using (status)
    where
        items_open.version is not null
        and not items_open.is_device_health
),

clocks as (
    select
        kind,
        item_id,
        'close' as stage,
        close_due_at as due_at,
        close_limit_s as limit_s,
    from items
    where is_case
    union all
    select
        kind,
        item_id,
        'sign' as stage,
        sign_due_at as due_at,
        epoch(sign_due_at - coalesce(confirmed_at, received_at)) as limit_s,
    from items
    where
        is_case
        and waits_for = 'sign'
        and signed_at is null
    union all
    select
        kind,
        item_id,
        'acknowledge' as stage,
        acknowledge_due_at as due_at,
        epoch(acknowledge_due_at - received_at) as limit_s,
    from items
    where
        waits_for = 'acknowledge'
        and acknowledged_at is null
),

shares as (
    select
        *,
        (epoch_us($now_at::timestamptz) - epoch_us(due_at))
        / (greatest(limit_s, 1) * 1000000) as share,
    from clocks
    where due_at is not null
),

levels as (
    select
        shares.kind,
        shares.item_id,
        max(escalation.escalation_level) as escalation_level,
        max(escalation.escalation_level) filter (where shares.stage = 'close')
            as close_level,
        max(escalation.escalation_level) filter (where shares.stage = 'sign')
            as sign_level,
        max(escalation.escalation_level) filter (where shares.stage = 'acknowledge')
            as acknowledge_level,
    from shares
    asof join escalation
        on
            shares.stage = escalation.stage
            and shares.share > escalation.overdue_share
    group by shares.kind, shares.item_id
)

select
    items.division_code,
    items.kind,
    items.severity,
    levels.escalation_level,
    count(*) as open_items,
    count(*) filter (where items.is_case) as cases,
    count(*) filter (where levels.close_level = 0) as due_soon,
    count(*) filter (where levels.close_level > 0) as overdue,
    count(*) filter (where levels.sign_level > 0) as unsigned_overdue,
    count(*) filter (where levels.acknowledge_level > 0) as unacknowledged_overdue,
    count(*) filter (where items.supervision is not null) as supervised,
from items
left join levels using (kind, item_id)
group by all;

-- name: overdue_items
-- One row per overdue item of a half-open range of codes, most overdue first.
-- Of several clocks that ran out, the one that went up highest is shown.
with items as (
    select
        items_open.*,
        statuses.waits_for,
        coalesce(centers.tier, divisions.tier) as home_tier,
    from items_open
    inner join statuses using (status)
    left join centers
        on items_open.owner_center = centers.center_code
    left join divisions
        on items_open.division_code = divisions.division_code
    where
        items_open.version is not null
        and not items_open.is_device_health
        and items_open.division_code >= $low::bigint
        and items_open.division_code < $high::bigint
),

clocks as (
    select
        kind,
        item_id,
        'close' as stage,
        close_due_at as due_at,
        close_limit_s as limit_s,
    from items
    where is_case
    union all
    select
        kind,
        item_id,
        'sign' as stage,
        sign_due_at as due_at,
        epoch(sign_due_at - coalesce(confirmed_at, received_at)) as limit_s,
    from items
    where
        is_case
        and waits_for = 'sign'
        and signed_at is null
    union all
    select
        kind,
        item_id,
        'acknowledge' as stage,
        acknowledge_due_at as due_at,
        epoch(acknowledge_due_at - received_at) as limit_s,
    from items
    where
        waits_for = 'acknowledge'
        and acknowledged_at is null
),

shares as (
    select
        *,
        (epoch_us($now_at::timestamptz) - epoch_us(due_at))
        / (greatest(limit_s, 1) * 1000000) as share,
    from clocks
    where due_at < $now_at::timestamptz
),

highest as (
    select
        shares.*,
        escalation.escalation_level,
        escalation.tier_step,
    from shares
    asof join escalation
        on
            shares.stage = escalation.stage
            and shares.share > escalation.overdue_share
    qualify
        row_number() over (
            partition by shares.kind, shares.item_id
            order by escalation.escalation_level desc, shares.due_at asc
        ) = 1
),

tiers as (
    select ['village', 'town', 'county', 'city'] as names,
)

select
    items.kind,
    items.item_id,
    items.case_number,
    items.division_code,
    items.town_code,
    items.category,
    items.severity,
    items.status,
    items.title,
    items.received_at,
    items.owner_center,
    items.lead_agency,
    items.supervision,
    highest.stage,
    highest.due_at,
    (epoch_us($now_at::timestamptz) - epoch_us(highest.due_at)) / 1000000 as overdue_s,
    highest.escalation_level,
    tiers.names[
        least(list_position(tiers.names, items.home_tier) + highest.tier_step, 4)
    ] as escalated_tier,
from highest
inner join items using (kind, item_id)
cross join tiers
order by highest.due_at, items.kind, items.item_id
limit $row_limit::integer;

-- name: due_soon_items
-- One row per case of a half-open range of codes that is due soon, the next due first.
with items as (
    select
        *,
        (epoch_us($now_at::timestamptz) - epoch_us(close_due_at))
        / (greatest(close_limit_s, 1) * 1000000) as share,
    from items_open
    where
        version is not null
        and is_case
        and not is_device_health
        and close_due_at >= $now_at::timestamptz
        and division_code >= $low::bigint
        and division_code < $high::bigint
)

select
    items.kind,
    items.item_id,
    items.case_number,
    items.division_code,
    items.town_code,
    items.category,
    items.severity,
    items.status,
    items.title,
    items.received_at,
    items.owner_center,
    items.lead_agency,
    items.supervision,
    items.close_due_at as due_at,
    (epoch_us(items.close_due_at) - epoch_us($now_at::timestamptz)) / 1000000 as left_s,
from items
inner join escalation
    on
        escalation.stage = 'close'
        and escalation.escalation_level = 0
        and items.share > escalation.overdue_share
order by items.close_due_at, items.kind, items.item_id
limit $row_limit::integer;
