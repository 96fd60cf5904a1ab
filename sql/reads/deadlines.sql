-- name: deadlines_by_village
-- One row per division, kind, severity and escalation level: what presses now.
-- Level 0 is due soon, 1 and more overdue; without a level only what is supervised or
-- on the ledger.
-- Nothing of it is stored: it follows from the state, the profile and now.
-- uses: timed_items
select
    division_code,
    kind,
    severity,
    escalation_level,
    count(*) filter (where close_level = 0) as due_soon,
    count(*) filter (where close_level > 0) as overdue,
    count(*) filter (where sign_level > 0) as unsigned_overdue,
    count(*) filter (where assign_level > 0) as unassigned_overdue,
    count(*) filter (where acknowledge_level > 0) as unacknowledged_overdue,
    count(*) filter (where supervision is not null) as supervised,
    count(*) filter (where status = 'ledger') as on_ledger,
from timed_items
where
    escalation_level is not null
    or supervision is not null
    or status = 'ledger'
group by all;

-- name: overdue_items
-- One row per overdue item of a half-open range of codes, most overdue first.
-- Of several clocks that ran out, the one that went up highest is shown.
-- uses: timed_items
with late as (
    select
        *,
        case escalation_level
            when close_level then 'close'
            when sign_level then 'sign'
            when assign_level then 'assign'
            else 'acknowledge'
        end as stage,
        case escalation_level
            when close_level then close_at
            when sign_level then sign_at
            when assign_level then assign_at
            else acknowledge_at
        end as due_at,
    from timed_items
    where
        escalation_level > 0
        and division_code >= $low::bigint
        and division_code < $high::bigint
    order by due_at, kind, item_id
    limit $row_limit::integer
),

tiers as (
    select ['village', 'town', 'county', 'city'] as names,
)

select
    late.kind,
    late.item_id,
    late.case_number,
    late.division_code,
    late.town_code,
    late.category,
    late.severity,
    late.status,
    late.title,
    late.received_at,
    late.owner_center,
    late.lead_agency,
    late.supervision,
    late.stage,
    late.due_at,
    (epoch_us($now_at::timestamptz) - epoch_us(late.due_at)) / 1000000 as overdue_s,
    late.escalation_level,
    tiers.names[
        least(
            list_position(tiers.names, coalesce(centers.tier, divisions.tier))
            + escalation.tier_step,
            4
        )
    ] as escalated_tier,
from late
cross join tiers
inner join escalation using (stage, escalation_level)
left join centers
    on late.owner_center = centers.center_code
left join divisions
    on late.division_code = divisions.division_code
order by late.due_at, late.kind, late.item_id;

-- name: due_soon_items
-- One row per case of a half-open range of codes that is due soon, the next due first.
-- uses: timed_items
select
    kind,
    item_id,
    case_number,
    division_code,
    town_code,
    category,
    severity,
    status,
    title,
    received_at,
    owner_center,
    lead_agency,
    supervision,
    close_at as due_at,
    (epoch_us(close_at) - epoch_us($now_at::timestamptz)) / 1000000 as left_s,
from timed_items
where
    close_level = 0
    and division_code >= $low::bigint
    and division_code < $high::bigint
order by close_at, kind, item_id
limit $row_limit::integer;
