-- name: item_clocks
-- One row per clock of an item, also of those that have ended: what its end is made of.
-- `due_at` = `started_at` + `allowed_s` + `skipped_s` (days that are no workdays) +
-- `paused_s` + `extended_s`; a due date that was stated has no rule. `subject` is the
-- round's number, the center that was asked to sign, or the joint task.
-- uses: limited_items
with item as (
    select *,
    from limited_items
    where
        kind = $kind::varchar
        and item_id = $id::varchar
        and version is not null
),

numbered as (
    select
        *,
        unnest(range(1, greatest(len(handovers), len(rounds), len(tasks)) + 1)) as n,
    from item
),

clocks as (
    select
        'acknowledge' as stage,
        null as subject,
        coalesce(shelved_until, waits_since, received_at) as started_at,
        null::timestamptz as stated_at,
        acknowledge_s as limit_s,
        acknowledge_workdays as limit_workdays,
        0 as paused_s,
        null::timestamptz as extended_to,
        acknowledge_due_at as due_at,
        coalesce(acknowledged_at, confirmed_at, closed_at) as ended_at,
    from item
    union all
    select
        'assign' as stage,
        (len(rounds) + 1)::varchar as subject,
        coalesce(round_started_at, received_at) as started_at,
        null as stated_at,
        assign_s as limit_s,
        assign_workdays as limit_workdays,
        0 as paused_s,
        null as extended_to,
        assign_due_at as due_at,
        coalesce(assigned_at, closed_at) as ended_at,
    from item
    union all
    select
        'sign' as stage,
        handovers[n].to_center::varchar as subject,
        handovers[n].handed_at as started_at,
        handovers[n].due_at as stated_at,
        sign_s as limit_s,
        sign_workdays as limit_workdays,
        0 as paused_s,
        null as extended_to,
        handover_dues[n] as due_at,
        handovers[n].ended_at as ended_at,
    from numbered
    where n <= len(handovers)
    union all
    select
        'close' as stage,
        n::varchar as subject,
        coalesce(rounds[n].started_at, received_at) as started_at,
        null as stated_at,
        close_s as limit_s,
        close_workdays as limit_workdays,
        rounds[n].paused_s as paused_s,
        rounds[n].extended_to as extended_to,
        round_dues[n] as due_at,
        rounds[n].closed_at as ended_at,
    from numbered
    where n <= len(rounds)
    union all
    select
        'close' as stage,
        (len(rounds) + 1)::varchar as subject,
        coalesce(round_started_at, received_at) as started_at,
        null as stated_at,
        close_s as limit_s,
        close_workdays as limit_workdays,
        paused_s,
        extended_to,
        close_due_at as due_at,
        closed_at as ended_at,
    from item
    union all
    select
        'task' as stage,
        tasks[n].task_id as subject,
        tasks[n].sent_at as started_at,
        tasks[n].due_at as stated_at,
        task_s as limit_s,
        task_workdays as limit_workdays,
        0 as paused_s,
        null as extended_to,
        task_dues[n] as due_at,
        coalesce(tasks[n].fed_back_at, tasks[n].ended_at) as ended_at,
    from numbered
    where n <= len(tasks)
),

counted as (
    select
        clocks.*,
        day_of_us(epoch_us(started_at)) as started_day,
        case
            when stated_at is not null then epoch(stated_at) - epoch(started_at)
            else coalesce(limit_s, limit_workdays * 86400)
        end as allowed_s,
        case
            when stated_at is null and limit_workdays is not null
                then (
                    workday_after(started_day, limit_workdays, workdays)
                    - started_day
                    - limit_workdays
                )
                * 86400
            else 0
        end as skipped_s,
    from clocks
    cross join calendar
    where due_at is not null
),

extended as (
    select
        *,
        epoch(started_at) + allowed_s + skipped_s + paused_s as plain_end_s,
    from counted
)

select
    stage,
    subject,
    started_at,
    case when stated_at is null then store_meta.value end as profile,
    case when stated_at is null then limit_workdays end as limit_workdays,
    allowed_s,
    skipped_s,
    paused_s,
    greatest(coalesce(epoch(extended_to) - plain_end_s, 0), 0) as extended_s,
    due_at,
    ended_at,
from extended
left join store_meta
    on store_meta.name = 'deadline_profile'
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
