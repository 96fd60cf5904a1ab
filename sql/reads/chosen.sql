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
-- Blanks part kinds and ids, which stand in the same order. The kind `duty` names who
-- is on duty in a range of divisions or at a center, as LOW-HIGH-CENTER; `reports` and
-- `notices` what a center tells and is told.
-- uses: owners_above
with named as (
    select
        unnest(string_split($kinds::varchar, ' ')) as kind,
        unnest(string_split($item_ids::varchar, ' ')) as item_id,
),

places as (
    select
        kind,
        item_id,
        try_cast(split_part(item_id, '-', 1) as bigint) as low,
        try_cast(split_part(item_id, '-', 2) as bigint) as high,
        try_cast(split_part(item_id, '-', 3) as bigint) as center_code,
    from named
    where kind = 'duty'
),

reporting as (
    select
        kind,
        item_id,
        try_cast(item_id as bigint) as center_code,
    from named
    where kind = 'reports'
),

noticing as (
    select
        named.kind,
        named.item_id,
        owner_center as center_code,
        stand_above,
    from named
    inner join owners_above on named.item_id = owner_center::varchar
    where kind = 'notices'
),

entries as (
    select
        batch_no,
        entry,
        acting_center,
        details,
    from desk_log
    where batch_no > $batch_no::bigint
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
    union all
    select
        batch_no,
        details ->> '$.kind' as kind,
        details ->> '$.item_id' as item_id,
    from entries
    where entry in ('duty_log', 'report', 'step_done', 'step_undone')
    union all
    select
        entries.batch_no,
        places.kind,
        places.item_id,
    from entries
    inner join centers on entries.acting_center = centers.center_code
    inner join places
        on
            entries.acting_center = places.center_code
            or (
                centers.division_code >= places.low
                and centers.division_code < places.high
            )
    where entry in ('sign_on', 'sign_off', 'roster', 'sound_test', 'duty_log')
    union all
    select
        entries.batch_no,
        reporting.kind,
        reporting.item_id,
    from entries
    inner join reporting
        on
            entries.acting_center = reporting.center_code
            or (entries.details ->> '$.to_center')::bigint = reporting.center_code
    where entry in ('report', 'report_answer')
    union all
    select
        entries.batch_no,
        noticing.kind,
        noticing.item_id,
    from entries
    inner join owners_above on entries.acting_center = owners_above.owner_center
    inner join noticing
        on
            entries.acting_center = noticing.center_code
            or list_contains(noticing.stand_above, entries.acting_center)
            or list_contains(owners_above.stand_above, noticing.center_code)
    where starts_with(entry, 'notice')
)

select
    came.kind,
    came.item_id,
    max(came.batch_no) as batch_no,
from came
inner join named using (kind, item_id)
group by came.kind, came.item_id
order by came.kind, came.item_id;
