-- name: dated_items
-- One row per item of `staged_handling`: with its facts, its deadlines and its number.
-- The clock of a case starts when it is received or confirmed and stands still while it
-- is suspended; what was extended runs out when the extension says.
with known_sources as (
    select distinct source, from clock_limits
),

clocks as (
    select
        staged_handling.*,
        staged_facts.* exclude (kind, item_id),
        clock_limits.* exclude (kind, severity, scale, source, span_from, span_until),
        expected_tiers.tier as expected_tier,
        coalesce(staged_handling.confirmed_at, staged_facts.received_at) as started_at,
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
),

limits as (
    select
        clocks.*,
        case
            when clocks.acknowledge_workdays is null
                then clocks.received_at + to_seconds(clocks.acknowledge_s)
            else
                clocks.received_at + to_days(
                    calendar.days[
                        calendar.numbers[
                            clocks.received_at::date - calendar.first_day + 1
                        ]
                        + clocks.acknowledge_workdays
                    ]
                    - clocks.received_at::date
                )
        end as acknowledge_first_at,
        case
            when clocks.sign_workdays is null
                then clocks.started_at + to_seconds(clocks.sign_s)
            else
                clocks.started_at + to_days(
                    calendar.days[
                        calendar.numbers[
                            clocks.started_at::date - calendar.first_day + 1
                        ]
                        + clocks.sign_workdays
                    ]
                    - clocks.started_at::date
                )
        end as sign_first_at,
        case
            when clocks.close_workdays is null
                then clocks.started_at + to_seconds(clocks.close_s)
            else
                clocks.started_at + to_days(
                    calendar.days[
                        calendar.numbers[
                            clocks.started_at::date - calendar.first_day + 1
                        ]
                        + clocks.close_workdays
                    ]
                    - clocks.started_at::date
                )
        end as close_first_at,
    from clocks
    cross join calendar
),

dues as (
    select
        * exclude (acknowledge_first_at, sign_first_at, close_first_at),
        upper(md5(kind || ':' || item_id)) as digest,
        case
            when suspended_at is null
                then acknowledge_first_at + to_seconds(suspended_s)
        end as acknowledge_due_at,
        case
            when is_case and suspended_at is null
                then sign_first_at + to_seconds(suspended_s)
        end as sign_due_at,
        case
            when not is_case or suspended_at is not null then null
            else coalesce(extended_to, close_first_at + to_seconds(suspended_s))
        end as close_due_at,
    from limits
)

select
    * exclude (
        digest,
        started_at,
        acknowledge_s,
        acknowledge_workdays,
        sign_s,
        sign_workdays,
        close_s,
        close_workdays
    ),
    epoch(close_due_at) - epoch(started_at) as close_limit_s,
    substr(digest, 1, 4) || '-' || substr(digest, 5, 4) || '-' || substr(digest, 9, 4)
        as case_number,
from dues;
