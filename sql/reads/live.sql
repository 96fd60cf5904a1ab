-- name: last_batch
-- One row: the number and time of the newest transaction (none in a new store).
-- `began_at` is when the store had its first: one that was built anew, whose numbers
-- begin anew as well, is known by it. `lists` is by which lists it was filled.
with first_batch as (
    select max(written_at) as began_at,
    from batches
    where batch_no = 1
),

lists_now as (
    select string_agg(value, ' ' order by name) as lists,
    from store_meta
    where name in ('edition', 'lists')
)

select
    batches.batch_no,
    batches.written_at,
    first_batch.began_at,
    lists_now.lists,
from batches
cross join first_batch
cross join lists_now
order by batches.batch_no desc
limit 1;

-- name: events_since
-- One row per event message after a batch, newest first, with its item's open status.
-- Beyond the limit no ordinary message takes the place of a grave one: the newest of
-- all, and the newest of the grave.
with news as (
    select
        event_log.*,
        batches.written_at,
    from event_log
    inner join batches using (batch_no)
    where event_log.batch_no > $batch_no::bigint
),

newest as (
    select *,
    from news
    order by record_at desc
    limit $row_limit::integer
),

newest_grave as (
    select *,
    from news
    where severity in ('01', '02')
    order by record_at desc
    limit $row_limit::integer
),

chosen as (
    select *,
    from newest
    union distinct by name
    select *,
    from newest_grave
)

select
    chosen.batch_no,
    chosen.kind,
    chosen.item_id,
    chosen.version,
    chosen.division_code,
    chosen.town_code,
    chosen.category,
    chosen.severity,
    chosen.title,
    chosen.record_at,
    chosen.written_at,
    chosen.occurred_at,
    chosen.is_synthetic,
    chosen.is_device_health,
    chosen.campaign,
    items_open.status,
    case_number_of(chosen.kind, chosen.item_id) as case_number,
from chosen
left join items_open using (kind, item_id)
order by chosen.record_at desc;

-- name: open_places
-- One row per division, severity and place with open items, gravest first, then newest.
-- What is beyond the limit or stands nowhere is one row per division, without a place.
-- Disputes within families stand at the village seat; so does what has no position.
-- uses: counted=counted_open, unplaced=open_unplaced, spots=placed
with places as (
    select
        division_code,
        severity,
        longitude,
        latitude,
        count(*) as items,
        max(received_at) as received_at,
        case when min(kind) = max(kind) then min(kind) end as kind,
        case
            when min(kind) = max(kind) and min(category) = max(category)
                then min(category)
        end as category,
        case when min(status) = max(status) then min(status) end as status,
    from spots
    group by division_code, severity, longitude, latitude
),

shown as (
    select *,
    from places
    where longitude is not null
    order by
        severity asc,
        received_at desc,
        division_code asc,
        longitude asc,
        latitude asc
    limit $row_limit::integer
),

wholes as (
    select
        division_code,
        count(*) as items,
    from counted
    group by division_code
),

parts as (
    select
        division_code,
        sum(items) as shown_items,
    from shown
    group by division_code
),

left_out as (
    select
        wholes.division_code,
        wholes.items - coalesce(parts.shown_items, 0)::bigint as items,
    from wholes
    left join parts using (division_code)
),

answer as (
    select *,
    from shown
    union all by name
    select *,
    from left_out
    where items > 0
)

select
    division_code,
    severity,
    kind,
    category,
    status,
    items,
    longitude,
    latitude,
    received_at,
from answer
order by
    longitude is null asc,
    severity asc,
    received_at desc,
    division_code asc,
    longitude asc,
    latitude asc;

-- name: feed_ages
-- One row per kind: when it was last heard of, by its own stamps.
-- A message cannot be newer than its writing, however far ahead its clock is.
-- uses: read_events
with newest as (
    select
        kind,
        max(record_at) as last_record_at,
        max(batch_no) as batch_no,
    from read_events
    group by kind
)

select
    newest.kind,
    least(newest.last_record_at, batches.written_at) as last_heard_at,
from newest
inner join batches using (batch_no);

-- name: moves_since
-- One row per move message after a batch, newest first.
select
    move_log.batch_no,
    move_log.kind,
    move_log.item_id,
    move_log.move,
    move_log.acting_center,
    move_log.acting_agency,
    move_log.record_at,
    move_log.verdict,
    move_log.refusal,
    move_log.status_after,
from move_log
where move_log.batch_no > $batch_no::bigint
order by move_log.record_at desc
limit $row_limit::integer;

-- name: next_batch_no
-- One row: the number of the next batch.
select coalesce(max(batch_no), 0) + 1 as batch_no,
from batches;
