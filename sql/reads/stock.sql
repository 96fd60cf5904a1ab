-- name: stock_by_month
-- One row per end of a month and kind: what figures of now came to at that instant.
-- A range of codes; the state of each item is what its moves had left behind by then,
-- its clocks stand as they stood, as `open_by_village` and `deadlines_by_village` read
-- them.
-- uses: staged_handling=stock_handling, staged_facts=stock_facts, dated_items
with opened as (
    select
        * replace (
            status_at(status, pauses, shelved_until, counted_at) as status,
            case
                when shelved_until is null or shelved_until > counted_at
                    then acknowledged_at
            end as acknowledged_at
        ),
        coalesce(round_started_at, received_at) as opened_at,
    from dated_items
    where
        version is not null
        and not is_device_health
        and division_code >= $low::bigint
        and division_code < $high::bigint
),

shares as (
    select
        opened.*,
        case
            when is_case and opened.status <> 'ledger'
                then
                    (epoch_us(counted_at) - epoch_us(close_due_at))
                    / (greatest(close_limit_s, 1) * 1000000)
        end as close_share,
        is_case
        and assigned_at is null
        and statuses.waits_for = 'assign'
        and assign_due_at < counted_at as is_unassigned,
        is_case
        and len(handovers) > 0
        and handovers[-1].ended_at is null
        and sign_due_at < counted_at as is_unsigned,
        acknowledged_at is null
        and statuses.waits_for = 'acknowledge'
        and acknowledge_due_at < counted_at as is_unacknowledged,
    from opened
    inner join statuses using (status)
),

thresholds as (
    select
        min(overdue_share) filter (where escalation_level = 0) as soon,
        min(overdue_share) filter (where escalation_level > 0) as late,
    from escalation
    where stage = 'close'
)

select
    counted_at,
    kind,
    count(*) filter (where is_case) as open_cases,
    count(*) filter (where not is_case) as open_signals,
    count(*) filter (where close_share > late) as overdue,
    count(*) filter (where close_share > soon and close_share <= late) as due_soon,
    count(*) filter (where is_unassigned) as unassigned_overdue,
    count(*) filter (where is_unsigned) as unsigned_overdue,
    count(*) filter (where is_unacknowledged) as unacknowledged_overdue,
    count(*) filter (where status = 'ledger') as on_ledger,
    count(*) filter (where supervision is not null) as supervised,
from shares
cross join thresholds
group by counted_at, kind
order by counted_at, kind;
