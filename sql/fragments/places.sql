-- name: counted_open
-- One row per open item that counts.
-- uses: open_items
select *,
from open_items
where
    version is not null
    and not is_device_health;

-- name: open_unplaced
-- One row per open item that a map may have room for, gravest first, then newest.
-- uses: counted=counted_open
-- Items are chosen before they are placed, which costs: four to a place is plenty.
with chosen as (
    select
        kind,
        category,
        severity,
        status,
        division_code,
        received_at,
        longitude,
        latitude,
        details,
    from counted
    order by severity asc, received_at desc, kind asc, item_id asc
    limit $row_limit::integer * 4
)

select
    * exclude (details),
    case when longitude is null then details ->> '$.camera_id' end as camera_id,
from chosen;

-- name: placed
-- One row per row of `unplaced`: where it may be shown.
-- Disputes within families stand at the village seat; so does what has no position.
with positions as (
    select
        unplaced.* exclude (longitude, latitude, camera_id),
        coalesce(categories.shown_at_seat, false) as is_at_seat,
        coalesce(unplaced.longitude, cameras.longitude) as own_longitude,
        coalesce(unplaced.latitude, cameras.latitude) as own_latitude,
        divisions.longitude as seat_longitude,
        divisions.latitude as seat_latitude,
    from unplaced
    left join divisions using (division_code)
    left join categories
        on
            unplaced.kind = categories.kind
            and unplaced.category = categories.category
    left join cameras
        on unplaced.camera_id = cameras.camera_id
)

select
    * exclude (
        is_at_seat,
        own_longitude,
        own_latitude,
        seat_longitude,
        seat_latitude
    ),
    round(
        case
            when is_at_seat or own_longitude is null then seat_longitude
            else own_longitude
        end, 5
    ) as longitude,
    round(
        case
            when is_at_seat or own_longitude is null then seat_latitude
            else own_latitude
        end, 5
    ) as latitude,
from positions;
