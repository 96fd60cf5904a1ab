-- name: stage_recount_order
-- One row per item of the logs, by its key: its place when all are in their order.
-- They stand as they changed last, which is how the hub leaves them; an item takes up a
-- place per message.
create or replace temp table recount_order as
with told as (
    select
        hash(kind, item_id) as item_key,
        batch_no,
    from event_log
    union all
    select
        hash(kind, item_id) as item_key,
        batch_no,
    from move_log
),

items as (
    select
        item_key,
        max(batch_no) as last_batch_no,
        count(*) as messages,
    from told
    group by item_key
)

select
    item_key,
    (sum(messages) over (order by last_batch_no, item_key))::bigint as place,
from items;

-- name: recount_end
-- One row: the place of the last item, 0 without any.
select coalesce(max(place), 0) as place,
from recount_order;

-- name: forget_items
-- Takes out all that is counted from the logs, for a recount.
delete from rollup_deltas;
delete from rollups;
delete from rollup_changes;
delete from items_open;
delete from items_finished;

-- name: stage_none_present
-- No rows: of what is recounted the store knows nothing yet.
create or replace temp table present_items as
select *,
from items_open
where false;

-- name: stage_recounted_part
-- One row per item of a half-open span of places: those that are recounted next.
create or replace temp table recounted_part as
select *,
from recount_order
where
    place > $low::bigint
    and place <= $high::bigint;

-- name: part_facts
-- One row per item of the part: its best facts by the log.
-- uses: said_events=part_events, kept_facts, said_best
select *,
from said_best;

-- name: moves_of_part
-- One row per move of the part, in the order that counts.
-- uses: own_moves=part_moves, targeted_moves
select *,
from targeted_moves
order by epoch, partition_no, offset_no;

-- name: stage_recounted
-- One row per item of the part, as it should stand.
-- uses: staged_facts=refolded_facts, staged_handling=refolded_handling, dated_items
create or replace temp table staged_items as
select
    dated_items.*,
    $low::bigint + row_number() over (
        order by recounted_part.place, dated_items.kind, dated_items.item_id
    ) as row_no,
from dated_items
inner join recounted_part
    on hash(dated_items.kind, dated_items.item_id) = recounted_part.item_key
order by row_no;

-- name: put_verdicts
-- One row per move on which this program's verdict is another, or said otherwise.
update move_log
set
    verdict = new_verdicts.verdict,
    refusal = new_verdicts.refusal,
    refusal_details = new_verdicts.refusal_details,
    status_before = new_verdicts.status_before,
    status_after = new_verdicts.status_after,
    handling = new_verdicts.handling
from new_verdicts
where
    move_log.epoch = new_verdicts.epoch
    and move_log.partition_no = new_verdicts.partition_no
    and move_log.offset_no = new_verdicts.offset_no;

-- name: entries_to_link
-- One row per desk entry of a span, in the order in which the hub links them.
select *,
from desk_log
order by epoch, partition_no, offset_no
limit $row_limit::bigint offset $row_from::bigint;
