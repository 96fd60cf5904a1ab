-- name: gone_alerts
-- One row per alert of the slice that goes.
select *,
from due_alerts
where goes;
