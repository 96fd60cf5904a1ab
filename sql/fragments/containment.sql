-- name: tiered_cases
-- One row per case closed in the period that `containment_by_town` counts.
-- A reopened case stands there once for every round. An expected or resolved tier, or a
-- kind, of '' is any; `$only_passed` leaves those that went higher than expected.
-- uses: counted_items=dated_told_items, measured_items
with tiers as (
    select ['village', 'town', 'county', 'city'] as names,
),

placed as (
    select
        measured_items.kind,
        measured_items.item['item_id'] as item_id,
        measured_items.item['case_number'] as case_number,
        measured_items.division_code,
        measured_items.category,
        measured_items.severity,
        measured_items.status,
        measured_items.expected_tier,
        measured_items.resolved_tier,
        measured_items.ended_at as closed_at,
        list_position(tiers.names, measured_items.resolved_tier)
        > list_position(tiers.names, measured_items.expected_tier) as is_passed_up,
    from measured_items
    cross join tiers
    where
        axis = $axis::varchar
        and cases = 1
        and not is_device_health
        and expected_tier is not null
        and resolved_tier is not null
        and business_day >= $from_day::date
        and business_day < $until_day::date
        and division_code >= $low::bigint
        and division_code < $high::bigint
)

select *,
from placed
where
    $kind::varchar in ('', kind)
    and $expected_tier::varchar in ('', expected_tier)
    and $resolved_tier::varchar in ('', resolved_tier)
    and ($only_passed::integer = 0 or is_passed_up);

-- name: tiered_page
-- One row per case of a page of `tiered_cases`; beyond the last page it is the last.
-- What was passed up comes first, then what was closed last.
-- uses: tiered_cases
with counted as (
    select
        *,
        row_number() over (
            order by
                is_passed_up desc,
                closed_at desc,
                item_id asc,
                kind asc,
                status asc
        ) as place,
        count(*) over () as total,
    from tiered_cases
)

select *,
from counted
where
    (place - 1) // $row_limit::bigint
    = least($page_no::bigint - 1, (total - 1) // $row_limit::bigint);

-- name: raising_moves
-- One row per case of `tiered_page`: the first move that left it at its resolved tier.
-- What a move leaves behind is asked only of moves of these cases.
-- uses: tiered_page, read_moves
with paged as (
    select distinct
        kind,
        item_id,
        resolved_tier,
    from tiered_page
),

own as (
    select
        paged.*,
        read_moves.move,
        read_moves.acting_center,
        read_moves.acting_agency,
        read_moves.record_at,
        row(read_moves.epoch, read_moves.offset_no) as at_place,
        read_moves.handling,
    from paged
    inner join read_moves using (kind, item_id)
    where read_moves.verdict = 'accepted'
)

select
    kind,
    item_id,
    arg_min(
        struct_pack(move, acting_center, acting_agency, record_at), at_place
    ) filter (where handling ->> '$.resolved_tier' = resolved_tier) as raised,
from own
group by kind, item_id;
