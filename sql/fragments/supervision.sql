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
