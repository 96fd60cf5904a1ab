-- name: crossed_told_items
-- One row per item with a day of `$axis` in the period that may count in a range.
-- Of signals only where any are counted: they are many. A hand-over counts at its
-- receiver, wherever the item lies.
-- uses: dated_told_items
select *,
from dated_told_items
where
    ($with_signals::integer = 1 or is_case)
    and (
        $axis::varchar = 'handed'
        or (
            division_code >= $low::bigint
            and division_code < $high::bigint
        )
    );

-- name: signals_dated_judged
-- One row per signal that was judged in the period, with that day and which way.
-- As `signals_judged_by_town` counts them.
-- uses: items
with placed as (
    select
        *,
        coalesce(
            confirmed_at >= $from_day::date::timestamptz
            and confirmed_at < $until_day::date::timestamptz,
            false
        ) as is_confirmed_then,
        not is_case
        and closed_at >= $from_day::date::timestamptz
        and closed_at < $until_day::date::timestamptz as is_ended,
    from items
    where
        version is not null
        and status <> 'merged'
        and not is_device_health
        and division_code >= $low::bigint
        and division_code < $high::bigint
)

select
    *,
    day_of_us(
        epoch_us(case when is_confirmed_then then confirmed_at else closed_at end)
    ) as business_day,
    (is_ended and status = 'false_alarm')::integer as is_dismissed_then,
from placed
where is_ended or is_confirmed_then;
