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
-- One row per 预警函, 要情 and brief that a center may see, newest first.
-- By year and number, or by day, each any where it is 0 or null; in a half-open range
-- of codes. A letter goes to a division of its range, a report comes from there or to
-- it, a brief is of one: the day of a brief is any of its days.
-- uses: warnings_sent, reports_told, briefs_told, seat_ranges
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
        day_of_us(epoch_us(sent_at)) as first_day,
        day_of_us(epoch_us(sent_at)) as last_day,
        null::varchar as period,
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
        day_of_us(epoch_us(record_at)) as first_day,
        day_of_us(epoch_us(record_at)) as last_day,
    from reports_told
    inner join centers on reports_told.acting_center = centers.center_code
    cross join seat_ranges
    where
        is_in_ranges(centers.division_code, seat_ranges.seen)
        or $center_code::bigint in (acting_center, to_center)
    union all by name
    select
        'brief' as sort,
        entry_id,
        year,
        number,
        acting_center,
        division_code,
        record_at as sent_at,
        first_day,
        last_day,
        period,
    from briefs_told
    cross join seat_ranges
    where is_in_ranges(division_code, seat_ranges.seen)
)

select *,
from sent
where
    ($letter_no::bigint = 0 or (year = $year::bigint and number = $letter_no::bigint))
    and (
        $on_day::date is null
        or ($on_day::date >= first_day and $on_day::date <= last_day)
    )
    and division_code >= $low::bigint
    and division_code < $high::bigint
    and $sort::varchar in ('', sort)
order by sent_at desc, entry_id asc
limit $row_limit::integer;

-- name: find_notices
-- One row per notice that a seat may see: it wrote it, stands above, or was sent it.
-- By year and number, or by day, each any where it is 0 or null; of centers in a
-- half-open range of codes, whoever was sent it wherever it is from. Newest first.
-- uses: notices_told, notices_addressed, owners_above
select
    'notice' as sort,
    notices_told.entry_id,
    notices_told.year,
    notices_told.number,
    notices_told.acting_center,
    coalesce(centers.division_code, 0) as division_code,
    null::varchar as kind,
    null::varchar as item_id,
    notices_told.record_at as sent_at,
    null::date as first_day,
    case
        when notices_addressed.entry_id is not null then 'got'
        when notices_told.acting_center = $center_code::bigint then 'sent'
        else 'below'
    end as period,
from notices_told
inner join centers on notices_told.acting_center = centers.center_code
left join owners_above
    on notices_told.acting_center = owners_above.owner_center
left join notices_addressed
    on
        notices_told.entry_id = notices_addressed.entry_id
        and notices_addressed.center_code = $center_code::bigint
        and notices_addressed.agency_code = $agency_code::varchar
where
    (
        notices_addressed.entry_id is not null
        or (
            $agency_code::varchar = ''
            and (
                notices_told.acting_center = $center_code::bigint
                or list_contains(owners_above.stand_above, $center_code::bigint)
            )
        )
    )
    and (
        $letter_no::bigint = 0
        or (year = $year::bigint and number = $letter_no::bigint)
    )
    and (
        $on_day::date is null
        or day_of_us(epoch_us(notices_told.record_at)) = $on_day::date
    )
    and (
        (
            centers.division_code >= $low::bigint
            and centers.division_code < $high::bigint
        )
        or $low::bigint = 0
    )
order by sent_at desc, entry_id asc
limit $row_limit::integer;
