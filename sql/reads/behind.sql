-- name: items_behind
-- One row per item in the base of a figure of a period: whether it is in its numerator.
-- Those that are not come first, the newest first; `total` says how many there are.
-- uses: behind=behind_items, behind_first
select *,
from behind_first;

-- name: open_items_behind
-- One row per open item that a figure of now counts, the newest first.
-- `total` says how many there are.
-- uses: behind=open_behind_items, behind_first
select *,
from behind_first;

-- name: judged_items_behind
-- One row per signal that was judged in a period, the newest first.
-- `total` says how many there are.
-- uses: behind=judged_behind_items, behind_first
select *,
from behind_first;

-- name: ended_items_behind
-- One row per round of a case that ended in a period, what took longest first.
-- `total` says how many there are.
-- uses: behind=ended_behind_items, behind_first
select *,
from behind_first;

-- name: lead_items_behind
-- One row per signal of a period that may come true, those that did not first.
-- `total` says how many there are.
-- uses: behind=lead_behind_items, behind_first
select *,
from behind_first;

-- name: fault_items_behind
-- One row per device that reported faults in a period, by its newest report.
-- `total` says how many there are.
-- uses: behind=fault_behind_items, behind_first
select *,
from behind_first;

-- name: staged_items_behind
-- One row per risk lead behind a figure of what came of leads, misses first.
-- `total` says how many there are.
-- uses: behind=staged_behind_items, behind_first
select *,
from behind_first;

-- name: told_items_behind
-- One row per case behind a figure of what was told of, misses first.
-- `total` says how many there are.
-- uses: behind=told_behind_items, behind_first
select *,
from behind_first;

-- name: tagged_items_behind
-- One row per case of a period with a tag, those that are not closed first.
-- `total` says how many there are.
-- uses: behind=tagged_behind_items, behind_first
select *,
from behind_first;

-- name: behind_page
-- One row per item of a page of the base of a figure of a period, misses first.
-- uses: behind=behind_items, behind_paged
select *,
from behind_paged
order by place;

-- name: behind_counts
-- One row per kind and status of the base of a figure of a period: how many.
-- uses: behind=behind_items, behind_counted
select *,
from behind_counted
order by kind, status;

-- name: open_behind_page
-- One row per item of a page of the open items that a figure of now counts.
-- uses: behind=open_behind_items, behind_paged
select *,
from behind_paged
order by place;

-- name: open_behind_counts
-- One row per kind and status of the open items that a figure of now counts.
-- uses: behind=open_behind_items, behind_counted
select *,
from behind_counted
order by kind, status;

-- name: judged_behind_page
-- One row per signal of a page of those that were judged in a period.
-- uses: behind=judged_behind_items, behind_paged
select *,
from behind_paged
order by place;

-- name: judged_behind_counts
-- One row per kind and status of the signals that were judged in a period: how many.
-- uses: behind=judged_behind_items, behind_counted
select *,
from behind_counted
order by kind, status;

-- name: ended_behind_page
-- One row per item of a page of the rounds of cases that ended in a period.
-- uses: behind=ended_behind_items, behind_paged
select *,
from behind_paged
order by place;

-- name: ended_behind_counts
-- One row per kind and status of the rounds of cases that ended in a period: how many.
-- uses: behind=ended_behind_items, behind_counted
select *,
from behind_counted
order by kind, status;

-- name: lead_behind_page
-- One row per item of a page of the signals of a period that may come true.
-- uses: behind=lead_behind_items, behind_paged
select *,
from behind_paged
order by place;

-- name: lead_behind_counts
-- One row per kind and status of the signals that may come true: how many.
-- uses: behind=lead_behind_items, behind_counted
select *,
from behind_counted
order by kind, status;

-- name: fault_behind_page
-- One row per item of a page of the devices that reported faults in a period.
-- uses: behind=fault_behind_items, behind_paged
select *,
from behind_paged
order by place;

-- name: fault_behind_counts
-- One row per kind and status of the devices that reported faults: how many.
-- uses: behind=fault_behind_items, behind_counted
select *,
from behind_counted
order by kind, status;

-- name: staged_behind_page
-- One row per item of a page of the risk leads by what came of them.
-- uses: behind=staged_behind_items, behind_paged
select *,
from behind_paged
order by place;

-- name: told_behind_page
-- One row per item of a page of the cases by what came of them.
-- uses: behind=told_behind_items, behind_paged
select *,
from behind_paged
order by place;

-- name: staged_behind_counts
-- One row per kind and status of the risk leads by what came of them: how many.
-- uses: behind=staged_behind_items, behind_counted
select *,
from behind_counted
order by kind, status;

-- name: told_behind_counts
-- One row per kind and status of the cases by what came of them: how many.
-- uses: behind=told_behind_items, behind_counted
select *,
from behind_counted
order by kind, status;

-- name: tagged_behind_page
-- One row per item of a page of the cases of a period with a tag.
-- uses: behind=tagged_behind_items, behind_paged
select *,
from behind_paged
order by place;

-- name: tagged_behind_counts
-- One row per kind and status of the cases of a period with a tag: how many.
-- uses: behind=tagged_behind_items, behind_counted
select *,
from behind_counted
order by kind, status;
