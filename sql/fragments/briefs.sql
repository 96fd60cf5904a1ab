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
