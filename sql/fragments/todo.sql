-- name: todo
-- One row per thing that waits for a seat: an item, why, until when, in which task.
-- An agency has what it leads or was asked; a center all that its people may do, also
-- for the agencies that sit in it. What no move has touched belongs to the center of
-- its division. A strike-off waits for its owner's leader and for the center above
-- it, and an instruction until something binding was done after it.
-- uses: timed_items, items, read_moves
with seats as (
    select
        center_code,
        division_code as seat_division,
    from centers
    where center_code = $center_code::bigint
),

owners as (
    select
        center_code as owner_center,
        parent_center_code,
    from centers
),

instructions as (
    select
        kind,
        item_id,
        max(record_at) as instructed_at,
    from read_moves
    where
        move = 'instruct'
        and verdict = 'accepted'
        and record_at >= $now_at::timestamptz - interval 30 days
    group by kind, item_id
),

placed as (
    select
        timed_items.*,
        instructed_at,
        $agency_code::varchar in ('', lead_agency)
        and (
            owner_center = center_code
            or (
                owner_center = 0
                and division_code = seat_division
                and $agency_code::varchar = ''
            )
        ) as is_own,
        coalesce(
            center_code in (owner_center, owners.parent_center_code)
            and $agency_code::varchar = '',
            false
        ) as is_reviewer,
        coalesce(
            sign_at is not null
            and handovers[-1]['to_center'] = center_code
            and $agency_code::varchar in ('', handovers[-1]['to_agency']),
            false
        ) as is_asked,
        coalesce(handovers[-2]['ending'] = 'returned', false) as came_back,
        list_transform(tasks, lambda one: one['state']) as task_states,
    from timed_items
    cross join seats
    left join owners using (owner_center)
    left join instructions using (kind, item_id)
),

whys as (
    select
        unnest(
            [
                'to_sign', 'returned', 'to_assign', 'overdue', 'due_today',
                'to_reply', 'to_grant', 'to_review', 'to_replace', 'instructed',
                'to_strike_off',
            ]
        ) as reason,
),

of_items as (
    select
        kind,
        item_id,
        reason,
        case reason
            when 'to_sign' then sign_at
            when 'returned' then sign_at
            when 'to_assign' then assign_at
            when 'overdue' then close_at
            when 'due_today' then close_at
            when 'to_reply' then supervision_reply_by
            when 'to_grant' then extension_asked_until
        end as due_at,
        '' as task_id,
    from placed
    cross join whys
    where
        case reason
            when 'to_sign' then is_asked and not came_back
            when 'returned' then is_asked and came_back
            when 'to_assign' then is_own and assign_at is not null
            when 'overdue' then is_own and close_level > 0
            when 'due_today'
                then
                    is_own
                    and close_at >= $now_at::timestamptz
                    and close_at
                    < date_trunc('day', $now_at::timestamptz) + interval 1 day
            when 'to_reply'
                then
                    is_own
                    and supervision is not null
                    and supervision_replied_at is null
            when 'to_grant'
                then
                    is_own
                    and extension_asked_until > $now_at::timestamptz
                    and $agency_code::varchar = ''
            when 'to_strike_off'
                then
                    is_reviewer
                    and strike_off_asked_by is not null
            when 'to_review' then is_own and list_contains(task_states, 'fed_back')
            when 'to_replace' then is_own and list_contains(task_states, 'returned')
            when 'instructed'
                then
                    is_own
                    and instructed_at is not null
                    and (
                        last_binding is null or instructed_at > last_binding['made_at']
                    )
        end
),

tasks_asked as (
    select
        kind,
        item_id,
        unnest(tasks) as task,
        unnest(task_dues) as due_at,
    from timed_items
    where len(tasks) > 0
)

select *,
from of_items
union all
select
    kind,
    item_id,
    'task' as reason,
    due_at,
    task['task_id'] as task_id,
from tasks_asked
cross join seats
where
    task['center'] = center_code
    and $agency_code::varchar in ('', task['agency'])
    and task['state'] in ('sent', 'signed')
union all
select
    kind,
    item_id,
    'to_visit' as reason,
    null::timestamptz as due_at,
    '' as task_id,
from items
cross join seats
where
    status = 'closed'
    and owner_center = center_code
    and satisfaction is null
    and closed_at >= $now_at::timestamptz - interval 30 days
    and $agency_code::varchar in ('', lead_agency);
