-- name: listed_page
-- One row per item of a page of those that the filters let through, in their order.
-- Beyond the last page it is the last. A page is the end of what comes up to it, so
-- that only so many are ever kept in order; `place` counts from 1.
-- uses: listed_items
with keyed as (
    select
        *,
        case $sort::varchar
            when 'oldest' then epoch_us(received_at)
            when 'due' then epoch_us(close_due_at)
            when 'closed' then -epoch_us(closed_at)
            when 'moved' then -epoch_us(last_move_at)
            when 'severity' then ascii(severity) * 256 + ascii(severity[2])
            else -epoch_us(received_at)
        end as sort_key,
    from listed_items
),

reached as (
    select *,
    from keyed
    order by
        sort_key asc nulls last,
        received_at desc,
        kind asc,
        item_id asc
    limit $page_no::bigint * $row_limit::bigint
),

placed as (
    select
        *,
        row_number() over (
            order by
                sort_key asc nulls last,
                received_at desc,
                kind asc,
                item_id asc
        ) as place,
        count(*) over () as reached_count,
    from reached
)

select
    kind,
    item_id,
    case_number,
    division_code,
    category,
    severity,
    status,
    title,
    owner_center,
    received_at,
    close_due_at,
    closed_at,
    close_level::bigint as close_level,
    true as is_counted,
    null::double as took_s,
    place,
from placed
where place > (reached_count - 1) // $row_limit::bigint * $row_limit::bigint
order by place;

-- name: listed_counts
-- One row per kind and status of those that the filters let through: how many.
-- uses: listed_items
select
    kind,
    status,
    count(*) as items,
    count(*) as counted,
from listed_items
group by kind, status
order by kind, status;
