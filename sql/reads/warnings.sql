-- name: hot_types
-- One row per county or town and type that is hot, or near its limit (level 0).
-- The hottest first, at most so many out of `total`. Of the days before `$until_day`:
-- the count of the window, the usual one, from how many on it is yellow, orange, red.
-- `since_day` is the last day of the first window in a row that was hot, or an earlier
-- day where it `is_longer`: what was before cannot be told.
-- uses: warning_spans, warning_values
with runs as (
    select
        division_code,
        rule,
        category,
        days_ago,
        end_day,
        row_number() over (
            partition by division_code, rule, category
            order by days_ago
        ) as place,
    from warning_values
    where level > 0
),

begun as (
    select
        division_code,
        rule,
        category,
        max(days_ago) as days_ago,
        min(end_day) - 1 as since_day,
    from runs
    where days_ago = place - 1
    group by all
)

select
    warning_values.division_code,
    warning_values.rule,
    warning_spans.kind,
    warning_values.category,
    level,
    value,
    usual,
    warning_values.kept_windows as windows,
    limits[1] as yellow,
    limits[2] as orange,
    limits[3] as red,
    warning_spans.window_days,
    warning_values.end_day - warning_spans.window_days as first_day,
    warning_values.end_day - 1 as last_day,
    begun.since_day,
    begun.days_ago is not null
    and not coalesce(earlier.kept_windows >= earlier.least_windows, false) as is_longer,
    list_transform(
        range(0, warning_values.kept_windows + 1),
        lambda wanted: coalesce(
            list_sum(
                list_transform(
                    list_filter(days, lambda day: day['window_no'] = wanted),
                    lambda day: day['received']
                )
            ),
            0
        )::bigint
    ) as counts,
    count(*) over () as total,
from warning_values
inner join warning_spans
    on
        warning_values.rule = warning_spans.rule
        and warning_values.days_ago = warning_spans.days_ago
left join begun
    on
        warning_values.division_code = begun.division_code
        and warning_values.rule = begun.rule
        and warning_values.category = begun.category
left join warning_spans as earlier
    on
        warning_values.rule = earlier.rule
        and begun.days_ago + 1 = earlier.days_ago
where
    warning_values.days_ago = 0
    and (
        level > 0
        or (
            value > usual
            and value * 100 >= limits[1] * warning_spans.near_percent
        )
    )
order by
    level desc,
    value / limits[1] desc,
    warning_values.division_code asc,
    warning_values.rule asc,
    warning_values.category asc
limit $row_limit::integer;

-- name: hot_everywhere
-- One row per county or town and type that is hot, by the days before `$until_day`.
-- And whether a 预警函 was sent about days of its window.
-- uses: warning_spans, warning_values, warnings_sent
with written as (
    select
        division_code,
        kind,
        category,
        max(last_day) as last_day,
    from warnings_sent
    group by all
)

select
    warning_values.division_code,
    warning_spans.kind,
    warning_values.category,
    warning_values.level,
    coalesce(
        written.last_day >= warning_values.end_day - warning_spans.window_days,
        false
    ) as is_written,
from warning_values
inner join warning_spans
    on
        warning_values.rule = warning_spans.rule
        and warning_values.days_ago = warning_spans.days_ago
left join written
    on
        warning_values.division_code = written.division_code
        and warning_spans.kind = written.kind
        and warning_values.category = written.category
where
    warning_values.days_ago = 0
    and warning_values.level > 0
order by
    warning_values.level desc,
    warning_values.division_code asc,
    warning_spans.kind asc,
    warning_values.category asc;

-- name: hot_type_limits
-- One row per limit of a hot type, and how many windows before were kept whole.
-- uses: warning_spans
select
    rule,
    kind,
    by_category,
    tier,
    window_days,
    windows,
    least_windows,
    kept_windows,
    least,
    z,
    above,
from warning_spans
where days_ago = 0
order by rule;

-- name: warning_letters
-- One row per 预警函 to a center of a range of divisions that holds, the newest first.
-- At most so many out of `total`, and in any case the one that is named.
-- uses: warnings_sent
select
    *,
    count(*) over () as total,
from warnings_sent
where
    division_code >= $low::bigint
    and division_code < $high::bigint
qualify
    row_number() over (order by epoch desc, offset_no desc) <= $row_limit::integer
    or entry_id = $letter::varchar
order by epoch desc, offset_no desc;
