-- name: todo_counts
-- One row per reason for which something waits for a seat: how many things, how late.
-- An agency of '' is the center itself, a role of '' any.
-- A 预警函 is no item, and waits for a center's people alone.
-- uses: todo, letters_waiting
with letters as (
    select distinct
        entry_id,
        reason,
        due_at,
    from letters_waiting
    where
        center_code = $center_code::bigint
        and $agency_code::varchar = ''
        and $role::varchar in ('', only_role)
),

every as (
    select
        reason,
        due_at,
    from todo
    union all by name
    select
        reason,
        due_at,
    from letters
)

select
    reason,
    count(*) as things,
    count(*) filter (where due_at < $now_at::timestamptz) as late,
    min(due_at) as first_due_at,
from every
group by reason
order by reason;

-- name: todo_items
-- One row per thing that waits for a seat, what presses most first.
-- An agency of '' is the center itself, a role or a reason of '' any.
-- Of a checklist how many steps are done of how many, and which one is next.
-- uses: todo, items, checklists_open
select
    todo.reason,
    todo.due_at,
    todo.task_id,
    items.kind,
    items.item_id,
    items.case_number,
    items.division_code,
    items.category,
    items.severity,
    items.status,
    items.title,
    items.received_at,
    checklists_open.checklist,
    checklists_open.steps,
    checklists_open.steps_done,
    checklists_open.next_step,
    count(*) over () as total,
from todo
inner join items using (kind, item_id)
left join checklists_open
    on
        todo.kind = checklists_open.kind
        and todo.item_id = checklists_open.item_id
        and todo.reason = 'checklist'
where $reason::varchar in ('', todo.reason)
order by
    todo.due_at asc nulls last,
    items.received_at asc,
    items.kind asc,
    items.item_id asc
limit $row_limit::integer;

-- name: todo_everywhere
-- One row per center, agency and role for which something waits: how many, how late.
-- An agency of '' is the center itself: what waits for its agencies waits for it as
-- well, once, but for notices and consultations, which it sent to them itself. A role
-- of null is anybody's. Of them how many are notices, late or urgent ones among these.
-- uses: addressed_things, letters_waiting, reports_waiting, notices_waiting
-- uses: consultations_waiting
with every as (
    select
        center_code,
        agency_code,
        only_role,
        kind,
        item_id,
        reason,
        task_id,
        due_at,
    from addressed_things
    union all by name
    select
        center_code,
        only_role,
        entry_id as item_id,
        reason,
        due_at,
    from letters_waiting
    union all by name
    select
        center_code,
        kind,
        item_id,
        state as reason,
        acting_center::varchar as task_id,
        due_at,
    from reports_waiting
),

placed as (
    select distinct * replace ('' as agency_code),
    from every
    union all
    select distinct *,
    from every
    where agency_code <> ''
    union all by name
    select
        center_code,
        agency_code,
        entry_id as item_id,
        reason,
        due_at,
        true as is_notice,
        sort = 'urgent' as is_urgent,
    from notices_waiting
    union all by name
    select
        center_code,
        agency_code,
        entry_id as item_id,
        reason,
        due_at,
    from consultations_waiting
)

select
    center_code,
    agency_code,
    only_role,
    count(*) as things,
    count(*) filter (where due_at < $now_at::timestamptz) as late,
    count(is_notice) as notices,
    count(is_notice) filter (where due_at < $now_at::timestamptz) as notices_late,
    count(is_notice) filter (where is_urgent) as notices_urgent,
from placed
where center_code is not null
group by center_code, agency_code, only_role
order by center_code, agency_code, only_role;
