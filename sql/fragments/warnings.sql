-- name: warning_days
-- One row per limit and day: of which kind the day is.
-- Kinds are days off (`off`) and workdays by the legal calendar with its shifted days,
-- of these the first after days off (`first`) apart from the others (`work`); and days
-- of the month on which a stream has its own rhythm (`meeting`: 逢四说事).
with days as (
    select
        business_day,
        is_workday,
        coalesce(not lag(is_workday) over (order by business_day), false) as is_first,
    from workdays
    where
        business_day >= $from_day::date - 1
        and business_day < $until_day::date
)

select
    rule,
    business_day,
    case
        when list_contains(meeting_days, day(business_day)) then 'meeting'
        when not is_workday then 'off'
        when is_first then 'first'
        else 'work'
    end as day_kind,
from warning_limits
cross join days;

-- name: warning_spans
-- One row per limit and number of days ago: which days stand behind a window.
-- They end `guard_days` before it, so that what begins does not hide itself. Of a
-- stream whose history begins later, or is kept no longer, those that it has; its first
-- day may have begun late.
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
),

ended as (
    select
        *,
        $until_day::date - days_ago as end_day,
        end_day - window_days - guard_days as base_until,
    from warning_limits
    cross join shifts
)

select
    ended.*,
    greatest(
        base_until - base_days,
        least(
            base_until,
            greatest(
                coalesce(heard.first_day, $until_day::date),
                $until_day::date - kept_days
            )
        )
    ) as base_from,
    (base_until - base_from)::integer as kept_base,
from ended
left join heard using (kind);

-- name: warning_kinds
-- One row per limit, number of days ago and kind of day: how many days of it there are.
-- In the window, and behind it.
-- uses: warning_spans, warning_days
select
    warning_spans.rule,
    days_ago,
    day_kind,
    count(*) filter (where business_day >= end_day - window_days) as in_window,
    count(*) filter (where business_day < base_until) as behind,
from warning_spans
inner join warning_days
    on
        warning_spans.rule = warning_days.rule
        and business_day >= base_from
        and business_day < end_day
group by all;

-- name: warning_frames
-- One row per limit and number of days ago: whether enough days stand behind a window.
-- Enough of all, and of each kind of day that is in it: `same_days` are those.
-- uses: warning_spans, warning_kinds
with kinds as (
    select
        rule,
        days_ago,
        (sum(behind) filter (where in_window > 0))::integer as same_days,
        min(behind) filter (where in_window > 0) as fewest,
    from warning_kinds
    group by all
)

select
    warning_spans.*,
    kinds.same_days,
    kept_base >= least_days and kinds.fewest >= least_same_days as is_known,
from warning_spans
inner join kinds
    on
        warning_spans.rule = kinds.rule
        and warning_spans.days_ago = kinds.days_ago;

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
-- Each day is compared with days of its kind, as W2 of EARS does with weekdays and
-- weekends (Tokars et al., Enhancing time-series detection algorithms for automated
-- biosurveillance, Emerg. Infect. Dis. 15 (2009) 533-539). What a window is expected to
-- have is the sum of its days' means, which is a Poisson regression with the kind of
-- day as factor. `spread` is its dispersion (Pearson's chi-squared over the degrees of
-- freedom, 1 at least: Farrington et al. 1996), so that what comes in bursts is not
-- told as news; the variance has the error of the means too. Half an item more in each
-- kind (Jeffreys' prior, as in algo.bayes of R's surveillance, Hoehle 2007) lets what
-- never came be compared.
-- uses: warning_frames, warning_kinds, warning_days, warned_days
with candidates as (
    select
        division_code,
        rule,
        category,
    from warned_days
    inner join warning_frames using (rule)
    where
        days_ago = 0
        and business_day < end_day
        and business_day >= end_day - window_days
    group by all
    having sum(received) * 100 >= any_value(least[1] * near_percent)
),

counted as (
    select
        division_code,
        warned_days.rule,
        category,
        days_ago,
        day_kind,
        sum(received) filter (where business_day >= end_day - window_days) as value,
        sum(received) filter (where business_day < base_until) as base,
        sum(received * received) filter (where business_day < base_until) as squares,
    from warned_days
    semi join candidates using (division_code, rule, category)
    inner join warning_days using (rule, business_day)
    inner join warning_frames using (rule)
    where
        business_day >= base_from
        and business_day < end_day
        and is_known
    group by all
),

framed as (
    select
        candidates.*,
        days_ago,
        day_kind,
        in_window,
        behind,
        coalesce(value, 0)::bigint as value,
        coalesce(base, 0)::bigint as base,
        coalesce(squares, 0)::double as squares,
        (coalesce(base, 0) + 0.5) / behind as rate,
    from candidates
    inner join warning_frames using (rule)
    inner join warning_kinds using (rule, days_ago)
    left join counted using (division_code, rule, category, days_ago, day_kind)
    where
        is_known
        and behind > 0
),

summed as (
    select
        division_code,
        rule,
        category,
        days_ago,
        sum(value)::bigint as value,
        (sum(base) filter (where in_window > 0))::bigint as base,
        sum(in_window * base / behind) as usual,
        sum(in_window * rate) as mean,
        sum(in_window * in_window * rate / behind) as error,
        greatest(
            1,
            coalesce(
                sum(squares * behind / base - base) filter (where base > 0)
                / (sum(behind) - count(*)),
                1
            )
        ) as spread,
        list(
            struct_pack(
                day_kind,
                days := in_window::integer,
                behind := behind::integer,
                usual := base / behind
            )
            order by day_kind
        ) as kinds,
    from framed
    group by all
)

select
    summed.*,
    warning_frames.end_day,
    warning_frames.same_days,
    greatest(0, ceil(warning_bound(-1.96, mean, spread * (mean + error))))::bigint
        as low,
    floor(warning_bound(1.96, mean, spread * (mean + error)))::bigint as high,
    list_transform(
        [1, 2, 3],
        lambda place: warning_limit(
            warning_frames.least[place],
            warning_frames.z[place],
            warning_frames.above[place],
            usual,
            mean,
            spread * (mean + error)
        )
    ) as limits,
    len(list_filter(limits, lambda one: value >= one)) as level,
from summed
inner join warning_frames using (rule, days_ago);

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
    (details ->> '$.same_days')::bigint as same_days,
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
