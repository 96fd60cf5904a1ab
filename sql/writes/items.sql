-- name: stage_present
-- One row per item that the batch touches and the store knows.
create or replace temp table present_items as
with touched as (
    select
        kind,
        item_id,
    from new_events
    union
    select
        kind,
        item_id,
    from moved_items
)

select *,
from items_open
semi join touched using (kind, item_id)
union all
select *,
from items_finished
semi join touched using (kind, item_id);

-- name: handling_of
-- One row per moved item of the batch that has moves already.
select
    present_items.kind,
    present_items.item_id,
    present_items.status,
    present_items.is_confirmed,
    present_items.owner_center,
    present_items.lead_agency,
    present_items.open_tasks,
    present_items.supervision,
    present_items.first_response_at,
    present_items.signed_at,
    present_items.closed_at,
    present_items.outcome,
    present_items.satisfaction,
    present_items.resolved_tier,
    present_items.reopened_count,
    present_items.returned_count,
    present_items.suspended_at,
    present_items.suspended_s,
    present_items.first_move_at,
    present_items.last_move_at,
    present_items.move_keys,
from present_items
semi join moved_items using (kind, item_id)
where present_items.first_move_at is not null;

-- name: stage_items
-- One row per touched item: its best facts and its newest handling.
create or replace temp table staged_items as
with versions as (
    select
        kind,
        item_id,
        version,
        content_hash,
        place,
        record_at as received_at,
    from new_events
    union all
    select
        kind,
        item_id,
        version,
        content_hash,
        -1 as place,
        received_at,
    from present_items
    where version is not null
),

-- Narrow rows are ranked, wide ones only joined: half the time of a window.
best as (
    select
        kind,
        item_id,
        min(received_at) as received_at,
        arg_max(place, row(version, content_hash)) as place,
    from versions
    group by kind, item_id
),

facts as (
    select
        new_events.* exclude (
            batch_no,
            epoch,
            topic,
            partition_no,
            offset_no,
            record_at,
            opens_status,
            place
        ),
        best.received_at,
    from best
    inner join new_events using (place)
    union all by name
    select
        present_items.* exclude (
            case_number,
            status,
            is_confirmed,
            owner_center,
            lead_agency,
            open_tasks,
            supervision,
            first_response_at,
            signed_at,
            closed_at,
            outcome,
            satisfaction,
            resolved_tier,
            reopened_count,
            returned_count,
            suspended_at,
            suspended_s,
            first_move_at,
            last_move_at,
            move_keys
        ) replace (best.received_at as received_at),
    from best
    inner join present_items using (kind, item_id)
    where best.place = -1
),

opening as (
    select
        kind,
        item_id,
        any_value(opens_status) as status,
    from new_events
    anti join present_items using (kind, item_id)
    anti join new_handling using (kind, item_id)
    group by kind, item_id
),

handling as (
    select *,
    from new_handling
    union all by name
    select
        kind,
        item_id,
        status,
        is_confirmed,
        owner_center,
        lead_agency,
        open_tasks,
        supervision,
        first_response_at,
        signed_at,
        closed_at,
        outcome,
        satisfaction,
        resolved_tier,
        reopened_count,
        returned_count,
        suspended_at,
        suspended_s,
        first_move_at,
        last_move_at,
        move_keys,
    from present_items
    anti join new_handling using (kind, item_id)
    union all by name
    select
        *,
        false as is_confirmed,
        0 as owner_center,
        0 as reopened_count,
        0 as returned_count,
        0.0 as suspended_s,
    from opening
)

select
    handling.*,
    facts.* exclude (kind, item_id),
    substr(digest, 1, 4) || '-' || substr(digest, 5, 4) || '-' || substr(digest, 9, 4)
        as case_number,
from handling
left join facts using (kind, item_id),
    lateral (
        select upper(md5(handling.kind || ':' || handling.item_id)) as digest,
    ) as digests;

-- name: drop_touched_open
-- Takes the touched items out, so that each stands once, in the table it belongs to.
delete from items_open
using staged_items
where
    items_open.kind = staged_items.kind
    and items_open.item_id = staged_items.item_id;

-- name: drop_touched_finished
-- Takes the touched items out, so that each stands once, in the table it belongs to.
delete from items_finished
using staged_items
where
    items_finished.kind = staged_items.kind
    and items_finished.item_id = staged_items.item_id;

-- name: put_open
-- One row per touched item that is open.
insert into items_open by name
with open_statuses as (
    select status, from statuses
    where is_open
)

select staged_items.*,
from staged_items
semi join open_statuses
    using (status);

-- name: put_finished
-- One row per touched item that is not open.
insert into items_finished by name
with open_statuses as (
    select status, from statuses
    where is_open
)

select staged_items.*,
from staged_items
anti join open_statuses
    using (status);
