-- name: listed_page
-- One row per item of a page of those that the filters let through, in their order.
-- uses: arrived=reached_sides, listed_paged
select *,
from listed_paged
order by place;

-- name: placed_page
-- One row per item of a page of those within what a center sees, or of a desk.
-- uses: placed_items=placed_items_of, arrived=reached_items, listed_paged
select *,
from listed_paged
order by place;

-- name: listed_counts
-- One row per kind and status of those that the filters let through: how many.
-- uses: listed_items
select
    kind,
    status,
    count(*) as items,
    count(*) as counted,
from listed_items
group by kind, status
order by kind, status;

-- name: placed_counts
-- One row per kind and status of those within what a center sees, or of a desk.
-- uses: placed_items=placed_items_of, listed_items
select
    kind,
    status,
    count(*) as items,
    count(*) as counted,
from listed_items
group by kind, status
order by kind, status;

-- name: inside_page
-- One row per item of a page of those in an area.
-- uses: placed_items=placed_in_area, arrived=reached_items, listed_paged
select *,
from listed_paged
order by place;

-- name: inside_counts
-- One row per kind and status of those in an area.
-- uses: placed_items=placed_in_area, listed_items
select
    kind,
    status,
    count(*) as items,
    count(*) as counted,
from listed_items
group by kind, status
order by kind, status;
