-- name: todo
-- One row per thing that waits for a seat: an item, why, until when, in which task.
-- An agency has what it leads or was asked; a center all that its people may do, also
-- for the agencies that sit in it. What is to be decided waits for the roles that may;
-- a role of '' is any.
-- uses: addressed_things
select distinct
    kind,
    item_id,
    reason,
    due_at,
    task_id,
from addressed_things
where
    center_code = $center_code::bigint
    and $agency_code::varchar in ('', agency_code)
    and (
        $role::varchar = ''
        or only_role is null
        or only_role = $role::varchar
    );

-- name: deciders
-- One row per reason, relation, tier of the center and role that may decide it.
-- Of the lines of one role and move those of the newest day that has come count.
with counting as (
    select *,
    from permissions
    where valid_from <= $now_at::timestamptz::date
    qualify valid_from = max(valid_from) over (partition by role, move)
),

known as (
    select distinct tier,
    from centers
)

select distinct
    todo_decisions.reason,
    counting.role,
    unnest(counting.relations) as relation,
    known.tier,
from todo_decisions
inner join counting using (move)
cross join known
where counting.tiers = [''] or list_contains(counting.tiers, known.tier);

-- name: addressed_things
-- One row per thing that waits anywhere and role that may decide it.
-- A role of null is any: what is not to be decided waits for everybody.
-- uses: waiting_things, deciders
select
    *,
    null::varchar as only_role,
from waiting_things
anti join todo_decisions using (reason)
union all by name
select
    waiting_things.*,
    deciders.role as only_role,
from waiting_things
inner join centers using (center_code)
inner join deciders
    on
        waiting_things.reason = deciders.reason
        and waiting_things.relation = deciders.relation
        and centers.tier = deciders.tier;

-- name: waiting_things
-- One row per thing that waits anywhere: an item, why, until when, for whom.
-- An agency of null is nobody's but the center's. What no move has touched belongs to
-- the center of its division. A strike-off waits at its owner and at the center above
-- it, an instruction until something binding was done after it. Returns that are locked
-- (streams/handling/asks.py) wait for a consultation of the center above the owner.
-- `relation` is that of the center to what is to be decided.
-- uses: timed_items, items, read_moves, ticked_items=timed_things, steps_waiting
with instructions as (
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
        case
            when timed_items.owner_center = 0 then centers.center_code
            else timed_items.owner_center
        end as own_center,
        case when timed_items.owner_center <> 0 then timed_items.lead_agency end
            as own_agency,
        list_transform(timed_items.tasks, lambda one: one['state']) as task_states,
    from timed_items
    left join centers using (division_code)
    left join instructions using (kind, item_id)
),

whys as (
    select
        unnest(
            [
                'to_assign', 'overdue', 'due_today', 'to_reply',
                'to_grant', 'to_review', 'to_replace', 'instructed',
            ]
        ) as reason,
),

of_owners as (
    select
        kind,
        item_id,
        reason,
        case reason
            when 'to_assign' then assign_at
            when 'overdue' then close_at
            when 'due_today' then close_at
            when 'to_reply' then supervision_reply_by
            when 'to_grant' then extension_asked_until
        end as due_at,
        own_center as center_code,
        case when reason <> 'to_grant' then own_agency end as agency_code,
        'owner' as relation,
    from placed
    cross join whys
    where
        case reason
            when 'to_assign' then assign_at is not null
            when 'overdue' then close_level > 0
            when 'due_today'
                then
                    close_at >= $now_at::timestamptz
                    and close_at
                    < date_trunc('day', $now_at::timestamptz) + interval 1 day
            when 'to_reply'
                then
                    supervision is not null
                    and supervision_replied_at is null
            when 'to_grant' then extension_asked_until > $now_at::timestamptz
            when 'to_review' then list_contains(task_states, 'fed_back')
            when 'to_replace' then list_contains(task_states, 'returned')
            when 'instructed'
                then
                    instructed_at is not null
                    and (
                        last_binding is null or instructed_at > last_binding['made_at']
                    )
        end
),

relations as (
    select unnest(['owner', 'supervisor']) as relation,
),

of_reviewers as (
    select
        timed_items.kind,
        timed_items.item_id,
        'to_strike_off' as reason,
        null::timestamptz as due_at,
        case relations.relation
            when 'owner' then centers.center_code
            else centers.parent_center_code
        end as center_code,
        null::varchar as agency_code,
        relations.relation,
    from timed_items
    inner join centers on timed_items.owner_center = centers.center_code
    cross join relations
    where timed_items.strike_off_asked_by is not null
),

of_callers as (
    select
        timed_items.kind,
        timed_items.item_id,
        'to_consult' as reason,
        null::timestamptz as due_at,
        coalesce(centers.parent_center_code, centers.center_code) as center_code,
        null::varchar as agency_code,
        case
            when centers.parent_center_code is null then 'owner' else 'supervisor'
        end as relation,
    from timed_items
    inner join centers on timed_items.owner_center = centers.center_code
    where timed_items.returns_unconsulted >= 3
),

of_receivers as (
    select
        kind,
        item_id,
        case
            when handovers[-2]['ending'] = 'returned' then 'returned' else 'to_sign'
        end as reason,
        sign_at as due_at,
        handovers[-1]['to_center'] as center_code,
        handovers[-1]['to_agency'] as agency_code,
    from timed_items
    where sign_at is not null
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

select
    *,
    '' as task_id,
from of_owners
union all by name
select
    *,
    '' as task_id,
from of_reviewers
union all by name
select
    *,
    '' as task_id,
from of_callers
union all by name
select
    *,
    '' as task_id,
from of_receivers
union all by name
select
    kind,
    item_id,
    'task' as reason,
    due_at,
    task['center'] as center_code,
    task['agency'] as agency_code,
    task['task_id'] as task_id,
from tasks_asked
where task['state'] in ('sent', 'signed')
union all by name
select
    kind,
    item_id,
    'checklist' as reason,
    due_at,
    center_code,
    agency_code,
    '' as task_id,
from steps_waiting
union all by name
select
    kind,
    item_id,
    'to_visit' as reason,
    null::timestamptz as due_at,
    owner_center as center_code,
    lead_agency as agency_code,
    '' as task_id,
from items
where
    status = 'closed'
    and satisfaction is null
    and closed_at >= $now_at::timestamptz - interval 30 days;
