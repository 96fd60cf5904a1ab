-- name: shift_entries
-- One row per entry of a center's hand-overs, the first of those of one identifier.
-- A message that came twice is one. `signer` is the person, however it is written.
-- uses: read_entries
select
    entry_id,
    entry,
    epoch,
    offset_no,
    record_at,
    acting_role,
    details,
    details ->> '$.person' as person,
    person_key(person) as signer,
from read_entries
where
    entry in ('hand_over', 'take_over')
    and acting_center = $center_code::bigint
qualify
    row_number() over (
        partition by entry_id
        order by epoch, offset_no
    ) = 1;

-- name: handed_over
-- One row per hand-over of a center, with who signed for it.
-- The first signature after it counts that is another person's.
-- uses: shift_entries
with signatures as (
    select
        drawn.entry_id,
        taken.person as taken_by,
        taken.record_at as taken_at,
        taken.details ->> '$.note' as remark,
    from shift_entries as taken
    inner join shift_entries as drawn
        on taken.details ->> '$.hand_over' = drawn.entry_id
    where
        taken.entry = 'take_over'
        and drawn.entry = 'hand_over'
        and taken.signer <> drawn.signer
        and (
            taken.epoch > drawn.epoch
            or (taken.epoch = drawn.epoch and taken.offset_no > drawn.offset_no)
        )
    qualify
        row_number() over (
            partition by drawn.entry_id
            order by taken.epoch, taken.offset_no
        ) = 1
)

select
    drawn.entry_id,
    drawn.epoch,
    drawn.offset_no,
    drawn.person as drawn_by,
    drawn.acting_role,
    drawn.record_at as drawn_at,
    (drawn.details ->> '$.from_at')::timestamptz as from_at,
    least((drawn.details ->> '$.as_of')::timestamptz, drawn.record_at) as as_of,
    drawn.details ->> '$.note' as note,
    drawn.details ->> '$.vector' as vector,
    drawn.details ->> '$.items' as items,
    signatures.taken_by,
    signatures.taken_at,
    signatures.remark,
from shift_entries as drawn
left join signatures using (entry_id)
where drawn.entry = 'hand_over';

-- name: handover_span
-- One row: since when a sheet of a center counts.
-- Since the hand-over that is named, if it is there (`named_at`); else, where
-- `$by_handover` asks for it, since the last one of seven days; else since `$shift_at`.
-- uses: handed_over
select
    max(as_of) filter (where entry_id = $hand_over::varchar) as named_at,
    max(as_of) filter (
        where
        $by_handover::integer <> 0
        and as_of >= $now_at::timestamptz - interval 7 days
    ) as last_at,
    coalesce(named_at, last_at, $shift_at::timestamptz) as from_at,
from handed_over;

-- name: reasoned_items
-- One row per open item in a center's range or its own, why the next shift must know.
-- It is grave, overdue, too long unsigned, due within twelve hours, supervised, or was
-- moved gravely within the span.
-- uses: timed_items, seat_ranges, read_moves, handover_span
with moved as (
    select distinct
        read_moves.kind,
        read_moves.item_id,
    from read_moves
    cross join handover_span
    where
        read_moves.verdict = 'accepted'
        and read_moves.move in ('escalate', 'instruct', 'reopen', 'supervise')
        and read_moves.record_at >= handover_span.from_at
        and read_moves.record_at <= $now_at::timestamptz
)

select
    timed_items.kind,
    timed_items.item_id,
    case_number,
    division_code,
    category,
    severity,
    status,
    title,
    owner_center,
    lead_agency,
    received_at,
    close_at as due_at,
    close_level,
    list_filter(
        [
            case when severity in ('01', '02') then 'grave' end,
            case when close_level > 0 then 'overdue' end,
            case when sign_level > 0 then 'unsigned' end,
            case
                when
                    close_at >= $now_at::timestamptz
                    and close_at < $now_at::timestamptz + interval 12 hours
                    then 'due_soon'
            end,
            case when supervision is not null then 'supervised' end,
            case when moved.item_id is not null then 'moved' end,
        ],
        lambda one: one is not null
    ) as reasons,
from timed_items
cross join seat_ranges
left join moved
    on
        timed_items.kind = moved.kind
        and timed_items.item_id = moved.item_id
where
    owner_center = $center_code::bigint
    or is_in_ranges(division_code, seat_ranges.seen);

-- name: list_by_entry
-- One row: the items that the hand-over `$hand_over` names, as JSON.
-- uses: handed_over
select items,
from handed_over
where entry_id = $hand_over::varchar;

-- name: list_given
-- One row: the items of `$items`, as JSON; null for what is none.
select case when json_valid(given.items) then given.items end as items,
from (values ($items::varchar)) as given (items);

-- name: told_items
-- One row per item of a list, with its place in it and its note.
-- uses: told_list=list_by_entry
with told as (
    select
        unnest(range(len(from_json(items, '["json"]')))) as place,
        unnest(from_json(items, '["json"]')) as one,
    from told_list
)

select
    place,
    one ->> '$.kind' as kind,
    one ->> '$.item_id' as item_id,
    one ->> '$.note' as note,
from told;

-- name: told_facts
-- One row per item of `told_items`, in their order, as it is.
-- What the center neither sees nor owns is not told of: `is_seen` is false.
-- uses: told_items, items, seat_ranges, reasoned_items
select
    told_items.place,
    told_items.kind,
    told_items.item_id,
    told_items.note,
    items.case_number,
    items.division_code,
    items.category,
    items.severity,
    status_of(
        items.status,
        statuses.is_open,
        items.pauses,
        items.shelved_until,
        $now_at::timestamptz
    ) as status,
    items.title,
    items.owner_center,
    items.lead_agency,
    items.received_at,
    case when items.is_case then items.close_due_at end as due_at,
    items.closed_at,
    coalesce(not statuses.is_open, false) as is_finished,
    coalesce(reasoned_items.reasons, []) as reasons,
    coalesce(
        items.owner_center = $center_code::bigint
        or is_in_ranges(items.division_code, seat_ranges.seen),
        false
    ) as is_seen,
from told_items
cross join seat_ranges
left join items
    on
        told_items.kind = items.kind
        and told_items.item_id = items.item_id
left join statuses
    on items.status = statuses.status
left join reasoned_items
    on
        told_items.kind = reasoned_items.kind
        and told_items.item_id = reasoned_items.item_id
order by told_items.place;
