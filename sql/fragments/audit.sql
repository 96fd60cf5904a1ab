-- name: audited
-- One row per desk entry of a span that a center of a range of divisions made.
-- Of some what, role, center and item: '' and 0 are any. A message that came twice is
-- one entry; a center that is in no register counts where its code lies.
-- uses: read_entries
with once as (
    select *,
    from read_entries
    where
        record_at >= $from_at::timestamptz
        and record_at < $until_at::timestamptz
    qualify
        row_number() over (
            partition by entry_id
            order by epoch, offset_no
        ) = 1
),

said as (
    select
        once.epoch,
        once.offset_no,
        once.record_at,
        once.entry_id,
        once.actor,
        once.acting_role,
        once.acting_center,
        coalesce(once.details ->> '$.done', once.entry) as what,
        once.entry = 'access' as is_look,
        once.details ->> '$.kind' as kind,
        once.details ->> '$.item_id' as item_id,
        once.details ->> '$.page' as page,
        once.details ->> '$.reason' as reason,
        coalesce(once.details ->> '$.agency', '') as agency,
        try_cast(once.details ->> '$.division_code' as bigint) as division_code,
    from once
    left join center_seats on once.acting_center = center_seats.center_code
    where
        coalesce(center_seats.division_code, once.acting_center) >= $low::bigint
        and coalesce(center_seats.division_code, once.acting_center) < $high::bigint
        and $center_code::bigint in (0, once.acting_center)
        and $role::varchar in ('', once.acting_role)
)

select *,
from said
where
    $what::varchar in ('', what)
    and ($item_id::varchar = '' or coalesce(item_id = $item_id::varchar, false));

-- name: looked
-- One row per opening of an item, its source or its video.
-- uses: audited
select *,
from audited
where is_look;
