-- name: last_batch
-- One row: the number and time of the newest transaction (none in a new store).
select
    batch_no,
    written_at,
from batches
order by batch_no desc
limit 1;

-- name: events_since
-- One row per event message after a batch, newest first.
select
    event_log.batch_no,
    event_log.kind,
    event_log.item_id,
    event_log.version,
    event_log.division_code,
    event_log.town_code,
    event_log.category,
    event_log.severity,
    event_log.title,
    event_log.record_at,
    batches.written_at,
    event_log.occurred_at,
    event_log.is_synthetic,
    event_log.is_device_health,
    event_log.campaign,
    regexp_replace(
        upper(md5(event_log.kind || ':' || event_log.item_id)),
        '^(....)(....)(....).*',
        '\1-\2-\3'
    ) as case_number,
from event_log
inner join batches using (batch_no)
where event_log.batch_no > $batch_no::bigint
order by event_log.record_at desc
limit $row_limit::integer;

-- name: open_points
-- One row per open item at the place it may be shown, newest first.
-- Disputes within families stand at the village seat; so does what has no position.
-- uses: open_items
with newest as (
    select *,
    from open_items
    where
        version is not null
        and not is_device_health
    order by received_at desc
    limit $row_limit::integer
),

camera_ids as (
    select
        *,
        details ->> '$.camera_id' as camera_id,
    from newest
),

placed as (
    select
        camera_ids.*,
        coalesce(categories.shown_at_seat, false) as is_at_seat,
        coalesce(camera_ids.longitude, cameras.longitude) as own_longitude,
        coalesce(camera_ids.latitude, cameras.latitude) as own_latitude,
        camera_ids.longitude is null as is_from_register,
        divisions.longitude as seat_longitude,
        divisions.latitude as seat_latitude,
    from camera_ids
    inner join divisions using (division_code)
    left join categories
        on
            camera_ids.kind = categories.kind
            and camera_ids.category = categories.category
    left join cameras
        on camera_ids.camera_id = cameras.camera_id
)

select
    kind,
    item_id,
    case_number,
    category,
    severity,
    status,
    division_code,
    town_code,
    received_at,
    case
        when is_at_seat or own_longitude is null then seat_longitude
        else own_longitude
    end as longitude,
    case
        when is_at_seat or own_longitude is null then seat_latitude
        else own_latitude
    end as latitude,
    case
        when is_at_seat or own_longitude is null then 'seat'
        when is_from_register then 'camera'
        else 'point'
    end as position_source,
from placed
order by received_at desc;

-- name: feed_ages
-- One row per kind: when it was last heard of, by its own stamps.
-- A message cannot be newer than its writing, however far ahead its clock is.
with newest as (
    select
        kind,
        max(record_at) as last_record_at,
        max(batch_no) as batch_no,
    from event_log
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
