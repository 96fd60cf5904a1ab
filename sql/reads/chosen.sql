-- name: chosen_items
-- One row per item of those named that there is: where it lies, and its handling.
-- Blanks part kinds and ids, which stand in the same order. `has_moved_on`: something
-- binding was done to it since the vector of offsets that its list stands on;
-- `moved_tasks` are the joint tasks in which something was.
with named as (
    select
        unnest(string_split($kinds::varchar, ' ')) as kind,
        unnest(string_split($item_ids::varchar, ' ')) as item_id,
),

seen as (
    select
        epochs.epoch,
        vector.part ->> '$.next_offset' as next_offset,
    from (
        select unnest(from_json($offsets::varchar, '["json"]')) as part,
    ) as vector
    inner join epochs on vector.part ->> '$.topic_id' = epochs.topic_id
    where epochs.topic = 'cgc.handling'
),

bounds as (
    select
        coalesce(max(epoch), 0) as epoch,
        coalesce(arg_max(next_offset::bigint, epoch), 0) as next_offset,
    from seen
),

moved_on as (
    select
        move_log.kind,
        move_log.item_id,
        bool_or(moves.binding = 'item') as has_moved_on,
        list(distinct move_log.task_id) filter (where moves.binding = 'task')
            as moved_tasks,
    from move_log
    cross join bounds
    inner join moves using (move)
    inner join named using (kind, item_id)
    where
        move_log.verdict = 'accepted'
        and moves.binding is not null
        and move_log.epoch >= bounds.epoch
        and (
            move_log.epoch > bounds.epoch or move_log.offset_no >= bounds.next_offset
        )
    group by move_log.kind, move_log.item_id
),

standing as (
    select items_open.*,
    from items_open
    inner join named using (kind, item_id)
    union all
    select items_finished.*,
    from items_finished
    inner join named using (kind, item_id)
)

select
    standing.*,
    coalesce(moved_on.has_moved_on, false) as has_moved_on,
    coalesce(moved_on.moved_tasks, []) as moved_tasks,
from standing
left join moved_on using (kind, item_id)
order by standing.kind, standing.item_id;

-- name: items_touched
-- One row per item of those named about which something came since a batch: the newest.
-- Blanks part kinds and ids, which stand in the same order.
with named as (
    select
        unnest(string_split($kinds::varchar, ' ')) as kind,
        unnest(string_split($item_ids::varchar, ' ')) as item_id,
),

came as (
    select
        batch_no,
        kind,
        item_id,
    from event_log
    where batch_no > $batch_no::bigint
    union all
    select
        batch_no,
        kind,
        item_id,
    from move_log
    where batch_no > $batch_no::bigint
)

select
    came.kind,
    came.item_id,
    max(came.batch_no) as batch_no,
from came
inner join named using (kind, item_id)
group by came.kind, came.item_id
order by came.kind, came.item_id;
