-- name: crossed_counts
-- One row per axis, kind and value of each dimension of `$by`: measures of a period.
-- A dimension that `$by` does not name, parted by blanks, is null; of the days `$step`
-- says whether each stands alone, or by its week or month.
-- uses: past_cells, late_cases
with cells as (
    select *,
    from past_cells
    union all by name
    select *,
    from late_cases
),

placed as (
    select
        * replace (
            crossed_by($by::varchar, 'division', division_code) as division_code,
            crossed_by($by::varchar, 'category', category) as category,
            crossed_by($by::varchar, 'severity', severity) as severity,
            crossed_step($step::varchar, business_day) as business_day
        ),
        items - cases + confirmed as signals,
        case when status = 'false_alarm' then items end as dismissed,
        case when status = 'raised' then items end as raised,
    from cells
    where
        grain = 'town'
        and not is_device_health
        and division_code >= $low::bigint
        and division_code < $high::bigint
),

measures as (
    select
        axis,
        division_code,
        kind,
        category,
        severity,
        business_day,
        coalesce(sum(columns(lambda name: is_measure(name))), 0)::bigint,
    from placed
    group by all
)

select
    * exclude (raised),
    closed + overdue_open as closed_or_overdue,
    signed + unsigned_overdue as signed_or_overdue,
    assigned + unassigned_overdue as assigned_or_overdue,
    confirmed + dismissed as judged,
    signals - raised as disposed,
from measures;

-- name: days_heard
-- One row per business day of a period on which any town received a case.
-- uses: period_cells
select distinct business_day,
from period_cells
where
    axis = 'received'
    and grain = 'town'
    and cases > 0
order by business_day;

-- name: crossed_items
-- One row per kind and value of each dimension of `$by`: measures on `$axis`.
-- Of a period: the same as `crossed_counts`, by walking through the items: of a
-- village, of campaigns and channels the rollups know nothing.
-- uses: counted_items=crossed_told_items, dated_measures
with placed as (
    select
        * replace (
            crossed_by($by::varchar, 'division', division_code) as division_code,
            crossed_by($by::varchar, 'category', category) as category,
            crossed_by($by::varchar, 'severity', severity) as severity,
            crossed_by($by::varchar, 'campaign', coalesce(campaign, 'none'))
                as campaign,
            crossed_by($by::varchar, 'channel', coalesce(channel, 'none')) as channel,
            crossed_step($step::varchar, business_day) as business_day
        ),
    from dated_measures
)

select
    axis,
    division_code,
    kind,
    category,
    severity,
    campaign,
    channel,
    business_day,
    coalesce(
        sum(
            columns(
                [
                    'items',
                    'cases',
                    'closed',
                    'on_time',
                    'assigned',
                    'assigned_on_time',
                    'signed',
                    'signed_on_time',
                    'fed_back',
                    'confirmed',
                    'returned',
                    'reopened',
                    'settled',
                    'settled_first_time',
                    'joint',
                    'visited',
                    'satisfied',
                    'signals',
                    'dismissed',
                    'judged',
                    'disposed',
                    'closed_or_overdue',
                    'signed_or_overdue',
                    'assigned_or_overdue'
                ]
            )
        ),
        0
    )::bigint,
from placed
group by all;

-- name: crossed_open
-- One row per kind and value of each dimension of `$by`: open items of a range now.
-- As `open_by_village` and `deadlines_by_village` count them.
-- uses: timed_items
select
    crossed_by($by::varchar, 'division', division_code) as division_code,
    kind,
    crossed_by($by::varchar, 'category', category) as category,
    crossed_by($by::varchar, 'severity', severity) as severity,
    crossed_by($by::varchar, 'campaign', coalesce(campaign, 'none')) as campaign,
    crossed_by($by::varchar, 'channel', coalesce(channel, 'none')) as channel,
    count(*) filter (where is_case) as open_cases,
    count(*) filter (where not is_case) as open_signals,
    count(*) filter (where close_level = 0) as due_soon,
    count(*) filter (where close_level > 0) as overdue,
    count(*) filter (where sign_level > 0) as unsigned_overdue,
    count(*) filter (where assign_level > 0) as unassigned_overdue,
    count(*) filter (where acknowledge_level > 0) as unacknowledged_overdue,
    count(*) filter (where supervision is not null) as supervised,
    count(*) filter (where status = 'ledger') as on_ledger,
from timed_items
where
    division_code >= $low::bigint
    and division_code < $high::bigint
group by all;

-- name: crossed_judged
-- One row per kind and value of each dimension of `$by`: signals judged in a period.
-- uses: signals_dated_judged
select
    crossed_by($by::varchar, 'division', division_code) as division_code,
    kind,
    crossed_by($by::varchar, 'category', category) as category,
    crossed_by($by::varchar, 'severity', severity) as severity,
    crossed_step($step::varchar, business_day) as business_day,
    count(*) as judged,
    count(*) filter (where is_confirmed_then) as confirmed,
    sum(is_dismissed_then)::bigint as dismissed,
from signals_dated_judged
group by all;
