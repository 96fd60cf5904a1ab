-- name: handovers
-- One row per hand-over of a center, newest first: by whom, of what, who took it over.
-- At most so many, and the one that is named; of that also what it stands on and names,
-- and whether this store has read the topics that it stands on.
-- uses: handed_over
with known as (
    select list(distinct topic_id) as topic_ids,
    from epochs
)

select
    entry_id,
    drawn_by,
    acting_role,
    drawn_at,
    from_at,
    as_of,
    len(coalesce(from_json(items, '["json"]'), [])) as item_count,
    note,
    taken_by,
    taken_at,
    remark,
    case when entry_id = $hand_over::varchar then coalesce(vector, '[]') end as vector,
    case when entry_id = $hand_over::varchar then coalesce(items, '[]') end as items,
    coalesce(
        entry_id = $hand_over::varchar
        and list_has_all(known.topic_ids, vector ->> '$[*].topic_id'),
        false
    ) as is_known,
    count(*) over () as total,
from handed_over
cross join known
qualify
    row_number() over (order by epoch desc, offset_no desc) <= $row_limit::integer
    or entry_id = $hand_over::varchar
order by epoch desc, offset_no desc;

-- name: handover_items
-- One row per item that a hand-over of a center names, in its order, as it is now.
-- uses: told_facts
select *,
from told_facts
order by place;

-- name: handover_then
-- One row per item of a list as a hand-over names it, in its order, as it was.
-- uses: told_list=list_given, told_facts
select *,
from told_facts
order by place;

-- name: handover_proposed
-- One row per open item of which a center's next shift must know, and for what reasons.
-- What has most reasons comes first; at most so many out of `total`. With `$hand_over`
-- those alone that were received since.
-- uses: reasoned_items, handover_span
select
    reasoned_items.* exclude (close_level),
    handover_span.from_at,
    count(*) over () as total,
from reasoned_items
cross join handover_span
where
    len(reasons) > 0
    and (
        handover_span.named_at is null
        or reasoned_items.received_at >= handover_span.named_at
    )
order by
    len(reasons) desc,
    severity asc,
    due_at asc nulls last,
    received_at asc,
    kind asc,
    item_id asc
limit $row_limit::integer;

-- name: handover_figures
-- One row per stream of a center: what came and ended since `from_at`, what is open.
-- Where there is nothing one row of no stream says since when.
-- What was received or ended before both bounds is not read.
-- uses: handover_span, seat_ranges, reasoned_items
-- uses: came_items=every_item, ended_items=every_item
with counted as (
    select
        kind,
        division_code,
        owner_center,
        received_at as counted_at,
        'received' as what,
    from came_items
    where
        version is not null
        and status <> 'merged'
        and not is_device_health
        and received_at
        >= least($shift_at::timestamptz, $now_at::timestamptz - interval 7 days)
        and received_at < $now_at::timestamptz
    union all
    select
        kind,
        division_code,
        owner_center,
        closed_at as counted_at,
        'closed' as what,
    from ended_items
    where
        version is not null
        and status <> 'merged'
        and not is_device_health
        and closed_at
        >= least($shift_at::timestamptz, $now_at::timestamptz - interval 7 days)
        and closed_at < $now_at::timestamptz
),

tallied as (
    select
        counted.kind,
        count(*) filter (where what = 'received') as received,
        count(*) filter (where what = 'closed') as closed,
    from counted
    cross join handover_span
    cross join seat_ranges
    where
        counted_at >= from_at
        and (
            owner_center = $center_code::bigint
            or is_in_ranges(division_code, seat_ranges.seen)
        )
    group by counted.kind
),

standing as (
    select
        kind,
        count(*) as open_now,
        count(*) filter (where list_contains(reasons, 'grave')) as grave,
        count(*) filter (where list_contains(reasons, 'overdue')) as overdue,
        count(*) filter (where list_contains(reasons, 'unsigned')) as unsigned,
        count(*) filter (where list_contains(reasons, 'due_soon')) as due_soon,
    from reasoned_items
    group by kind
),

joined as (
    select *,
    from tallied
    full outer join standing using (kind)
)

select
    joined.kind,
    handover_span.from_at,
    coalesce(joined.received, 0) as received,
    coalesce(joined.closed, 0) as closed,
    coalesce(joined.open_now, 0) as open_now,
    coalesce(joined.grave, 0) as grave,
    coalesce(joined.overdue, 0) as overdue,
    coalesce(joined.unsigned, 0) as unsigned,
    coalesce(joined.due_soon, 0) as due_soon,
from handover_span
left join joined on true
order by joined.kind;
