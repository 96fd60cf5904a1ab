-- name: dated_items
-- One row per item of `staged_handling`: with its facts and its deadlines.
-- A round of a case starts when it is received, confirmed or reopened. What was
-- extended runs out when the extension says, never earlier than without it; a pause
-- moves the end by its whole length. Every hand-over, earlier round and joint task has
-- a due date of its own, in the order of its list. Shanghai has no summer time, and
-- sums through its calendar are slow: so all is in microseconds.
with clocks as (
    select
        staged_handling.*,
        staged_facts.* exclude (kind, item_id),
        clock_limits.* exclude (kind, severity, scale, source, span_from, span_until),
        expected_tiers.tier as expected_tier,
        coalesce(staged_handling.round_started_at, staged_facts.received_at)
            as started_at,
        coalesce(
            staged_handling.shelved_until,
            staged_handling.waits_since,
            staged_facts.received_at
        ) as waits_at,
        stopped_s(staged_handling.pauses) as paused_s,
    from staged_handling
    left join staged_facts using (kind, item_id)
    left join known_sources using (source)
    left join clock_limits
        on
            staged_handling.kind = clock_limits.kind
            and staged_facts.severity = clock_limits.severity
            and staged_facts.scale = clock_limits.scale
            and coalesce(known_sources.source, '*') = clock_limits.source
            and staged_facts.received_at >= clock_limits.span_from
            and staged_facts.received_at < clock_limits.span_until
    left join expected_tiers
        on
            staged_handling.kind = expected_tiers.kind
            and staged_facts.severity = expected_tiers.severity
            and staged_facts.scale = expected_tiers.scale
            and staged_facts.spread = expected_tiers.spread
)

select
    clocks.* exclude (
        started_at,
        waits_at,
        paused_s,
        acknowledge_s,
        acknowledge_workdays,
        assign_s,
        assign_workdays,
        sign_s,
        sign_workdays,
        close_s,
        close_workdays,
        task_s,
        task_workdays
    ),
    case_number_of(kind, item_id) as case_number,
    clock_end(waits_at, 0, acknowledge_s, acknowledge_workdays, workdays)
        as acknowledge_due_at,
    case
        when is_case
            then clock_end(started_at, 0, assign_s, assign_workdays, workdays)
    end as assign_due_at,
    case
        when is_case
            then greatest(
                extended_to,
                clock_end(started_at, paused_s, close_s, close_workdays, workdays)
            )
    end as close_due_at,
    (epoch_us(close_due_at) - epoch_us(started_at)) / 1000000 as close_limit_s,
    case
        when version is null or len(handovers) = 0 then []
        else list_transform(
            handovers,
            lambda one: coalesce(
                one['due_at'],
                clock_end(one['handed_at'], 0, sign_s, sign_workdays, workdays)
            )
        )
    end as handover_dues,
    case when is_case then handover_dues[-1] end as sign_due_at,
    case
        when version is null or len(rounds) = 0 then []
        else list_transform(
            rounds,
            lambda one: greatest(
                one['extended_to'],
                clock_end(
                    coalesce(one['started_at'], received_at),
                    one['paused_s'],
                    close_s,
                    close_workdays,
                    workdays
                )
            )
        )
    end as round_dues,
    case
        when version is null or len(tasks) = 0 then []
        else list_transform(
            tasks,
            lambda one: coalesce(
                one['due_at'],
                clock_end(one['sent_at'], 0, task_s, task_workdays, workdays)
            )
        )
    end as task_dues,
from clocks
cross join calendar;
