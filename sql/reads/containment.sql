-- name: contained_cases
-- One row per case of a page of those that containment counts in a period.
-- Each has the move that first brought it to its resolved tier, where one is logged.
-- uses: tiered_page, raising_moves
select
    tiered_page.*,
    raising_moves.raised['move'] as raising_move,
    raising_moves.raised['acting_center'] as raising_center,
    raising_moves.raised['acting_agency'] as raising_agency,
    raising_moves.raised['record_at'] as raised_at,
from tiered_page
left join raising_moves using (kind, item_id)
order by tiered_page.place;
