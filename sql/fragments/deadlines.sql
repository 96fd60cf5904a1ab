-- name: dated_items
-- One row per item of `staged_handling`: with its facts and its deadlines.
-- The clock of a case starts when it is received or confirmed and stands still while it
-- is suspended; what was extended runs out when the extension says, never earlier than
-- without it. Shanghai has no summer time, and sums through its calendar are slow: so
-- all is in microseconds.
with clocks as (
    select
        staged_handling.*,
        staged_facts.* exclude (kind, item_id),
        clock_limits.* exclude (kind, severity, scale, source, span_from, span_until),
        expected_tiers.tier as expected_tier,
        epoch_us(staged_facts.received_at) as received_us,
        epoch_us(coalesce(staged_handling.confirmed_at, staged_facts.received_at))
            as started_us,
        date '1970-01-01' + ((received_us + 28800000000) // 86400000000)::integer
            as received_day,
        date '1970-01-01' + ((started_us + 28800000000) // 86400000000)::integer
            as started_day,
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
        received_us,
        started_us,
        received_day,
        started_day,
        acknowledge_s,
        acknowledge_workdays,
        sign_s,
        sign_workdays,
        close_s,
        close_workdays
    ),
    case
        when suspended_at is null
            then clock_end(
                received_us,
                received_day,
                suspended_s,
                acknowledge_s,
                acknowledge_workdays,
                workdays
            )
    end as acknowledge_due_at,
    case
        when is_case and suspended_at is null
            then clock_end(
                started_us,
                started_day,
                suspended_s,
                sign_s,
                sign_workdays,
                workdays
            )
    end as sign_due_at,
    case
        when is_case and suspended_at is null
            then greatest(
                extended_to,
                clock_end(
                    started_us,
                    started_day,
                    suspended_s,
                    close_s,
                    close_workdays,
                    workdays
                )
            )
    end as close_due_at,
    (epoch_us(close_due_at) - started_us) / 1000000 as close_limit_s,
from clocks
cross join calendar;
