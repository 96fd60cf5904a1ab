-- name: dispute_items
-- One row per dispute of a half-open range of codes, with its own fields.
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
    (details ->> '$.parties_count')::bigint as parties_count,
    (details ->> '$.amount_yuan')::double as amount_yuan,
    (details ->> '$.mediation_organisation')::varchar as mediation_organisation,
    (details ->> '$.channel')::varchar as channel,
from items
where
    kind = 'dispute'
    and version is not null
    and division_code >= $low::bigint
    and division_code < $high::bigint
order by received_at desc
limit $row_limit::integer;
