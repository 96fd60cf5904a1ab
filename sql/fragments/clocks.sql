-- name: timed_items
-- One row per open item that counts, with the level that each of its clocks is at.
-- A level is null while its clock stands still or has more time than any level asks.
-- What was put on the ledger is counted apart: its closing is late no more.
-- uses: open_items
with clocks as (
    select
        open_items.*,
        case
            when open_items.is_case and open_items.status <> 'ledger'
                then open_items.close_due_at
        end as close_at,
        case
            when
                open_items.is_case
                and open_items.assigned_at is null
                and statuses.waits_for = 'assign'
                then open_items.assign_due_at
        end as assign_at,
        case
            when
                open_items.is_case
                and len(open_items.handovers) > 0
                and open_items.handovers[-1].ended_at is null
                then open_items.sign_due_at
        end as sign_at,
        case
            when
                open_items.acknowledged_at is null
                and statuses.waits_for = 'acknowledge'
                then open_items.acknowledge_due_at
        end as acknowledge_at,
        coalesce(open_items.round_started_at, open_items.received_at) as opened_at,
        coalesce(
            open_items.shelved_until, open_items.waits_since, open_items.received_at
        ) as waits_at,
        open_items.handovers[-1].handed_at as handed_at,
    from open_items
    inner join statuses using (status)
    where
        open_items.version is not null
        and not open_items.is_device_health
),

-- How late, as a share of the time allowed: negative while there is time.
shares as (
    select
        *,
        (epoch_us($now_at::timestamptz) - epoch_us(close_at))
        / (greatest(close_limit_s, 1) * 1000000) as close_share,
        (epoch_us($now_at::timestamptz) - epoch_us(sign_at))
        / greatest(epoch_us(sign_at) - epoch_us(handed_at), 1000000) as sign_share,
        (epoch_us($now_at::timestamptz) - epoch_us(assign_at))
        / greatest(epoch_us(assign_at) - epoch_us(opened_at), 1000000) as assign_share,
        (epoch_us($now_at::timestamptz) - epoch_us(acknowledge_at))
        / greatest(epoch_us(acknowledge_at) - epoch_us(waits_at), 1000000)
            as acknowledge_share,
    from clocks
),

-- Said once: a common table that is read thrice keeps DuckDB from leaving out columns.
thresholds as (
    select
        list(overdue_share order by overdue_share) filter (where stage = 'close')
            as close_shares,
        list(escalation_level order by overdue_share) filter (where stage = 'close')
            as close_levels,
        list(overdue_share order by overdue_share) filter (where stage = 'sign')
            as sign_shares,
        list(escalation_level order by overdue_share) filter (where stage = 'sign')
            as sign_levels,
        list(overdue_share order by overdue_share) filter (where stage = 'assign')
            as assign_shares,
        list(escalation_level order by overdue_share) filter (where stage = 'assign')
            as assign_levels,
        list(overdue_share order by overdue_share) filter (where stage = 'acknowledge')
            as acknowledge_shares,
        list(escalation_level order by overdue_share)
        filter (where stage = 'acknowledge')
            as acknowledge_levels,
    from escalation
),

-- Only what is late is looked up: most of what is open has time.
levels as (
    select
        shares.* exclude (close_share, assign_share, sign_share, acknowledge_share),
        case
            when close_share > close_shares[1]
                then close_levels[
                    len(list_filter(close_shares, lambda share: close_share > share))
                ]
        end as close_level,
        case
            when sign_share > sign_shares[1]
                then sign_levels[
                    len(list_filter(sign_shares, lambda share: sign_share > share))
                ]
        end as sign_level,
        case
            when assign_share > assign_shares[1]
                then assign_levels[
                    len(list_filter(assign_shares, lambda share: assign_share > share))
                ]
        end as assign_level,
        case
            when acknowledge_share > acknowledge_shares[1]
                then acknowledge_levels[
                    len(
                        list_filter(
                            acknowledge_shares, lambda share: acknowledge_share > share
                        )
                    )
                ]
        end as acknowledge_level,
    from shares
    cross join thresholds
)

select
    *,
    greatest(close_level, assign_level, sign_level, acknowledge_level)
        as escalation_level,
from levels;

-- name: clocks_of_item
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
    on store_meta.name = 'deadline_profile';
