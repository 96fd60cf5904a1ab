-- name: camera_alert_items
-- One row per camera alert of a half-open range of codes, with its own fields.
-- uses: items
select
    item_id,
    case_number,
    division_code,
    category,
    severity,
    status,
    received_at,
    closed_at,
    (details ->> '$.camera_id')::varchar as camera_id,
    (details ->> '$.alarm_method')::integer as alarm_method,
    (details ->> '$.alarm_type')::integer as alarm_type,
    (details ->> '$.priority')::integer as priority,
    (details ->> '$.algorithm')::varchar as algorithm,
    (details ->> '$.confidence')::double as confidence,
from items
where
    kind = 'camera_alert'
    and version is not null
    and division_code >= $low::bigint
    and division_code < $high::bigint
order by received_at desc
limit $row_limit::integer;
