-- name: touched_items
-- One row per event and moved item of the batch: which items it touches.
select
    kind,
    item_id,
from new_events
union all
select
    kind,
    item_id,
from moved_items;

-- name: batch_events
-- One row per event message of the batch.
select *,
from new_events;

-- name: batch_facts
-- One row per touched item that has facts: the best of them, as far as items keep it.
-- uses: said_events=batch_events, kept_facts
select
    kept_facts.* exclude (
        batch_no,
        epoch,
        topic,
        partition_no,
        offset_no,
        record_at,
        message_no
    ),
    best_versions.received_at,
from best_versions
inner join kept_facts using (message_no)
union all by name
select
    present_items.* exclude (
        -- names: handling
        case_number,
        expected_tier,
        acknowledge_due_at,
        assign_due_at,
        sign_due_at,
        close_due_at,
        close_limit_s,
        handover_dues,
        round_dues,
        task_dues,
        row_no,
        row_id,
        is_open
    ) replace (best_versions.received_at as received_at),
from best_versions
inner join present_items using (kind, item_id)
where best_versions.message_no = -1;
