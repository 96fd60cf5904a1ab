-- name: refolded_facts
-- One row per item: its facts, as the log has them.
select *,
from lent_facts;

-- name: refolded_handling
-- One row per item: its handling, as its moves make it.
select *,
from lent_handling;

-- name: shared_events
-- One row per event message of a share of all items.
select *,
from event_log
where hash(kind, item_id) % $shares::ubigint = $share::ubigint;

-- name: shared_moves
-- One row per move of a share of all items.
select *,
from move_log
where hash(kind, item_id) % $shares::ubigint = $share::ubigint;

-- name: part_events
-- One row per event message of the part of all items that is recounted.
select *,
from event_log
semi join recounted_part on hash(kind, item_id) = recounted_part.item_key;

-- name: part_moves
-- One row per move of the part of all items that is recounted.
select *,
from move_log
semi join recounted_part on hash(kind, item_id) = recounted_part.item_key;

-- name: said_best
-- One row per item of `kept_facts`: its best facts by the log.
select
    * exclude (batch_no, epoch, topic, partition_no, offset_no, record_at),
    min(record_at) over (partition by kind, item_id) as received_at,
from kept_facts
qualify
    row_number() over (
        partition by kind, item_id
        order by version desc, content_hash desc
    ) = 1;

-- name: targeted_moves
-- One row per move of `own_moves`.
-- With the status that what it is merging into had then, if that had any moves.
with at_merging as (
    select
        own.epoch,
        own.partition_no,
        own.offset_no,
        arg_max(others.status_after, row(others.epoch, others.offset_no))
            as target_status,
    from own_moves as own
    inner join move_log as others
        on
            own.link_kind = others.kind
            and own.link_id = others.item_id
    where
        own.move = 'merge'
        and (
            others.epoch < own.epoch
            or (
                others.epoch = own.epoch
                and others.offset_no < own.offset_no
            )
        )
    group by all
)

select
    own_moves.*,
    at_merging.target_status,
from own_moves
left join at_merging using (epoch, partition_no, offset_no);
