-- name: desk_head
-- One row: the newest link of the desk's chain, and since when; none before an entry.
-- uses: read_entries
select
    desk_links.position_no,
    desk_links.link,
    read_entries.record_at,
from desk_links
inner join read_entries using (epoch, partition_no, offset_no)
order by desk_links.position_no desc
limit 1;

-- name: desk_link
-- One row: where a link stands in the desk's chain, if one begins so.
-- uses: read_entries
select
    desk_links.position_no,
    desk_links.link,
    read_entries.record_at,
from desk_links
inner join read_entries using (epoch, partition_no, offset_no)
where starts_with(desk_links.link, $link::varchar)
order by desk_links.position_no
limit 1;

-- name: audit_page
-- One row per entry of a page of those that are audited, newest first.
-- Beyond the last page it is the last.
-- uses: audited
with counted as (
    select
        *,
        row_number() over (order by record_at desc, epoch desc, offset_no desc)
            as place,
        count(*) over () as total,
    from audited
)

select
    * exclude (epoch, offset_no),
    case when kind is not null then case_number_of(kind, item_id) end as case_number,
from counted
where
    (place - 1) // $row_limit::bigint
    = least($page_no::bigint - 1, (total - 1) // $row_limit::bigint)
order by place;

-- name: audit_counts
-- One row per center and sort of entry that is audited: how many, and the last.
-- uses: audited
select
    acting_center,
    what,
    count(*) as entries,
    max(record_at) as last_at,
from audited
group by acting_center, what
order by acting_center, what;

-- name: audit_many
-- One row per seat that opened more than `$most` items within an hour: its most, when.
-- uses: looked
with within_hour as (
    select
        actor,
        acting_role,
        acting_center,
        agency,
        record_at,
        count(distinct kind || ' ' || item_id) over (
            partition by actor, acting_role, acting_center, agency
            order by record_at
            range between interval 1 hour preceding and current row
        ) as items,
    from looked
)

select
    actor,
    acting_role,
    acting_center,
    agency,
    max(items) as items,
    arg_max(record_at, items) as seen_at,
from within_hour
where items > $most::integer
group by actor, acting_role, acting_center, agency
order by items desc, seen_at desc, acting_center asc, agency asc, actor asc
limit $row_limit::integer;

-- name: audit_off_hours
-- One row per seat that opened items out of working hours while nobody was on duty.
-- At its center; working hours go from `$day_from` to `$day_until` o'clock on workdays.
-- uses: looked, duty_spans
with alone as (
    select looked.*,
    from looked
    left join workdays
        on cast(looked.record_at as date) = workdays.business_day
    where
        (
            not coalesce(workdays.is_workday, isodow(looked.record_at) <= 5)
            or hour(looked.record_at) < $day_from::integer
            or hour(looked.record_at) >= $day_until::integer
        )
        and not exists (
            select 1,
            from duty_spans
            where
                duty_spans.center_code = looked.acting_center
                and duty_spans.since <= looked.record_at
                and duty_spans.until_at > looked.record_at
        )
)

select
    actor,
    acting_role,
    acting_center,
    agency,
    count(distinct kind || ' ' || item_id) as items,
    max(record_at) as seen_at,
from alone
group by actor, acting_role, acting_center, agency
order by items desc, seen_at desc, acting_center asc, agency asc, actor asc
limit $row_limit::integer;

-- name: audit_foreign
-- One row per seat that opened items whose center neither has them nor helps in them.
-- Nor is asked to take them; `above` are those whose owner it stands above. What has no
-- owner yet is everybody's in its range.
-- uses: looked, items, owners_above
with foreign_looks as (
    select
        looked.*,
        coalesce(
            list_contains(owners_above.stand_above, looked.acting_center), false
        ) as is_above,
    from looked
    inner join items using (kind, item_id)
    left join owners_above using (owner_center)
    where
        coalesce(items.owner_center, 0) not in (0, looked.acting_center)
        and not list_contains(
            list_transform(items.tasks, lambda task: task['center']),
            looked.acting_center
        )
        and not coalesce(
            items.handovers[-1]['ended_at'] is null
            and items.handovers[-1]['to_center'] = looked.acting_center,
            false
        )
)

select
    actor,
    acting_role,
    acting_center,
    agency,
    count(distinct kind || ' ' || item_id) as items,
    count(distinct kind || ' ' || item_id) filter (where is_above) as above,
    max(record_at) as seen_at,
from foreign_looks
group by actor, acting_role, acting_center, agency
order by
    items - above desc,
    items desc,
    seen_at desc,
    acting_center asc,
    agency asc,
    actor asc
limit $row_limit::integer;

-- name: item_looks
-- One row per opening of one item, its source or its video, newest first.
-- A message that came twice is one entry.
-- uses: read_entries
with once as (
    select *,
    from read_entries
    where
        entry = 'access'
        and (details ->> '$.kind') = $kind::varchar
        and (details ->> '$.item_id') = $id::varchar
    qualify
        row_number() over (
            partition by entry_id
            order by epoch, offset_no
        ) = 1
)

select
    entry_id,
    record_at,
    actor,
    acting_role,
    acting_center,
    details ->> '$.done' as what,
    details ->> '$.reason' as reason,
    coalesce(details ->> '$.agency', '') as agency,
    count(*) over () as total,
from once
order by record_at desc, epoch desc, offset_no desc
limit $row_limit::integer;
