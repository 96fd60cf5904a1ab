-- name: risk_lead_items
-- One row per risk lead of a half-open range of codes, with its own fields.
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
    (details ->> '$.score')::integer as score,
    (details ->> '$.hazard')::varchar as hazard,
    (details ->> '$.rectify_by')::date as rectify_by,
from items
where
    kind = 'risk_lead'
    and version is not null
    and division_code >= $low::bigint
    and division_code < $high::bigint
order by received_at desc
limit $row_limit::integer;
