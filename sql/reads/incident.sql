-- name: incident_items
-- One row per incident of a half-open range of codes, with its own fields.
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
    (details ->> '$.nature')::varchar as nature,
    (details ->> '$.people_count')::bigint as people_count,
    (details ->> '$.injured_count')::bigint as injured_count,
    (details ->> '$.received_through')::varchar as received_through,
from items
where
    kind = 'incident'
    and version is not null
    and division_code >= $low::bigint
    and division_code < $high::bigint
order by received_at desc
limit $row_limit::integer;
