-- name: counts_by_mark
-- One row per campaign or channel, and of each per day, division, category: measures.
-- What a row does not tell apart is null. `$mark` says which of both, `$axis` by which
-- of its days an item is in the period; what has no channel has ''.
-- uses: counted_items=marked_items, dated_measures
with marked as (
    select
        *,
        coalesce(
            case $mark::varchar when 'campaign' then campaign else channel end, ''
        ) as mark,
    from dated_measures
)

select
    mark,
    business_day,
    division_code,
    kind,
    category,
    coalesce(
        sum(columns(['cases', 'signals', 'closed', 'on_time', 'settled'])), 0
    )::bigint,
    sum(closed_or_overdue)::bigint as closed_or_overdue,
from marked
group by
    grouping sets (
        (mark), (mark, business_day), (mark, division_code), (mark, kind, category)
    );

-- name: open_by_campaign
-- One row per campaign that has open items, and of each per division: how many.
-- What a row does not tell apart is null.
-- uses: timed_items
select
    campaign as mark,
    division_code,
    count(*) filter (where is_case) as open_cases,
    count(*) filter (where not is_case) as open_signals,
    count(*) filter (where close_level > 0) as overdue,
from timed_items
where
    campaign is not null
    and division_code >= $low::bigint
    and division_code < $high::bigint
group by grouping sets ((campaign), (campaign, division_code));

-- name: leads_by_town
-- One row per axis and town: risk leads by what came of them in the period.
-- uses: told_leads
select
    axis,
    case when town_code > 0 then town_code else division_code end as division_code,
    kind,
    count(*) filter (where is_prevented) as prevented,
    count(*) filter (where is_rectify_due) as rectify_due,
    count(*) filter (where is_rectified) as rectified,
    count(*) filter (where is_rectify_overdue) as rectify_overdue,
from told_leads
group by all;

-- name: leads_by_mechanism
-- One row per mechanism and severity: risk leads of a range by what came of them.
-- uses: told_leads
select
    category,
    severity,
    count(*) filter (where is_found) as found,
    count(*) filter (where is_dismissed) as dismissed,
    count(*) filter (where has_come_true) as came_true,
    count(*) filter (where is_blocked) as blocked,
    count(*) filter (where is_prevented) as prevented,
    count(*) filter (where is_rectify_due) as rectify_due,
    count(*) filter (where is_rectified) as rectified,
    count(*) filter (where is_rectify_overdue) as rectify_overdue,
from told_leads
where
    division_code >= $low::bigint
    and division_code < $high::bigint
group by category, severity;

-- name: open_leads
-- One row per mechanism: open risk leads of a range, and what is past its last day.
-- uses: open_items
select
    category,
    count(*) as open_leads,
    count(*) filter (
        where
        (details ->> '$.rectify_by')::date < day_of_us(epoch_us($now_at::timestamptz))
    ) as overdue,
from open_items
where
    kind = 'risk_lead'
    and version is not null
    and division_code >= $low::bigint
    and division_code < $high::bigint
group by category;

-- name: last_of_classes
-- One row per class of what must not happen that has happened: its newest item.
-- What proved unfounded never happened. The rules that name a category are looked up,
-- the others tried one by one. Which item it is comes first: only what it says of
-- itself is fetched, and only what fits otherwise has its injured counted.
-- uses: named_items=every_item, other_items=every_item, newest_items=every_item
with fitting as (
    select
        zero_classes.class,
        zero_classes.tag,
        zero_classes.least_injured,
        named_items.kind,
        named_items.item_id,
        named_items.occurred_at,
        named_items.tags,
        named_items.details,
    from named_items
    inner join zero_classes using (kind, category)
    where
        named_items.severity <= zero_classes.severity
        and named_items.version is not null
        and named_items.status <> 'merged'
        and coalesce(named_items.outcome, '') <> 'unfounded'
        and named_items.division_code >= $low::bigint
        and named_items.division_code < $high::bigint
    union all by name
    select
        zero_classes.class,
        zero_classes.tag,
        zero_classes.least_injured,
        other_items.kind,
        other_items.item_id,
        other_items.occurred_at,
        other_items.tags,
        other_items.details,
    from other_items
    inner join zero_classes using (kind)
    where
        zero_classes.category is null
        and other_items.severity <= zero_classes.severity
        and other_items.version is not null
        and other_items.status <> 'merged'
        and coalesce(other_items.outcome, '') <> 'unfounded'
        and other_items.division_code >= $low::bigint
        and other_items.division_code < $high::bigint
),

newest as (
    select
        class,
        max(struct_pack(occurred_at, kind, item_id)) as last_one,
    from fitting
    where
        (tag is null or list_contains(tags, tag))
        and case
            when least_injured is null then true
            else (details ->> '$.injured_count')::bigint >= least_injured
        end
    group by class
)

select
    newest.class as zero_class,
    newest_items.kind,
    newest_items.item_id,
    newest_items.case_number,
    newest_items.title,
    newest_items.category,
    newest_items.division_code,
    newest_items.occurred_at,
from newest
inner join newest_items
    on
        newest.last_one['occurred_at'] = newest_items.occurred_at
        and newest.last_one['kind'] = newest_items.kind
        and newest.last_one['item_id'] = newest_items.item_id
order by newest.class;

-- name: first_received
-- One row: when the oldest item was received that the store has.
-- uses: items
select min(received_at) as received_at,
from items
where version is not null;

-- name: registered_by_village
-- One row per division and kind: items received in the period.
-- uses: period_cells
select
    division_code,
    kind,
    sum(items)::bigint as items,
from period_cells
where
    grain = 'village'
    and axis = 'received'
    and not is_device_health
group by division_code, kind;
