-- name: warning_spans
-- One row per limit and number of days ago: how many windows before were kept whole.
-- Of a stream whose history begins later, or is kept no longer, those that it has. Its
-- first day may have begun late.
-- uses: period_cells
with heard as (
    select
        kind,
        min(business_day) + 1 as first_day,
    from period_cells
    where
        axis = 'received'
        and not is_device_health
    group by kind
),

shifts as (
    select unnest(range(0, 14))::integer as days_ago,
)

select
    warning_limits.*,
    shifts.days_ago,
    $until_day::date - shifts.days_ago as end_day,
    least(
        windows,
        (
            $until_day::date
            - shifts.days_ago
            - greatest(
                coalesce(heard.first_day, $until_day::date),
                $until_day::date - kept_days
            )
        )
        // window_days
        - 1
    )::integer as kept_windows,
from warning_limits
left join heard using (kind)
cross join shifts;

-- name: warned_days
-- One row per county or town, limit, category ('': all together) and day: what came.
-- Of a stream that opens as cases these, else signals, those confirmed later too.
-- uses: period_cells
with case_kinds as (
    select openings.kind, from openings
    where openings.is_case
),

counted as (
    select
        business_day,
        division_code,
        kind,
        category,
        sum(
            case
                when kind in (select case_kinds.kind, from case_kinds) then cases
                else items - cases + confirmed
            end
        )::bigint as received,
    from period_cells
    where
        grain = 'town'
        and axis = 'received'
        and not is_device_health
    group by all
),

placed as (
    select
        counted.* exclude (division_code),
        unnest(
            case
                when divisions.tier = 'town'
                    then [divisions.division_code, divisions.parent_code]
                else [divisions.division_code]
            end
        ) as division_code,
    from counted
    inner join divisions using (division_code)
)

select
    placed.division_code,
    warning_limits.rule,
    case when by_category then category else '' end as category,
    business_day,
    sum(received)::bigint as received,
from placed
inner join divisions using (division_code)
inner join warning_limits using (kind, tier)
where
    division_code >= $low::bigint
    and division_code < $high::bigint
group by all;

-- name: warning_values
-- One row per county or town, limit, category and number of days ago.
-- The count of the window, the usual one. Only of what may be near its limit now.
-- uses: warning_spans, warned_days
with candidates as (
    select
        division_code,
        rule,
        category,
    from warned_days
    inner join warning_spans using (rule)
    where
        days_ago = 0
        and business_day < end_day
        and business_day >= end_day - window_days
    group by all
    having sum(received) * 100 >= any_value(least[1] * near_percent)
),

placed as (
    select
        *,
        (end_day - 1 - business_day) // window_days as window_no,
    from warned_days
    semi join candidates using (division_code, rule, category)
    inner join warning_spans using (rule)
    where
        business_day < end_day
        and kept_windows >= least_windows
)

select
    division_code,
    rule,
    category,
    days_ago,
    end_day,
    coalesce(sum(received) filter (where window_no = 0), 0)::bigint as value,
    coalesce(
        sum(received) filter (where window_no between 1 and kept_windows), 0
    )::bigint as base,
    any_value(kept_windows) as kept_windows,
    base / any_value(kept_windows) as usual,
    list_transform(
        [1, 2, 3],
        lambda place: warning_limit(
            any_value(least)[place],
            any_value(z)[place],
            any_value(above)[place],
            usual,
            any_value(kept_windows)
        )
    ) as limits,
    len(list_filter(limits, lambda one: value >= one)) as level,
    list(struct_pack(window_no, received)) filter (where window_no <= kept_windows)
        as days,
from placed
group by
    division_code,
    rule,
    category,
    days_ago,
    end_day;

-- name: warning_entries
-- One row per 预警函 and reply to one, the first of those of one identifier.
-- uses: read_entries
select
    entry_id,
    entry,
    epoch,
    offset_no,
    record_at,
    acting_center,
    acting_role,
    details,
from read_entries
where
    entry in ('warning', 'warning_reply')
    and acting_role in ('leader', 'staff')
qualify
    row_number() over (
        partition by entry_id
        order by epoch, offset_no
    ) = 1;

-- name: warnings_sent
-- One row per 预警函 that holds, with its number, and its reply if there is one.
-- It comes from a center above, and goes to the center of the division that it is of.
-- Who sends counts his own of a year, in the order of the log. The first reply of the
-- center that was asked counts.
-- uses: warning_entries, owners_above
with sent as (
    select
        warning_entries.*,
        year(day_of_us(epoch_us(record_at))) as year,
        centers.center_code as to_center,
        centers.division_code,
        row_number() over (
            partition by acting_center, year
            order by epoch, offset_no
        ) as number,
    from warning_entries
    inner join centers
        on (details ->> '$.to_center')::bigint = centers.center_code
    inner join owners_above
        on centers.center_code = owners_above.owner_center
    where
        entry = 'warning'
        and list_contains(owners_above.stand_above, acting_center)
        and (details ->> '$.division_code')::bigint = centers.division_code
),

replies as (
    select
        sent.entry_id,
        replied.record_at as replied_at,
        replied.details ->> '$.text' as reply,
        replied.details ->> '$.measures' as measures,
    from warning_entries as replied
    inner join sent
        on
            replied.details ->> '$.warning' = sent.entry_id
            and replied.acting_center = sent.to_center
    where
        replied.entry = 'warning_reply'
        and row(replied.epoch, replied.offset_no) > row(sent.epoch, sent.offset_no)
    qualify
        row_number() over (
            partition by sent.entry_id
            order by replied.epoch, replied.offset_no
        ) = 1
)

select
    sent.entry_id,
    epoch,
    offset_no,
    year,
    number,
    acting_center,
    to_center,
    division_code,
    record_at as sent_at,
    details ->> '$.kind' as kind,
    coalesce(details ->> '$.category', '') as category,
    (details ->> '$.first_day')::date as first_day,
    (details ->> '$.last_day')::date as last_day,
    (details ->> '$.value')::bigint as value,
    (details ->> '$.usual')::double as usual,
    (details ->> '$.windows')::bigint as windows,
    (details ->> '$.yellow')::bigint as yellow,
    (details ->> '$.orange')::bigint as orange,
    (details ->> '$.red')::bigint as red,
    list_position(['yellow', 'orange', 'red'], details ->> '$.level') as level,
    (details ->> '$.since_day')::date as since_day,
    details ->> '$.text' as text,
    (details ->> '$.reply_by')::timestamptz as reply_by,
    (details ->> '$.as_of')::timestamptz as as_of,
    replied_at,
    reply,
    measures,
from sent
left join replies using (entry_id);

-- name: letters_waiting
-- One row per 预警函 without a reply and role that may answer it.
-- uses: warnings_sent
select
    entry_id,
    to_center as center_code,
    reply_by as due_at,
    'to_answer' as reason,
    unnest(['leader', 'staff']) as only_role,
from warnings_sent
where replied_at is null;
