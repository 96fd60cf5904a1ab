-- name: following_entries
-- One row per entry of what is followed and of reminders, with whose it is.
-- A person's is his by his login name; a seat's that of a role at a center, or in an
-- agency there. A message that came twice is one entry.
-- uses: read_entries
with said as (
    select
        entry_id,
        entry,
        epoch,
        offset_no,
        record_at,
        acting_role,
        acting_center,
        actor,
        json_extract_string(
            details,
            [
                '$.whose',
                '$.agency',
                '$.kind',
                '$.item_id',
                '$.reminder',
                '$.due_at',
                '$.note'
            ]
        ) as parts,
    from read_entries
    where
        entry in (
            'follow', 'unfollow', 'remind', 'reminder_moved', 'reminder_ended'
        )
    qualify
        row_number() over (
            partition by entry_id
            order by epoch, offset_no
        ) = 1
)

select
    * exclude (parts, actor),
    case parts[1]
        when 'person' then concat('person ', actor)
        else
            concat_ws(
                ' ', 'seat', acting_role, acting_center, coalesce(parts[2], '')
            )
    end as owner,
    parts[1] = 'seat' as is_of_seat,
    coalesce(parts[2], '') as agency,
    parts[3] as kind,
    parts[4] as item_id,
    coalesce(parts[5], entry_id) as reminder,
    parts[6]::timestamptz as due_at,
    parts[7] as note,
from said;

-- name: follows
-- One row per owner and item that is followed: since when.
-- uses: following_entries
with last_said as (
    select *,
    from following_entries
    where entry in ('follow', 'unfollow')
    qualify
        row_number() over (
            partition by owner, kind, item_id
            order by epoch desc, offset_no desc
        ) = 1
)

select
    owner,
    kind,
    item_id,
    record_at as followed_at,
from last_said
where entry = 'follow';

-- name: reminders
-- One row per reminder that nobody has ended, due as it was last said by its owner.
-- uses: following_entries
with moved as (
    select
        owner,
        reminder,
        arg_max(due_at, row(epoch, offset_no)) as due_at,
    from following_entries
    where entry = 'reminder_moved'
    group by
        owner,
        reminder
),

ended as (
    select
        owner,
        reminder,
    from following_entries
    where entry = 'reminder_ended'
)

select
    following_entries.owner,
    following_entries.is_of_seat,
    following_entries.acting_role,
    following_entries.acting_center,
    following_entries.agency,
    following_entries.kind,
    following_entries.item_id,
    following_entries.reminder,
    following_entries.note,
    following_entries.record_at as made_at,
    coalesce(moved.due_at, following_entries.due_at) as due_at,
from following_entries
left join moved using (owner, reminder)
anti join ended using (owner, reminder)
where following_entries.entry = 'remind';

-- name: opened_by_owner
-- One row per item that `$owner` opened since a moment: when last.
-- uses: read_entries
with opened as (
    select
        record_at,
        actor,
        acting_role,
        acting_center,
        json_extract_string(
            details, ['$.done', '$.kind', '$.item_id', '$.agency']
        ) as parts,
    from read_entries
    where
        entry = 'access'
        and $owner::varchar in (
            concat('person ', actor),
            concat_ws(
                ' ',
                'seat',
                acting_role,
                acting_center,
                coalesce(details ->> '$.agency', '')
            )
        )
)

select
    parts[2] as kind,
    parts[3] as item_id,
    max(record_at) as opened_at,
from opened
where parts[1] = 'opened_item'
group by
    kind,
    item_id;
