-- name: create_grid_of
-- Degrees in whole hundred-thousandths, about a metre: so an edge can be met exactly.
create or replace macro grid_of(degrees) as round(degrees * 100000)::bigint;

-- name: create_metres_between
-- How far it is from one place to another along the great circle; null from nowhere.
-- `least` leaves out nulls, so they are looked for first.
create or replace macro metres_between(
    longitude, latitude, other_longitude, other_latitude
) as
case
    when longitude + latitude + other_longitude + other_latitude is not null
        then 2 * 6371000 * asin(
            least(
                1,
                sqrt(
                    pow(sin(radians(other_latitude - latitude) / 2), 2)
                    + cos(radians(latitude))
                    * cos(radians(other_latitude))
                    * pow(sin(radians(other_longitude - longitude) / 2), 2)
                )
            )
        )
end;

-- name: create_turn_of
-- On which side of an edge a place lies: its sign, and 0 on the line of the edge.
create or replace macro turn_of(edge, x, y) as
(edge['x2'] - edge['x1']) * (y - edge['y1'])
- (x - edge['x1']) * (edge['y2'] - edge['y1']);

-- name: create_is_in_edges
-- Whether a place of the grid lies within edges that close: on one, or by even-odd.
-- A line from the place to the east crosses an odd number of them. Whole numbers only.
create or replace macro is_in_edges(x, y, edges) as
len(
    list_filter(
        edges,
        lambda edge: turn_of(edge, x, y) = 0
        and x between least(edge['x1'], edge['x2']) and greatest(edge['x1'], edge['x2'])
        and y between least(edge['y1'], edge['y2']) and greatest(edge['y1'], edge['y2'])
    )
)
> 0
or len(
    list_filter(
        edges,
        lambda edge: (edge['y1'] > y) <> (edge['y2'] > y)
        and (edge['y2'] > edge['y1']) = (turn_of(edge, x, y) > 0)
    )
)
% 2
= 1;

-- name: create_is_in_area
-- Whether a place lies in an area, its edge included; nowhere lies in none.
-- Its box first: most of what is asked about is far away. A `case` looks no further at
-- what is outside of it, an `and` does.
create or replace macro is_in_area(longitude, latitude, area) as
case
    when
        longitude >= area['west']
        and longitude <= area['east']
        and latitude >= area['south']
        and latitude <= area['north']
        then
            case area['shape']
                when 'circle'
                    then
                        metres_between(
                            longitude, latitude, area['longitude'], area['latitude']
                        )
                        <= area['radius_m']
                else
                    is_in_edges(grid_of(longitude), grid_of(latitude), area['edges'])
            end
    else false
end;
