-- name: log_entries
-- One row per line of a duty log, the first of those of one identifier.
-- uses: read_entries
select
    entry_id,
    batch_no,
    epoch,
    offset_no,
    record_at,
    acting_center,
    acting_role,
    actor,
    details,
    details ->> '$.person' as person,
    (details ->> '$.happened_at')::timestamptz as happened_at,
    details ->> '$.corrects' as corrects,
from read_entries
where entry = 'duty_log'
qualify
    row_number() over (
        partition by entry_id
        order by epoch, offset_no
    ) = 1;

-- name: log_lines
-- One row per line of a duty log; `refusal` says why one does not count.
-- A line is corrected by who wrote it alone, at the same center, after it; the last
-- correction is the one that it has. A line tells of the last day, not of what is to
-- come; a correction may tell of earlier.
-- uses: log_entries
with judged as (
    select
        said.*,
        case
            when
                coalesce(said.acting_role, '') not in (
                    'duty_officer', 'leader', 'staff'
                )
                then 'not_allowed'
            when said.corrects is not null and wrong.entry_id is null then 'unknown'
            when
                said.corrects is not null
                and (
                    said.acting_center <> wrong.acting_center
                    or said.actor <> wrong.actor
                    or person_key(said.person) <> person_key(wrong.person)
                )
                then 'not_yours'
            when said.happened_at > said.record_at + interval 5 minutes then 'ahead'
            when
                said.corrects is null
                and said.happened_at < said.record_at - longest_duty()
                then 'too_old'
        end as refusal,
    from log_entries as said
    left join log_entries as wrong
        on
            said.corrects = wrong.entry_id
            and row(said.epoch, said.offset_no) > row(wrong.epoch, wrong.offset_no)
),

corrections as (
    select
        corrects as entry_id,
        arg_max(entry_id, row(epoch, offset_no)) as corrected_by,
    from judged
    where
        corrects is not null
        and refusal is null
    group by corrects
)

select
    judged.* exclude (details),
    details ->> '$.sort' as sort,
    details ->> '$.text' as text,
    details ->> '$.told_by' as told_by,
    case when details ->> '$.item_id' is not null then details ->> '$.kind' end as kind,
    case when details ->> '$.kind' is not null then details ->> '$.item_id' end
        as item_id,
    happened_at < record_at - duty_grace() as is_afterwards,
    corrections.corrected_by,
from judged
left join corrections using (entry_id);
