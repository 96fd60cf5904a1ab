-- name: brief_entries
-- One row per brief of a division and kind of period, the first of one identifier.
-- A message that came twice is one; a center registers what it sees.
-- uses: read_entries, seeing_centers
select
    entry_id,
    epoch,
    offset_no,
    record_at,
    acting_role,
    acting_center,
    (details ->> '$.first_day')::date as first_day,
    details ->> '$.figures' as figures,
from read_entries
semi join seeing_centers
    on read_entries.acting_center = seeing_centers.center_code
where
    entry = 'brief'
    and (details ->> '$.period') = $period::varchar
    and (details ->> '$.division_code')::bigint = $division_code::bigint
qualify
    row_number() over (
        partition by entry_id
        order by epoch, offset_no
    ) = 1;

-- name: seeing_centers
-- One row per center whose range holds a division.
select distinct center_code,
from center_ranges
where
    low <= $division_code::bigint
    and high > $division_code::bigint;

-- name: briefs_told
-- One row per division and period of which a brief is final: the last of it.
-- Numbered as `briefs_registered` does, by each division and kind of period.
-- uses: read_entries
with said as (
    select
        entry_id,
        epoch,
        offset_no,
        record_at,
        acting_center,
        details ->> '$.period' as period,
        (details ->> '$.division_code')::bigint as division_code,
        (details ->> '$.first_day')::date as first_day,
    from read_entries
    where entry = 'brief'
    qualify
        row_number() over (
            partition by entry_id
            order by epoch, offset_no
        ) = 1
),

every as (
    select said.*,
    from said
    semi join center_ranges
        on
            said.acting_center = center_ranges.center_code
            and said.division_code >= center_ranges.low
            and said.division_code < center_ranges.high
),

issues as (
    select
        division_code,
        period,
        first_day,
        min(row(epoch, offset_no)) as at_place,
        arg_max(entry_id, row(epoch, offset_no)) as entry_id,
        arg_max(acting_center, row(epoch, offset_no)) as acting_center,
        arg_max(record_at, row(epoch, offset_no)) as record_at,
        year(day_of_us(epoch_us(arg_min(record_at, row(epoch, offset_no))))) as year,
    from every
    group by
        division_code,
        period,
        first_day
)

select
    * exclude (at_place),
    row_number() over (
        partition by division_code, period, year
        order by at_place
    ) as number,
    case period
        when 'week' then first_day + 6
        when 'month' then last_day(first_day)
        else first_day
    end as last_day,
from issues;
