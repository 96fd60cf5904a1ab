-- name: joint_open_tasks
-- One row per joint task of an open item that is not done with, by its own clock alone.
-- `agency` is `center` where the center itself was asked. What was fed back in time
-- waits for its lead, and is late no more.
-- uses: open_items
with unnested as (
    select
        * exclude (tasks, task_dues),
        unnest(tasks) as task,
        unnest(task_dues) as task_due_at,
    from open_items
    where
        version is not null
        and not is_device_health
        and len(tasks) > 0
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
    received_at,
    owner_center,
    lead_agency,
    task['task_id'] as task_id,
    task['center'] as center,
    coalesce(nullif(task['agency'], ''), 'center') as agency,
    task['objective'] as objective,
    task['state'] as state,
    task['sent_at'] as sent_at,
    task_due_at as due_at,
    task['signed_at'] as signed_at,
    task['fed_back_at'] as fed_back_at,
    task['rejected_count'] as rejected_count,
    task['state'] in ('sent', 'signed') as is_running,
    coalesce(is_running and due_at < $now_at::timestamptz, false) as is_late,
from unnested
where task['state'] in ('sent', 'signed', 'fed_back', 'returned');

-- name: joint_tasks
-- One row per open joint task that a seat sees.
-- A center sees those of its range within `$low` and `$high`, and with `$with_beyond`
-- what lies outside of its range and that it has to do with; an agency its own tasks
-- over all centers, until it gives them back.
-- uses: joint_open_tasks, related_items
select
    joint_open_tasks.*,
    related_items.is_in_range,
from joint_open_tasks
inner join related_items using (kind, item_id)
where
    case
        when $agency_code::varchar <> ''
            then
                joint_open_tasks.agency = $agency_code::varchar
                and joint_open_tasks.state <> 'returned'
        when related_items.is_in_range
            then
                joint_open_tasks.division_code >= $low::bigint
                and joint_open_tasks.division_code < $high::bigint
        else $with_beyond::integer <> 0 and related_items.has_to_do
    end;
