-- name: derive_clock_limits
-- One row per kind, severity, scale, source and span: how long each clock may run.
-- So that a batch finds all clocks of an item in one row.
create or replace table clock_limits as
with edges as (
    select distinct valid_from,
    from deadline_limits
),

spans as (
    select
        valid_from as span_from,
        lead(valid_from, 1, date '9999-12-31') over (order by valid_from) as span_until,
    from edges
)

select
    deadline_limits.kind,
    deadline_limits.severity,
    deadline_limits.scale,
    deadline_limits.source,
    spans.span_from::timestamptz as span_from,
    spans.span_until::timestamptz as span_until,
    any_value(limit_s) filter (where stage = 'acknowledge') as acknowledge_s,
    any_value(workdays) filter (where stage = 'acknowledge') as acknowledge_workdays,
    any_value(limit_s) filter (where stage = 'assign') as assign_s,
    any_value(workdays) filter (where stage = 'assign') as assign_workdays,
    any_value(limit_s) filter (where stage = 'task') as task_s,
    any_value(workdays) filter (where stage = 'task') as task_workdays,
    any_value(limit_s) filter (where stage = 'sign') as sign_s,
    any_value(workdays) filter (where stage = 'sign') as sign_workdays,
    any_value(limit_s) filter (where stage = 'close') as close_s,
    any_value(workdays) filter (where stage = 'close') as close_workdays,
from deadline_limits
inner join spans
    on
        deadline_limits.valid_from <= spans.span_from
        and deadline_limits.valid_until > spans.span_from
group by all;

-- name: derive_calendar
-- One row: the workday number of every day, and the day of every workday number.
create or replace table calendar as
select
    {
        'first_day': min(business_day),
        'numbers': list(workday_no order by business_day),
        'days': list(business_day order by business_day) filter (where is_workday)
    } as workdays,
from workdays;

-- name: derive_workday_after
-- The day that comes so many workdays after a day.
create or replace macro workday_after(day, count, workdays) as
workdays['days'][workdays['numbers'][day - workdays['first_day'] + 1] + count];

-- name: derive_clock_end
-- When a clock runs out that started at a moment.
-- At the same time so many workdays later, or after so many seconds; by so much later
-- as it stood still. Null where nothing limits it.
create or replace macro clock_end(
    start_at, stopped_s, limit_s, limit_workdays, workdays
) as
make_timestamptz(
    epoch_us(start_at)
    + (stopped_s * 1000000)::bigint
    + case
        when limit_workdays is null then (limit_s * 1000000)::bigint
        else
            86400000000
            * (
                workday_after(
                    day_of_us(epoch_us(start_at)), limit_workdays, workdays
                )
                - day_of_us(epoch_us(start_at))
            )
    end
);

-- name: derive_known_sources
-- One row per source that has clocks of its own; any other goes by those of '*'.
create or replace table known_sources as
select distinct source,
from clock_limits;
