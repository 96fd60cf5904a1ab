-- name: asked_area
-- One row: the area that `$area` says, of nulls where it says none.
-- `circle:longitude,latitude,metres`, `box:west,south,east,north` or
-- `poly:longitude,latitude;…`. Its box in degrees is a little wide: it spares work.
with said as (
    select
        split_part($area::varchar, ':', 1) as shape,
        list_transform(
            string_split(split_part($area::varchar, ':', 2), ';'),
            lambda corner: list_transform(
                string_split(corner, ','), lambda number: try_cast(number as double)
            )
        ) as numbers,
),

cornered as (
    select
        shape,
        case when shape = 'circle' then numbers[1][1] end as longitude,
        case when shape = 'circle' then numbers[1][2] end as latitude,
        case when shape = 'circle' then numbers[1][3] end as radius_m,
        case shape
            when 'poly' then numbers
            when 'box'
                then [
                    [numbers[1][1], numbers[1][2]],
                    [numbers[1][3], numbers[1][2]],
                    [numbers[1][3], numbers[1][4]],
                    [numbers[1][1], numbers[1][4]]
                ]
        end as corners,
        list_transform(corners, lambda corner: corner[1]) as longitudes,
        list_transform(corners, lambda corner: corner[2]) as latitudes,
        radius_m / 111000 as reach,
        reach / cos(radians(latitude)) as reach_across,
    from said
)

select
    {
        'shape': shape,
        'longitude':
        coalesce(longitude, (list_min(longitudes) + list_max(longitudes)) / 2),
        'latitude':
        coalesce(latitude, (list_min(latitudes) + list_max(latitudes)) / 2),
        'radius_m': radius_m,
        'west': coalesce(longitude - reach_across, list_min(longitudes) - 0.00001),
        'east': coalesce(longitude + reach_across, list_max(longitudes) + 0.00001),
        'south': coalesce(latitude - reach, list_min(latitudes) - 0.00001),
        'north': coalesce(latitude + reach, list_max(latitudes) + 0.00001),
        'edges':
        list_transform(
            range(1, len(corners) + 1),
            lambda place: {
                'x1': grid_of(corners[place][1]),
                'y1': grid_of(corners[place][2]),
                'x2': grid_of(corners[place % len(corners) + 1][1]),
                'y2': grid_of(corners[place % len(corners) + 1][2])
            }
        )
    } as area,
from cornered;

-- name: cameras_in_area
-- One row per camera in the area.
-- uses: asked_area
select cameras.camera_id,
from cameras
cross join asked_area
where is_in_area(cameras.longitude, cameras.latitude, asked_area.area);

-- name: items_in_area
-- One row per item of `located_items` that stands in the area.
-- What is shown at a village's seat, and what has no position, stands nowhere; a camera
-- is where its register says. What was merged counts with its target.
-- uses: located_items=standing_items, asked_area, cameras_in_area
with at_seat as (
    select
        kind,
        category,
    from categories
    where shown_at_seat
)

select located_items.*,
from located_items
cross join asked_area
anti join at_seat
    on
        located_items.kind = at_seat.kind
        and located_items.category = at_seat.category
where
    located_items.status <> 'merged'
    and (
        is_in_area(
            located_items.longitude, located_items.latitude, asked_area.area
        )
        or coalesce(
            case
                when located_items.longitude is null
                    then located_items.details ->> '$.camera_id'
            end
            in (select cameras_in_area.camera_id, from cameras_in_area),
            false
        )
    );

-- name: placed_in_area
-- One row per item in the area, within what a center sees, and of a desk.
-- within: standing_items=items_in_area, placed_items_of
select *,
from placed_items_of;

-- name: own_in_area
-- One row per item in the area of a range of codes; an agency's own alone.
-- uses: kept_finished=every_finished_item, items_in_area
select
    items_in_area.*,
    statuses.is_open,
from items_in_area
inner join statuses using (status)
where
    division_code >= $low::bigint
    and division_code < $high::bigint
    and (
        $own_agency::varchar = ''
        or is_of_agency(
            $own_center::bigint,
            $own_agency::varchar,
            owner_center,
            lead_agency,
            handovers,
            tasks
        )
    );
