-- name: supervised_items
-- One row per supervised item that a seat sees, with who supervises it since when.
-- `reply_state` is that of its reply at `$now_at`: `overdue`, `due_today`, `waiting` or
-- `replied`; what has no date to reply by waits.
-- uses: seen_items, read_moves
with supervising as (
    select
        kind,
        item_id,
        arg_max(record_at, row(epoch, offset_no)) as supervised_at,
        arg_max(acting_center, row(epoch, offset_no)) as supervising_center,
    from read_moves
    where
        move = 'supervise'
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
    status,
    title,
    owner_center,
    lead_agency,
    is_in_range,
    supervision,
    supervision_number,
    supervision_reply_by,
    supervision_replied_at,
    supervised_at,
    supervising_center,
    case
        when supervision_replied_at is not null then 'replied'
        when supervision_reply_by < $now_at::timestamptz then 'overdue'
        when
            supervision_reply_by
            < date_trunc('day', $now_at::timestamptz) + interval 1 day
            then 'due_today'
        else 'waiting'
    end as reply_state,
    coalesce(
        coalesce(supervision_replied_at, $now_at::timestamptz) > supervision_reply_by,
        false
    ) as is_late,
from seen_items
left join supervising using (kind, item_id)
where supervision is not null;

-- name: supervisions
-- One row per supervision that was begun: by which move, how it went on.
-- It was lifted, another one took its place, or neither. What a reply answers is the
-- last one before it.
-- uses: read_moves
with said as (
    select
        *,
        count(*) filter (where move = 'supervise') over (
            partition by kind, item_id
            order by epoch, offset_no
        ) as turn,
    from read_moves
    where
        move in ('supervise', 'reply', 'unsupervise')
        and verdict = 'accepted'
),

turns as (
    select
        kind,
        item_id,
        turn,
        max(move_id) filter (where move = 'supervise') as begun_by,
        max(coalesce(grade, outcome, 'supervised')) filter (where move = 'supervise')
            as supervision,
        max(number) filter (where move = 'supervise') as supervision_number,
        max(due_at) filter (where move = 'supervise') as supervision_reply_by,
        max(record_at) filter (where move = 'supervise') as supervised_at,
        max(acting_center) filter (where move = 'supervise') as supervising_center,
        max(record_at) filter (where move = 'reply') as supervision_replied_at,
        min(record_at) filter (where move = 'unsupervise') as lifted_at,
    from said
    where turn > 0
    group by kind, item_id, turn
)

select
    *,
    lead(supervised_at) over (
        partition by kind, item_id
        order by turn
    ) as replaced_at,
from turns;

-- name: ended_supervisions
-- One row per supervision that a seat sees and that was lifted, or its item finished.
-- In the days from `$from_day` until `$until_day`. One that another one took the place
-- of goes on in that.
-- uses: open_items=items, seen_items, supervisions
with ended as (
    select
        seen_items.kind,
        seen_items.item_id,
        seen_items.case_number,
        seen_items.division_code,
        seen_items.title,
        seen_items.status,
        seen_items.owner_center,
        seen_items.lead_agency,
        supervisions.begun_by,
        supervisions.supervision,
        supervisions.supervision_number,
        supervisions.supervision_reply_by,
        supervisions.supervised_at,
        supervisions.supervising_center,
        supervisions.supervision_replied_at,
        case when lifted_at is null then 'finished' else 'lifted' end as ending,
        case
            when lifted_at is not null then lifted_at
            when replaced_at is null and not statuses.is_open then closed_at
        end as ended_at,
    from supervisions
    inner join seen_items using (kind, item_id)
    inner join statuses using (status)
)

select *,
from ended
where
    ended_at >= $from_day::date::timestamptz
    and ended_at < $until_day::date::timestamptz;

-- name: begun_supervision
-- One row: the move that began a supervision of an item, the last one if none is named.
-- uses: read_moves
select *,
from read_moves
where
    kind = $kind::varchar
    and item_id = $id::varchar
    and move = 'supervise'
    and verdict = 'accepted'
order by
    move_id = $begun_by::varchar desc,
    epoch desc,
    offset_no desc
limit 1;

-- name: moves_till_supervised
-- One row: the log entry of an item when a supervision of it began.
-- uses: read_moves, begun_supervision
select
    moves.kind,
    moves.item_id,
    arg_max(moves.handling, row(moves.epoch, moves.offset_no)) as handling,
from read_moves as moves
inner join begun_supervision as begun using (kind, item_id)
where
    moves.handling is not null
    and (
        moves.epoch < begun.epoch
        or (moves.epoch = begun.epoch and moves.offset_no <= begun.offset_no)
    )
group by moves.kind, moves.item_id;

-- name: facts_till_supervised
-- One row per event message of an item that was stamped when its supervision began.
-- uses: said_events=read_events, kept_facts, begun_supervision
select kept_facts.*,
from kept_facts
inner join begun_supervision as begun using (kind, item_id)
where kept_facts.record_at <= begun.record_at;

-- name: item_supervised
-- One row: an item as it was when a supervision of it began, with its deadlines then.
-- Its facts are null where its moves had come before it.
-- uses: told_facts=facts_till_supervised, staged_facts=best_facts
-- uses: logged=moves_till_supervised, staged_handling=logged_states, dated_items
select *,
from dated_items;
