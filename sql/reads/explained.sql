-- name: item_clocks
-- One row per clock of an item, also of those that have ended: what its end is made of.
-- uses: clocks_of_item
select *,
from clocks_of_item
order by started_at, stage, subject;

-- name: supervised_clocks
-- One row per clock of an item as it ran when a supervision began (the last: '').
-- uses: kept_items=item_supervised, clocks_of_item
select *,
from clocks_of_item
order by started_at, stage, subject;

-- name: item_escalations
-- One row per running clock of an open item and level: when which tier is told.
-- Nothing of it is stored: it follows from the state, the profile and now.
-- uses: timed_items
with clocks as (
    select
        *,
        unnest(['close', 'sign', 'assign', 'acknowledge']) as stage,
        unnest([close_at, sign_at, assign_at, acknowledge_at]) as due_at,
        unnest([opened_at, handed_at, opened_at, waits_at]) as started_at,
    from timed_items
    where
        kind = $kind::varchar
        and item_id = $id::varchar
),

tiers as (
    select ['village', 'town', 'county', 'city'] as names,
)

select
    clocks.stage,
    escalation.escalation_level,
    clocks.due_at,
    make_timestamptz(
        epoch_us(clocks.due_at)
        + (
            escalation.overdue_share
            * greatest(epoch_us(clocks.due_at) - epoch_us(clocks.started_at), 1000000)
        )::bigint
    ) as reached_at,
    tiers.names[
        least(
            list_position(tiers.names, coalesce(centers.tier, divisions.tier))
            + escalation.tier_step,
            4
        )
    ] as tier,
    reached_at < $now_at::timestamptz as is_reached,
from clocks
cross join tiers
inner join escalation using (stage)
left join centers
    on clocks.owner_center = centers.center_code
left join divisions
    on clocks.division_code = divisions.division_code
where clocks.due_at is not null
order by reached_at, clocks.stage, escalation.escalation_level;
