-- name: refolded_facts
-- One row per item: its facts, as the log has them.
select *,
from lent_facts;

-- name: refolded_handling
-- One row per item: its handling, as its moves make it.
select *,
from lent_handling;
