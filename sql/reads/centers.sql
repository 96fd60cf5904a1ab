-- name: center_activity
-- One row per center that made an accepted move in the last 30 days.
-- How many in the last 7 days, and when it made the last. The log is in the order of
-- the record times, so that older rows are skipped unread.
-- uses: read_moves
select
    acting_center as center_code,
    count(*) filter (where record_at >= $now_at::timestamptz - interval 7 days)
        as moves,
    max(record_at) as last_at,
from read_moves
where
    record_at >= $now_at::timestamptz - interval 30 days
    and record_at <= $now_at::timestamptz
    and verdict = 'accepted'
group by acting_center
order by acting_center;

-- name: center_moves
-- One row per newest accepted move of a center in the last 30 days, with its item.
-- And with whose the item is, for whoever shows it.
-- uses: read_moves, items
with newest as (
    select
        move_id,
        kind,
        item_id,
        move,
        record_at,
        acting_agency,
        acting_role,
        epoch,
        offset_no,
    from read_moves
    where
        record_at >= $now_at::timestamptz - interval 30 days
        and record_at <= $now_at::timestamptz
        and acting_center = $center_code::bigint
        and verdict = 'accepted'
    order by record_at desc, epoch desc, offset_no desc
    limit $row_limit::integer
)

select
    newest.move_id,
    newest.kind,
    newest.item_id,
    newest.move,
    newest.record_at,
    newest.acting_agency,
    newest.acting_role,
    coalesce(items.case_number, case_number_of(newest.kind, newest.item_id))
        as case_number,
    items.title,
    items.category,
    items.severity,
    items.status,
    coalesce(items.division_code, items.named_division) as division_code,
    items.owner_center,
    items.lead_agency,
    items.handovers,
    items.tasks,
from newest
inner join items using (kind, item_id)
order by newest.record_at desc, newest.epoch desc, newest.offset_no desc;

-- name: center_waiting
-- One row per hand-over or joint task that waits for a center, what presses most first.
-- And with whose the item is, for whoever shows it. An agency of '' is any.
-- uses: todo, items
select
    todo.reason,
    todo.due_at,
    todo.task_id,
    items.kind,
    items.item_id,
    items.case_number,
    items.title,
    items.category,
    items.severity,
    items.status,
    coalesce(items.division_code, items.named_division) as division_code,
    items.owner_center,
    items.lead_agency,
    items.handovers,
    items.tasks,
    count(*) over () as total,
from todo
inner join items using (kind, item_id)
where todo.reason in ('to_sign', 'returned', 'task')
order by
    todo.due_at asc nulls last,
    items.kind asc,
    items.item_id asc,
    todo.task_id asc
limit $row_limit::integer;

-- name: center_owned
-- One row per kind of which a center owns what is open: how many, and by their marks.
-- What lies outside of `$low` and `$high` is only counted, as `beyond`.
-- uses: timed_items
with owned as (
    select
        *,
        division_code >= $low::bigint
        and division_code < $high::bigint as is_within,
    from timed_items
    where owner_center = $center_code::bigint
)

select
    kind,
    count(*) filter (where is_within) as open_items,
    count(*) filter (where is_within and close_level = 0) as due_soon,
    count(*) filter (where is_within and close_level > 0) as overdue,
    count(*) filter (where is_within and sign_at is not null) as unsigned,
    count(*) filter (where is_within and supervision is not null) as supervised,
    count(*) filter (where not is_within) as beyond,
from owned
group by kind
order by kind;

-- name: center_supervised
-- One row: open items in the range of a center that are supervised, without an answer.
-- uses: timed_items
select
    count(*) as items,
    count(*) filter (where supervision_replied_at is null) as unanswered,
from timed_items
inner join center_ranges
    on
        center_ranges.center_code = $center_code::bigint
        and timed_items.division_code >= center_ranges.low
        and timed_items.division_code < center_ranges.high
where supervision is not null;

-- name: center_desks
-- One row per desk with cases in the range of a center: open, overdue, closed.
-- What was merged counts with its target alone. Rules are tried once for each kind,
-- category, channel and source, not once for each case.
-- `closed` are those of the days from `$from_day` until `$until_day`.
-- uses: timed_items, kept_finished=every_finished_item, desk_rules
with cases as (
    select
        kind,
        category,
        channel,
        source,
        division_code,
        1 as open_cases,
        (coalesce(close_level, 0) > 0)::integer as overdue,
        0 as closed,
    from timed_items
    where is_case
    union all by name
    select
        kind,
        category,
        channel,
        source,
        division_code,
        0 as open_cases,
        0 as overdue,
        1 as closed,
    from kept_finished
    where
        closed_at >= $from_day::date::timestamptz
        and closed_at < $until_day::date::timestamptz
        and is_case
        and version is not null
        and not is_device_health
        and status <> 'merged'
),

counted as (
    select
        cases.kind,
        cases.category,
        cases.channel,
        cases.source,
        sum(cases.open_cases) as open_cases,
        sum(cases.overdue) as overdue,
        sum(cases.closed) as closed,
    from cases
    inner join center_ranges
        on
            center_ranges.center_code = $center_code::bigint
            and cases.division_code >= center_ranges.low
            and cases.division_code < center_ranges.high
    group by cases.kind, cases.category, cases.channel, cases.source
),

placed as (
    select
        counted.*,
        desk_of(
            desk_rules.rules,
            counted.kind,
            counted.category,
            counted.channel,
            counted.source
        ) as desk,
    from counted
    cross join desk_rules
)

select
    desk,
    sum(open_cases)::bigint as open_cases,
    sum(overdue)::bigint as overdue,
    sum(closed)::bigint as closed,
from placed
group by desk
order by desk;
