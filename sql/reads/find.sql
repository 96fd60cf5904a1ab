-- name: find_items
-- One row per item that a seat sees and one of whose numbers begins as it is said.
-- `$number` is of its case number, `$letters` of its id, of its source's number, or of
-- that of its supervision; empty of none. The open and the newest come first; an agency
-- of '' is the center itself.
-- uses: numbered, seat_ranges, owners_above
with seen as (
    select numbered.*,
    from numbered
    cross join seat_ranges
    left join owners_above using (owner_center)
    where
        case
            when $agency_code::varchar <> ''
                then is_of_agency(
                    $center_code::bigint,
                    $agency_code::varchar,
                    owner_center,
                    lead_agency,
                    handovers,
                    tasks
                )
            else
                coalesce(is_in_ranges(division_code, seat_ranges.seen), false)
                or owner_center = $center_code::bigint
                or coalesce(
                    list_contains(stand_above, $center_code::bigint), false
                )
                or list_contains(
                    list_transform(tasks, lambda one: one['center']),
                    $center_code::bigint
                )
                or coalesce(
                    handovers[-1]['to_center'] = $center_code::bigint
                    and handovers[-1]['ended_at'] is null,
                    false
                )
        end
)

select *,
from seen
order by
    is_open desc,
    received_at desc,
    kind asc,
    item_id asc
limit $row_limit::integer;

-- name: find_letters
-- One row per 预警函 and 要情 of a year and number that a center may see, newest first.
-- A letter goes to a division of its range, a report comes from there or to it.
-- uses: warnings_sent, reports_told, seat_ranges
with sent as (
    select
        'warning' as sort,
        entry_id,
        year,
        number,
        acting_center,
        division_code,
        null::varchar as kind,
        null::varchar as item_id,
        sent_at,
    from warnings_sent
    cross join seat_ranges
    where is_in_ranges(division_code, seat_ranges.seen)
    union all by name
    select
        'report' as sort,
        entry_id,
        year,
        number,
        acting_center,
        reports_told.division_code,
        kind,
        item_id,
        record_at as sent_at,
    from reports_told
    inner join centers on reports_told.acting_center = centers.center_code
    cross join seat_ranges
    where
        is_in_ranges(centers.division_code, seat_ranges.seen)
        or $center_code::bigint in (acting_center, to_center)
)

select *,
from sent
where
    year = $year::bigint
    and number = $letter_no::bigint
    and $sort::varchar in ('', sort)
order by sent_at desc, entry_id asc
limit $row_limit::integer;
