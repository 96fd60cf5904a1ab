-- name: step_entries
-- One row per step that was done or taken back, the first of those of one identifier.
-- uses: read_entries
select
    entry_id,
    entry,
    batch_no,
    epoch,
    offset_no,
    record_at,
    acting_center,
    acting_role,
    actor,
    details ->> '$.kind' as kind,
    details ->> '$.item_id' as item_id,
    details ->> '$.checklist' as checklist,
    (details ->> '$.step')::integer as step,
    coalesce(details ->> '$.agency', '') as agency,
    details ->> '$.edition' as edition,
    details ->> '$.text' as text,
    details ->> '$.person' as person,
    coalesce(details ->> '$.note', details ->> '$.reason') as note,
    details ->> '$.done' as done,
from read_entries
where entry in ('step_done', 'step_undone')
qualify
    row_number() over (
        partition by entry_id
        order by epoch, offset_no
    ) = 1;

-- name: steps_permitted
-- One row per such entry about an item of `ticked_items`; `refusal`: who may not.
-- Those may who have to do with the item: the centers that see where it lies, its owner
-- and those above that, whoever is or was asked for something in it.
-- uses: step_entries, owners_above
select
    step_entries.*,
    said.epoch as done_epoch,
    said.offset_no as done_offset,
    case
        when
            coalesce(step_entries.acting_role, '')
            not in ('duty_officer', 'leader', 'staff')
            then 'not_allowed'
        when
            case
                when step_entries.agency <> ''
                    then
                        not is_of_agency(
                            step_entries.acting_center,
                            step_entries.agency,
                            ticked_items.owner_center,
                            ticked_items.lead_agency,
                            ticked_items.handovers,
                            ticked_items.tasks
                        )
                else
                    ticked_items.owner_center <> step_entries.acting_center
                    and not coalesce(
                        list_contains(
                            owners_above.stand_above, step_entries.acting_center
                        ),
                        false
                    )
                    and not list_contains(
                        list_transform(
                            ticked_items.tasks, lambda one: one['center']
                        ),
                        step_entries.acting_center
                    )
                    and not list_contains(
                        list_transform(
                            ticked_items.handovers, lambda one: one['to_center']
                        ),
                        step_entries.acting_center
                    )
                    and center_ranges.center_code is null
            end
            then 'not_yours'
        when step_entries.entry = 'step_undone' and said.entry_id is null
            then 'unknown'
    end as refusal,
from step_entries
inner join ticked_items
    on
        step_entries.kind = ticked_items.kind
        and step_entries.item_id = ticked_items.item_id
left join owners_above
    on ticked_items.owner_center = owners_above.owner_center
left join center_ranges
    on
        step_entries.acting_center = center_ranges.center_code
        and ticked_items.division_code >= center_ranges.low
        and ticked_items.division_code < center_ranges.high
left join step_entries as said
    on
        step_entries.done = said.entry_id
        and said.entry = 'step_done'
        and row(said.kind, said.item_id, said.checklist, said.step)
        = row(
            step_entries.kind,
            step_entries.item_id,
            step_entries.checklist,
            step_entries.step
        )
        and row(said.epoch, said.offset_no)
        < row(step_entries.epoch, step_entries.offset_no)
qualify
    row_number() over (
        partition by step_entries.entry_id
        order by center_ranges.low nulls last
    ) = 1;

-- name: steps_taken_back
-- One row per entry that opens a step again: the first that names what was done.
-- What was done before the step was last opened is open already.
-- uses: steps_permitted
with named as (
    select *,
    from steps_permitted
    where
        entry = 'step_undone'
        and refusal is null
    qualify
        row_number() over (
            partition by done
            order by epoch, offset_no
        ) = 1
)

select *,
from named
qualify
    coalesce(
        lag(row(epoch, offset_no))
            over (
                partition by kind, item_id, checklist, step
                order by epoch, offset_no
            )
        < row(done_epoch, done_offset),
        true
    );

-- name: steps_judged
-- One row per entry of `ticked_items`; `refusal` says why one does not count.
-- The first who does a step that is open has done it (`first_id`); who does it after
-- him is told so. `turn` counts how often the step had been opened again.
-- uses: steps_permitted, steps_taken_back
with counting as (
    select *,
    from steps_permitted
    where
        entry = 'step_done'
        and refusal is null
    union all by name
    select *,
    from steps_taken_back
),

turned as (
    select
        entry_id,
        count(*) filter (where entry = 'step_undone') over (
            partition by kind, item_id, checklist, step
            order by epoch, offset_no
            rows between unbounded preceding and 1 preceding
        ) as turn,
    from counting
),

placed as (
    select
        steps_permitted.*,
        turned.turn,
        case
            when turned.turn is not null
                then first_value(steps_permitted.entry_id) over (
                    partition by
                        steps_permitted.kind,
                        steps_permitted.item_id,
                        steps_permitted.checklist,
                        steps_permitted.step,
                        turned.turn
                    order by steps_permitted.epoch, steps_permitted.offset_no
                )
        end as first_id,
    from steps_permitted
    left join turned using (entry_id)
)

select
    * replace (
        case
            when refusal is not null then refusal
            when turn is null then 'overtaken'
            when entry = 'step_done' and first_id <> entry_id then 'already'
        end as refusal
    ),
from placed;

-- name: steps_standing
-- One row per step that is done: by whom and when, and how it read then.
-- uses: steps_judged
select done_steps.*,
from steps_judged as done_steps
where
    done_steps.entry = 'step_done'
    and done_steps.refusal is null
    and not exists (
        select undone.entry_id, from steps_judged as undone
        where
            undone.entry = 'step_undone'
            and undone.refusal is null
            and undone.kind = done_steps.kind
            and undone.item_id = done_steps.item_id
            and undone.checklist = done_steps.checklist
            and undone.step = done_steps.step
            and undone.turn = done_steps.turn
    );

-- name: item_steps_due
-- One row per step of the checklist of an item of `ticked_items`: its end, its doing.
-- Its minutes count from when the item was first told of.
-- uses: steps_standing
select
    ticked_items.kind,
    ticked_items.item_id,
    checklist_fits.checklist,
    checklist_steps.step,
    checklist_steps.minutes,
    ticked_items.received_at as known_at,
    ticked_items.received_at + to_minutes(checklist_steps.minutes) as due_at,
    steps_standing.* exclude (kind, item_id, checklist, step),
from ticked_items
inner join checklist_fits
    on
        ticked_items.kind = checklist_fits.kind
        and ticked_items.category = checklist_fits.category
        and ticked_items.severity = checklist_fits.severity
        and coalesce(ticked_items.scale, '01') = checklist_fits.scale
inner join checklist_steps using (checklist)
left join steps_standing
    on
        ticked_items.kind = steps_standing.kind
        and ticked_items.item_id = steps_standing.item_id
        and checklist_steps.checklist = steps_standing.checklist
        and checklist_steps.step = steps_standing.step
where
    ticked_items.version is not null
    and not ticked_items.is_device_health
    and ticked_items.received_at >= checklist_fits.valid_from;

-- name: checklists_open
-- One row per item of `ticked_items` with a step that nobody did, known for 7 days.
-- What is to be done at once is no reminder later on: it stays on the item's page. And
-- `next_step` is the first of those; `due_at` when the first of them is due.
-- uses: item_steps_due
select
    kind,
    item_id,
    any_value(checklist) as checklist,
    count(*) as steps,
    count(entry_id) as steps_done,
    count(*) filter (where entry_id is null and due_at < $now_at::timestamptz) as late,
    min(step) filter (where entry_id is null) as next_step,
    min(due_at) filter (where entry_id is null) as due_at,
    max(batch_no) as batch_no,
from item_steps_due
where known_at >= $now_at::timestamptz - interval 7 days
group by
    kind,
    item_id
having count(*) > count(entry_id);

-- name: asked_item
-- One row: the item that is asked for.
-- uses: items
select *,
from items
where
    kind = $kind::varchar
    and item_id = $id::varchar;

-- name: timed_things
-- One row per open item that counts.
-- uses: timed_items
select *,
from timed_items;

-- name: steps_waiting
-- One row per item with steps that nobody did, and center or agency that it waits for.
-- Its owner, whoever is asked to take it, and the centers above the owner, up to the
-- tier that should settle it.
-- uses: checklists_open, owners_above
with placed as (
    select
        checklists_open.kind,
        checklists_open.item_id,
        checklists_open.due_at,
        ticked_items.expected_tier,
        case when ticked_items.owner_center <> 0 then ticked_items.lead_agency end
            as own_agency,
        case
            when ticked_items.owner_center = 0 then centers.center_code
            else ticked_items.owner_center
        end as own_center,
        case
            when
                len(ticked_items.handovers) > 0
                and ticked_items.handovers[-1]['ended_at'] is null
                then ticked_items.handovers[-1]
        end as asked,
    from checklists_open
    inner join ticked_items
        on
            checklists_open.kind = ticked_items.kind
            and checklists_open.item_id = ticked_items.item_id
    left join centers
        on ticked_items.division_code = centers.division_code
),

above as (
    select
        placed.kind,
        placed.item_id,
        placed.due_at,
        centers.center_code,
        null::varchar as agency_code,
    from placed
    inner join owners_above
        on placed.own_center = owners_above.owner_center
    inner join centers
        on list_contains(owners_above.stand_above, centers.center_code)
    where
        list_position(['village', 'town', 'county', 'city'], centers.tier)
        <= list_position(['village', 'town', 'county', 'city'], placed.expected_tier)
)

select
    kind,
    item_id,
    due_at,
    own_center as center_code,
    own_agency as agency_code,
from placed
union all by name
select
    kind,
    item_id,
    due_at,
    asked['to_center'] as center_code,
    asked['to_agency'] as agency_code,
from placed
where asked is not null
union all by name
select *,
from above;
