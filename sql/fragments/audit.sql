-- name: audited
-- One row per desk entry of a span that a center of a range of divisions made.
-- Of some what, role, center and item: '' and 0 are any. Openings and logins say what
-- they are themselves. A message that came twice is one entry; a center that is in no
-- register counts where its code lies. What somebody follows is nobody else's matter.
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

-- All at once: each path alone would read the whole text again.
told as (
    select
        once.* exclude (details),
        json_extract_string(
            once.details,
            [
                '$.done',
                '$.kind',
                '$.item_id',
                '$.page',
                '$.reason',
                '$.agency',
                '$.division_code',
                '$.tries',
                '$.whose',
                '$.resource',
                '$.requests',
                '$.rows',
                '$.how'
            ]
        ) as parts,
    from once
    left join center_seats on once.acting_center = center_seats.center_code
    where
        coalesce(center_seats.division_code, once.acting_center) >= $low::bigint
        and coalesce(center_seats.division_code, once.acting_center) < $high::bigint
        and $center_code::bigint in (0, once.acting_center)
        and $role::varchar in ('', once.acting_role)
),

said as (
    select
        epoch,
        offset_no,
        record_at,
        entry_id,
        actor,
        acting_role,
        acting_center,
        case when entry in ('access', 'login') then parts[1] else entry end as what,
        entry = 'access' as is_look,
        entry in (
            'follow', 'unfollow', 'remind', 'reminder_moved', 'reminder_ended'
        ) as is_own,
        case when not is_own then parts[2] end as kind,
        case when not is_own then parts[3] end as item_id,
        parts[4] as page,
        parts[5] as reason,
        coalesce(parts[6], '') as agency,
        try_cast(parts[7] as bigint) as division_code,
        try_cast(parts[8] as integer) as tries,
        parts[9] as whose,
        parts[10] as resource,
        try_cast(parts[11] as bigint) as requests,
        try_cast(parts[12] as bigint) as row_count,
        parts[13] as how,
    from told
)

select * exclude (is_own),
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
