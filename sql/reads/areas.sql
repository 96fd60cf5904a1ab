-- name: area_counts
-- One row per stream and category, day, hour of the day, and division of an area.
-- The others of these are null. What is open, late and soon late is of now; `received`
-- and `disposed` (finished now) of the days from `$from_day` on, `received_before` of
-- as long a time before `$before_at`. Exactly the list's items of that area.
-- uses: own_in_area
with told as (
    select
        kind,
        category,
        division_code,
        is_open,
        close_level,
        received_at >= $from_day::date::timestamptz
        and received_at < $until_day::date::timestamptz as is_received,
        case when is_received then received_at::date end as business_day,
        case when is_received then hour(received_at) end as hour_no,
        received_at >= $before_day::date::timestamptz
        and received_at < $before_at::timestamptz as was_received,
    from own_in_area
    where
        is_open
        or received_at >= $before_day::date::timestamptz
)

select
    kind,
    category,
    business_day,
    hour_no,
    division_code,
    count(*) filter (where is_open) as open_items,
    count(*) filter (where is_open and close_level > 0) as overdue,
    count(*) filter (where is_open and close_level = 0) as due_soon,
    count(*) filter (where is_received) as received,
    count(*) filter (where is_received and not is_open) as disposed,
    count(*) filter (where was_received) as received_before,
from told
group by
    grouping sets ((kind, category), (business_day), (hour_no), (division_code))
having open_items + received + received_before > 0
order by all;

-- name: area_unplaced
-- One row: how many items of the divisions that an area touches stand at no point.
-- It touches a village whose seat or one of whose items lies in it, and the one whose
-- seat is nearest to its middle. They are open, or received in its days.
-- uses: kept_finished=every_finished_item, standing_items, asked_area, own_in_area
with seats as (
    select
        divisions.division_code,
        metres_between(
            divisions.longitude,
            divisions.latitude,
            asked_area.area['longitude'],
            asked_area.area['latitude']
        ) as metres,
        is_in_area(divisions.longitude, divisions.latitude, asked_area.area) as is_in,
    from divisions
    cross join asked_area
    where
        divisions.tier = 'village'
        and divisions.division_code >= $low::bigint
        and divisions.division_code < $high::bigint
),

touched as (
    select division_code,
    from seats
    where is_in
    union
    select division_code,
    from own_in_area
    union
    (
        select division_code,
        from seats
        order by metres
        limit 1
    )
),

touched_count as (
    select count(*) as divisions,
    from touched
)

select
    count(*) as items,
    count(*) filter (where statuses.is_open) as open_items,
    (select divisions, from touched_count) as divisions,
from standing_items
inner join touched using (division_code)
inner join statuses using (status)
left join categories
    on
        standing_items.kind = categories.kind
        and standing_items.category = categories.category
left join cameras
    on (standing_items.details ->> '$.camera_id') = cameras.camera_id
where
    standing_items.status <> 'merged'
    and (
        coalesce(categories.shown_at_seat, false)
        or coalesce(standing_items.longitude, cameras.longitude) is null
    )
    and (
        statuses.is_open
        or (
            standing_items.received_at >= $from_day::date::timestamptz
            and standing_items.received_at < $until_day::date::timestamptz
        )
    )
    and (
        $own_agency::varchar = ''
        or is_of_agency(
            $own_center::bigint,
            $own_agency::varchar,
            standing_items.owner_center,
            standing_items.lead_agency,
            standing_items.handovers,
            standing_items.tasks
        )
    );

-- name: area_sites
-- One row per site, center or camera: those nearest to the middle of an area, by sort.
-- `metres` from its middle along the great circle; `inside` says how many of the sort
-- lie in the area. Those inside come first.
-- uses: asked_area
with every_place as (
    select
        site_type as sort,
        site_code as code,
        name,
        longitude,
        latitude,
    from sites
    union all
    select
        'center' as sort,
        centers.center_code::varchar as code,
        centers.name,
        divisions.longitude,
        divisions.latitude,
    from centers
    inner join divisions using (division_code)
    union all
    select
        'camera' as sort,
        camera_id as code,
        camera_id as name,
        longitude,
        latitude,
    from cameras
),

measured as (
    select
        every_place.*,
        metres_between(
            every_place.longitude,
            every_place.latitude,
            asked_area.area['longitude'],
            asked_area.area['latitude']
        ) as metres,
        is_in_area(every_place.longitude, every_place.latitude, asked_area.area)
            as is_inside,
    from every_place
    cross join asked_area
),

ranked as (
    select
        *,
        -- A filtered count over all of a sort takes seconds, a sum does not.
        sum(is_inside::integer) over (partition by sort) as inside,
        row_number() over (
            partition by sort
            order by is_inside desc, metres asc, code asc
        ) as rank,
    from measured
)

select *,
from ranked
where rank <= $row_limit::integer
order by sort, rank;
