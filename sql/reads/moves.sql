-- name: move_verdicts
-- One row per move of a list that came since a batch, with its verdict.
-- Blanks part the identifiers, which hold none; a repeat says nothing.
select
    move_id,
    kind,
    item_id,
    move,
    verdict,
    refusal,
    refusal_details,
    status_after,
    record_at,
from move_log
where
    batch_no >= $from_batch::bigint
    and verdict <> 'repeated'
    and list_contains(string_split($move_ids::varchar, ' '), move_id)
order by epoch, offset_no;
