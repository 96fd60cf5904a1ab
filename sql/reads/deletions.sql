-- name: deletions
-- One row per day, record and rule of a period: what was deleted, the newest first.
-- Details that came after their item's were deleted are messages without items.
with summed as (
    select
        day_of_us(epoch_us(deleted_at)) as business_day,
        record,
        most_days,
        edition,
        count(*) as slices,
        sum(items)::bigint as items,
        sum(messages)::bigint as messages,
        sum(notes)::bigint as notes,
        min(oldest_at) as oldest_at,
        max(newest_at) as newest_at,
        max(deleted_at) as deleted_at,
    from deletions
    where
        deleted_at >= $from_at::timestamptz
        and deleted_at < $until_at::timestamptz
    group by all
)

select
    *,
    count(*) over () as total,
from summed
order by business_day desc, record asc, deleted_at desc
limit $row_limit::integer;

-- name: deletion_totals
-- One row per record: all that was deleted of it up to a moment.
select
    record,
    sum(items)::bigint as items,
    sum(messages)::bigint as messages,
    sum(notes)::bigint as notes,
    max(deleted_at) as deleted_at,
from deletions
where deleted_at < $until_at::timestamptz
group by record
order by record;
