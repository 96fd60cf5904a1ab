-- name: stock_by_month
-- One row per end of a month and kind: what figures of now came to at that instant.
-- A range of codes.
-- uses: stock_counts
select
    counted_at,
    kind,
    sum(columns(* exclude (counted_at, kind, division_code)))::bigint,
from stock_counts
group by counted_at, kind
order by counted_at, kind;

-- name: stock_at
-- One row per given moment, kind and division: what figures of now came to then.
-- A range of codes.
-- uses: stock_moments=given_moments, stock_counts
select *,
from stock_counts;
