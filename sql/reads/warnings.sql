-- name: hot_types
-- One row per county or town and type that is hot, or near its limit (level 0).
-- The hottest first, at most so many out of `total`. Of the days before `$until_day`:
-- the count of the window, what days of the same kinds had (`same_days` of them) and
-- between which two it usually lies, from how many on it is yellow, orange, red.
-- `since_day` is the last day of the first window in a row that was hot, or an earlier
-- day where it `is_longer`: what was before cannot be told. `counts` and `usuals` are
-- those of the window and of up to eight before it, the newest first.
-- uses: warning_frames, warning_values, warning_days, warned_days
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
),

hot as (
    select
        warning_values.*,
        list_filter(kinds, lambda one: one['days'] > 0) as of_window,
        warning_frames.kind,
        warning_frames.window_days,
        warning_frames.base_from,
        since_day,
        begun.days_ago is not null
        and not coalesce(earlier.is_known, false) as is_longer,
        count(*) over () as total,
    from warning_values
    inner join warning_frames using (rule, days_ago)
    left join begun
        on
            warning_values.division_code = begun.division_code
            and warning_values.rule = begun.rule
            and warning_values.category = begun.category
    left join warning_frames as earlier
        on
            warning_values.rule = earlier.rule
            and begun.days_ago + 1 = earlier.days_ago
    where
        warning_values.days_ago = 0
        and (
            level > 0
            or (
                value > usual
                and value * 100 >= limits[1] * warning_frames.near_percent
            )
        )
    order by
        level desc,
        value / limits[1] desc,
        warning_values.division_code asc,
        warning_values.rule asc,
        warning_values.category asc
    limit $row_limit::integer
),

windows as (
    select
        hot.division_code,
        hot.rule,
        hot.category,
        (end_day - 1 - warning_days.business_day) // window_days as window_no,
        coalesce(sum(received), 0)::bigint as received,
        sum(
            list_filter(kinds, lambda one: one['day_kind'] = warning_days.day_kind)[1][
                'usual'
            ]
        ) as usual,
    from hot
    inner join warning_days
        on
            hot.rule = warning_days.rule
            and warning_days.business_day >= base_from
            and warning_days.business_day < end_day
            and warning_days.business_day >= end_day - 9 * window_days
    left join warned_days
        on
            hot.division_code = warned_days.division_code
            and hot.rule = warned_days.rule
            and hot.category = warned_days.category
            and warning_days.business_day = warned_days.business_day
    group by all
    having count(*) = any_value(window_days)
),

courses as (
    select
        division_code,
        rule,
        category,
        list(received order by window_no) as counts,
        list(usual order by window_no) as usuals,
    from windows
    group by all
)

select
    hot.division_code,
    hot.rule,
    kind,
    hot.category,
    level,
    value,
    usual,
    base,
    same_days,
    list_transform(of_window, lambda one: one['day_kind']) as day_kinds,
    list_transform(of_window, lambda one: one['days']) as kind_days,
    list_transform(of_window, lambda one: one['behind']) as kind_behind,
    spread,
    low,
    high,
    limits[1] as yellow,
    limits[2] as orange,
    limits[3] as red,
    window_days,
    end_day - window_days as first_day,
    end_day - 1 as last_day,
    since_day,
    is_longer,
    counts,
    usuals,
    total,
from hot
inner join courses
    on
        hot.division_code = courses.division_code
        and hot.rule = courses.rule
        and hot.category = courses.category
order by
    level desc,
    value / limits[1] desc,
    hot.division_code asc,
    hot.rule asc,
    hot.category asc;

-- name: hot_everywhere
-- One row per county or town and type that is hot, by the days before `$until_day`.
-- And whether a 预警函 was sent about days of its window.
-- uses: warning_frames, warning_values, warnings_sent
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
    warning_frames.kind,
    warning_values.category,
    warning_values.level,
    coalesce(
        written.last_day >= warning_values.end_day - warning_frames.window_days,
        false
    ) as is_written,
from warning_values
inner join warning_frames
    on
        warning_values.rule = warning_frames.rule
        and warning_values.days_ago = warning_frames.days_ago
left join written
    on
        warning_values.division_code = written.division_code
        and warning_frames.kind = written.kind
        and warning_values.category = written.category
where
    warning_values.days_ago = 0
    and warning_values.level > 0
order by
    warning_values.level desc,
    warning_values.division_code asc,
    warning_frames.kind asc,
    warning_values.category asc;

-- name: hot_type_limits
-- One row per limit of a hot type, and how many days stand behind its window.
-- `is_known` says whether they are enough, of each kind of day that is in it.
-- uses: warning_frames
select
    rule,
    kind,
    by_category,
    tier,
    window_days,
    base_days,
    kept_base,
    is_known,
    least,
    z,
    above,
from warning_frames
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
