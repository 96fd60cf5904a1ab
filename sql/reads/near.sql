-- name: item_same
-- One row per open item that may be the same matter as one, the likeliest first.
-- uses: asked_items=asked_pointed, same_matter_pairs
select * exclude (asked_kind, asked_id, least_score),
from same_matter_pairs
order by score desc, received_at asc, item_id asc
limit $row_limit::integer;

-- name: listed_same
-- One row per pair of an open item that is named and one that may be the same matter.
-- The likeliest first of each; whoever shows them knows whose they are.
-- uses: asked_items=asked_named, same_matter_pairs
select
    asked_kind,
    asked_id,
    division_code,
    owner_center,
    lead_agency,
    handovers,
    tasks,
from same_matter_pairs
order by
    asked_kind asc,
    asked_id asc,
    score desc,
    item_id asc
limit $row_limit::integer;

-- name: item_apart
-- One row per entry by which somebody said that an item is not the same as another one.
-- In their order, with the other one's number, whichever of both it was said on.
-- uses: said_apart
with told as (
    select
        * exclude (kind, item_id, other_kind, other_id),
        kind = $kind::varchar and item_id = $id::varchar as is_said_here,
        case when is_said_here then other_kind else kind end as other_kind,
        case when is_said_here then other_id else item_id end as other_id,
    from said_apart
    where
        (kind = $kind::varchar and item_id = $id::varchar)
        or (other_kind = $kind::varchar and other_id = $id::varchar)
)

select
    * exclude (is_said_here),
    case_number_of(other_kind, other_id) as case_number,
from told
order by epoch asc, offset_no asc;

-- name: item_near
-- One row per item around the point of another one, open or received since then.
-- Those that are open come first, then the newest; `total` says how many there are.
-- What stands at no point is near to nothing. Whoever shows them knows whose they are.
-- uses: kept_finished=every_finished_item, standing_items
with spot as (
    select
        standing_items.longitude,
        standing_items.latitude,
    from standing_items
    left join categories
        on
            standing_items.kind = categories.kind
            and standing_items.category = categories.category
    where
        standing_items.kind = $kind::varchar
        and standing_items.item_id = $id::varchar
        and not coalesce(categories.shown_at_seat, false)
),

at_seat as (
    select
        kind,
        category,
    from categories
    where shown_at_seat
),

around as (
    select
        standing_items.*,
        metres_between(
            spot.longitude,
            spot.latitude,
            standing_items.longitude,
            standing_items.latitude
        ) as metres,
    from standing_items
    cross join spot
    anti join at_seat
        on
            standing_items.kind = at_seat.kind
            and standing_items.category = at_seat.category
    where
        abs(standing_items.latitude - spot.latitude) <= $metres::integer / 111000
        and standing_items.received_at >= $from_at::timestamptz
        and standing_items.status <> 'merged'
        and not (
            standing_items.kind = $kind::varchar
            and standing_items.item_id = $id::varchar
        )
)

select
    around.kind,
    around.item_id,
    around.case_number,
    around.division_code,
    around.category,
    around.severity,
    around.status,
    around.title,
    around.received_at,
    around.owner_center,
    around.lead_agency,
    around.handovers,
    around.tasks,
    around.metres,
    statuses.is_open,
    count(*) over () as total,
from around
inner join statuses using (status)
where around.metres <= $metres::integer
order by
    statuses.is_open desc,
    around.received_at desc,
    around.kind asc,
    around.item_id asc
limit $row_limit::integer;

-- name: same_pairs
-- One row per pair of open items received in some days that may be the same matter.
-- The earlier one comes first.
-- uses: asked_items=pointed_since, same_matter_pairs
select
    kind,
    asked_id as item_id,
    item_id as other_id,
    is_same_category,
    is_other_source,
    is_same_village,
    seconds_apart,
    metres,
    likeness,
    score,
from same_matter_pairs
where asked_id < item_id
order by kind, item_id, other_id;
