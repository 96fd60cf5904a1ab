-- name: supervision_counts
-- One row per level and state of the reply: how many supervised items a seat sees.
-- uses: supervised_items
select
    supervision,
    reply_state,
    count(*) as items,
from supervised_items
group by supervision, reply_state
order by supervision, reply_state;

-- name: supervision_owners
-- One row per owner of supervised items that a seat sees: how many, and their replies.
-- A reply is late that is overdue or came late.
-- uses: supervised_items
select
    owner_center,
    count(*) as items,
    count(*) filter (where is_late) as late,
    count(*) filter (where reply_state <> 'replied') as to_reply,
    count(*) filter (where reply_state = 'replied') as replied,
from supervised_items
group by owner_center
order by late desc, items desc, owner_center asc;

-- name: supervision_list
-- One row per supervised item that a seat sees, the reply that presses most first.
-- Those of one level, state of the reply or owner ('' and 0: any).
-- At most so many items out of `total`.
-- uses: supervised_items
select
    *,
    count(*) over () as total,
from supervised_items
where
    $grade::varchar in ('', supervision)
    and $reply_state::varchar in ('', reply_state)
    and $owner::bigint in (0, owner_center)
order by
    supervision_replied_at is not null,
    supervision_reply_by asc nulls last,
    supervised_at asc,
    kind asc,
    item_id asc
limit $row_limit::integer;

-- name: supervision_ended
-- One row per supervision that ended in some days and that a seat sees, the last first.
-- Those of one level or owner ('' and 0: any). At most so many out of `total`.
-- uses: ended_supervisions
select
    *,
    count(*) over () as total,
from ended_supervisions
where
    $grade::varchar in ('', supervision)
    and $owner::bigint in (0, owner_center)
order by
    ended_at desc,
    kind asc,
    item_id asc,
    supervised_at desc
limit $row_limit::integer;

-- name: ledger_list
-- One row per item on the ledger that a seat sees, what has been there longest first.
-- At most so many items out of `total`.
-- uses: seen_items, read_moves
with entered as (
    select
        kind,
        item_id,
        arg_max(record_at, row(epoch, offset_no)) as entered_at,
        arg_max(note, row(epoch, offset_no)) as reason,
    from read_moves
    where
        move = 'put_on_ledger'
        and verdict = 'accepted'
    group by kind, item_id
)

select
    kind,
    item_id,
    case_number,
    division_code,
    category,
    severity,
    title,
    owner_center,
    lead_agency,
    is_in_range,
    close_due_at,
    entered_at,
    reason,
    strike_off_asked_by,
    strike_off_asked_at,
    count(*) over () as total,
from seen_items
left join entered using (kind, item_id)
where status = 'ledger'
order by entered_at, kind, item_id
limit $row_limit::integer;
