-- name: timed_items
-- One row per open item that counts, with the level that each of its clocks is at.
-- A level is null while its clock stands still or has more time than any level asks.
-- What was put on the ledger is counted apart: its closing is late no more.
-- uses: open_items
with clocks as (
    select
        open_items.*,
        case
            when open_items.is_case and open_items.status <> 'ledger'
                then open_items.close_due_at
        end as close_at,
        case
            when
                open_items.is_case
                and open_items.assigned_at is null
                and statuses.waits_for = 'assign'
                then open_items.assign_due_at
        end as assign_at,
        case
            when
                open_items.is_case
                and len(open_items.handovers) > 0
                and open_items.handovers[-1].ended_at is null
                then open_items.sign_due_at
        end as sign_at,
        case
            when
                open_items.acknowledged_at is null
                and statuses.waits_for = 'acknowledge'
                then open_items.acknowledge_due_at
        end as acknowledge_at,
        coalesce(open_items.round_started_at, open_items.received_at) as opened_at,
        coalesce(
            open_items.shelved_until, open_items.waits_since, open_items.received_at
        ) as waits_at,
        open_items.handovers[-1].handed_at as handed_at,
    from open_items
    inner join statuses using (status)
    where
        open_items.version is not null
        and not open_items.is_device_health
),

-- How late, as a share of the time allowed: negative while there is time.
shares as (
    select
        *,
        (epoch_us($now_at::timestamptz) - epoch_us(close_at))
        / (greatest(close_limit_s, 1) * 1000000) as close_share,
        (epoch_us($now_at::timestamptz) - epoch_us(sign_at))
        / greatest(epoch_us(sign_at) - epoch_us(handed_at), 1000000) as sign_share,
        (epoch_us($now_at::timestamptz) - epoch_us(assign_at))
        / greatest(epoch_us(assign_at) - epoch_us(opened_at), 1000000) as assign_share,
        (epoch_us($now_at::timestamptz) - epoch_us(acknowledge_at))
        / greatest(epoch_us(acknowledge_at) - epoch_us(waits_at), 1000000)
            as acknowledge_share,
    from clocks
),

-- Said once: a common table that is read thrice keeps DuckDB from leaving out columns.
thresholds as (
    select
        list(overdue_share order by overdue_share) filter (where stage = 'close')
            as close_shares,
        list(escalation_level order by overdue_share) filter (where stage = 'close')
            as close_levels,
        list(overdue_share order by overdue_share) filter (where stage = 'sign')
            as sign_shares,
        list(escalation_level order by overdue_share) filter (where stage = 'sign')
            as sign_levels,
        list(overdue_share order by overdue_share) filter (where stage = 'assign')
            as assign_shares,
        list(escalation_level order by overdue_share) filter (where stage = 'assign')
            as assign_levels,
        list(overdue_share order by overdue_share) filter (where stage = 'acknowledge')
            as acknowledge_shares,
        list(escalation_level order by overdue_share)
        filter (where stage = 'acknowledge')
            as acknowledge_levels,
    from escalation
),

-- Only what is late is looked up: most of what is open has time.
levels as (
    select
        shares.* exclude (close_share, assign_share, sign_share, acknowledge_share),
        case
            when close_share > close_shares[1]
                then close_levels[
                    len(list_filter(close_shares, lambda share: close_share > share))
                ]
        end as close_level,
        case
            when sign_share > sign_shares[1]
                then sign_levels[
                    len(list_filter(sign_shares, lambda share: sign_share > share))
                ]
        end as sign_level,
        case
            when assign_share > assign_shares[1]
                then assign_levels[
                    len(list_filter(assign_shares, lambda share: assign_share > share))
                ]
        end as assign_level,
        case
            when acknowledge_share > acknowledge_shares[1]
                then acknowledge_levels[
                    len(
                        list_filter(
                            acknowledge_shares, lambda share: acknowledge_share > share
                        )
                    )
                ]
        end as acknowledge_level,
    from shares
    cross join thresholds
)

select
    *,
    greatest(close_level, assign_level, sign_level, acknowledge_level)
        as escalation_level,
from levels;
