-- name: item_steps
-- One row per step of an item's checklist that was done or taken back, in their order.
-- `refusal` says why one does not count; of one that came second `first_…` who was
-- before.
-- uses: ticked_items=asked_item, steps_judged
select
    steps_judged.*,
    firsts.record_at as first_at,
    firsts.acting_center as first_center,
    firsts.agency as first_agency,
    firsts.person as first_person,
    firsts.actor as first_actor,
from steps_judged
left join steps_judged as firsts
    on steps_judged.first_id = firsts.entry_id
order by steps_judged.epoch asc, steps_judged.offset_no asc;

-- name: item_checklist
-- One row per step of the checklist of an item, with who did it and when.
-- uses: ticked_items=asked_item, item_steps_due
select *,
from item_steps_due
order by step;

-- name: handover_steps
-- One row per open item of a center with steps of its checklist that nobody did.
-- It is the center's own or lies in its range. What is due first comes first; at most
-- so many out of `total`.
-- uses: ticked_items=timed_things, checklists_open, seat_ranges
select
    checklists_open.* exclude (batch_no),
    ticked_items.case_number,
    ticked_items.division_code,
    ticked_items.category,
    ticked_items.severity,
    ticked_items.owner_center,
    count(*) over () as total,
from checklists_open
inner join ticked_items
    on
        checklists_open.kind = ticked_items.kind
        and checklists_open.item_id = ticked_items.item_id
cross join seat_ranges
where
    ticked_items.owner_center = $center_code::bigint
    or is_in_ranges(ticked_items.division_code, seat_ranges.seen)
order by
    checklists_open.due_at asc,
    ticked_items.severity asc,
    checklists_open.kind asc,
    checklists_open.item_id asc
limit $row_limit::integer;
