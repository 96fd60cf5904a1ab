-- name: report_states
-- One row per case and center that reports on it or owes a report, in a range.
-- Of centers in a range of divisions, and of what goes to or comes from one center.
-- What is late comes first, what is finished last; at most so many out of `total`.
-- uses: report_chains
select
    report_chains.*,
    count(*) over () as total,
from report_chains
inner join centers on report_chains.acting_center = centers.center_code
where
    (
        centers.division_code >= $low::bigint
        and centers.division_code < $high::bigint
    )
    or $center_code::bigint in (report_chains.acting_center, report_chains.to_center)
order by
    list_position(['finished', 'missed'], state) is not null,
    is_late desc,
    due_at asc nulls last,
    severity asc,
    kind asc,
    item_id asc,
    acting_center asc
limit $row_limit::integer;

-- name: report_totals
-- One row per state of the cases that `report_states` lists: how many, how many late.
-- uses: report_chains
select
    state,
    count(*) as cases,
    count(*) filter (where is_late) as late,
    count(*) filter (where is_first_late) as first_late,
from report_chains
inner join centers on report_chains.acting_center = centers.center_code
where
    (
        centers.division_code >= $low::bigint
        and centers.division_code < $high::bigint
    )
    or $center_code::bigint in (report_chains.acting_center, report_chains.to_center)
group by state
order by state;

-- name: reports_due
-- One row per case for which a center owes a report, a supplement or a signature.
-- uses: reports_waiting
select
    state,
    is_late,
    due_at,
from reports_waiting
where center_code = $center_code::bigint
order by
    due_at asc nulls last,
    kind asc,
    item_id asc,
    acting_center asc;

-- name: item_reports
-- One row per report on an item that counts, in their order, with its answer.
-- uses: reports_told
select *,
from reports_told
where
    kind = $kind::varchar
    and item_id = $id::varchar
order by epoch asc, offset_no asc;

-- name: item_report_states
-- One row per center that reports on an item or owes a report on it.
-- uses: report_chains
select
    *,
    1 as total,
from report_chains
where
    kind = $kind::varchar
    and item_id = $id::varchar
order by acting_center;

-- name: reports_touched
-- One row: the newest batch with a report that a center sent or was sent, or an answer.
-- uses: report_entries
select coalesce(max(batch_no), 0) as batch_no,
from report_entries
where
    acting_center = $center_code::bigint
    or (details ->> '$.to_center')::bigint = $center_code::bigint;
