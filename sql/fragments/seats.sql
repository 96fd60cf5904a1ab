-- name: seat_ranges
-- One row: the half-open ranges of codes that the center of a seat sees, as a list.
select list([low, high]) as seen,
from center_ranges
where center_code = $center_code::bigint;

-- name: owners_above
-- One row per center: the centers that stand above it, three tiers up at most.
select
    centers.center_code as owner_center,
    [
        centers.parent_center_code,
        above.parent_center_code,
        top.parent_center_code,
    ] as stand_above,
from centers
left join centers as above
    on centers.parent_center_code = above.center_code
left join centers as top
    on above.parent_center_code = top.center_code;

-- name: own_items
-- One row per item, open or finished, that an agency's seat has to do with.
-- uses: items
select
    kind,
    item_id,
from items
where
    $own_agency::varchar <> ''
    and is_of_agency(
        $own_center::bigint,
        $own_agency::varchar,
        owner_center,
        lead_agency,
        handovers,
        tasks
    );

-- name: related_items
-- One row per open item that counts, with what a seat has to do with it.
-- The item lies in the range of the seat's center, which owns it, helps in it, is asked
-- to take it or stands above its owner; an agency leads it or is asked to take it at
-- its center, or has or had a task in it, of whatever center.
-- uses: open_items, seat_ranges, owners_above
select
    open_items.*,
    case
        when len(handovers) > 0 and handovers[-1]['ended_at'] is null
            then handovers[-1]
    end as asked,
    coalesce(
        is_in_ranges(open_items.division_code, seat_ranges.seen),
        false
    ) as is_in_range,
    len(
        list_filter(
            tasks,
            lambda one: case
                when $agency_code::varchar <> ''
                    then coalesce(one['agency'] = $agency_code::varchar, false)
                else
                    one['center'] = $center_code::bigint
                    and one['state'] in ('sent', 'signed', 'fed_back', 'accepted')
            end
        )
    )
    > 0 as is_helper,
    coalesce(
        asked['to_center'] = $center_code::bigint
        and $agency_code::varchar in ('', asked['to_agency']),
        false
    ) as is_asked,
    coalesce(
        owner_center = $center_code::bigint
        and $agency_code::varchar in ('', lead_agency),
        false
    ) as is_owner,
    coalesce(
        list_contains(stand_above, $center_code::bigint)
        and $agency_code::varchar = '',
        false
    ) as is_above,
    is_helper or is_asked or is_owner or is_above as has_to_do,
from open_items
cross join seat_ranges
left join owners_above using (owner_center)
where
    version is not null
    and not is_device_health;

-- name: seen_items
-- One row per open item that counts and that a seat sees.
-- A center sees those of its range within `$low` and `$high`, and with `$with_beyond`
-- what lies outside of its range and that it has to do with; an agency the latter.
-- uses: related_items
select *,
from related_items
where
    case
        when is_in_range and $agency_code::varchar = ''
            then
                division_code >= $low::bigint
                and division_code < $high::bigint
        else $with_beyond::integer <> 0 and has_to_do
    end;
