-- name: duty_log
-- One row per line that centers of a range wrote down within a span, the newest first.
-- At most so many out of `total`, and in any case the one that is named. A sort of ''
-- is any; `case_number` is that of the item that a line names.
-- uses: duty_centers, log_lines
select
    log_lines.*,
    case_number_of(log_lines.kind, log_lines.item_id) as case_number,
    count(*) over () as total,
from log_lines
inner join duty_centers on log_lines.acting_center = duty_centers.center_code
where
    log_lines.entry_id = $line::varchar
    or (
        log_lines.record_at >= $from_at::timestamptz
        and log_lines.record_at < $until_at::timestamptz
        and $sort::varchar in ('', log_lines.sort)
    )
qualify
    log_lines.entry_id = $line::varchar
    or row_number() over (order by log_lines.epoch desc, log_lines.offset_no desc)
    <= $row_limit::integer
order by log_lines.epoch desc, log_lines.offset_no desc;

-- name: handover_log
-- One row per line of a center's log in the span of a sheet, the oldest first.
-- What does not count is not handed over.
-- uses: handover_span, log_lines
select
    log_lines.*,
    case_number_of(log_lines.kind, log_lines.item_id) as case_number,
    count(*) over () as total,
from log_lines
cross join handover_span
where
    log_lines.acting_center = $center_code::bigint
    and log_lines.refusal is null
    and log_lines.record_at >= handover_span.from_at
    and log_lines.record_at <= $now_at::timestamptz
qualify
    row_number() over (order by log_lines.epoch desc, log_lines.offset_no desc)
    <= $row_limit::integer
order by log_lines.epoch asc, log_lines.offset_no asc;

-- name: item_log
-- One row per line of a duty log that is about an item, in their order.
-- Those of centers alone that have to do with it: that see where it lies, own it, or
-- are asked for something in it.
-- uses: log_lines, items
with told as (
    select
        log_lines.*,
        case_number_of(log_lines.kind, log_lines.item_id) as case_number,
    from log_lines
    where
        log_lines.kind = $kind::varchar
        and log_lines.item_id = $id::varchar
        and log_lines.refusal is null
),

named as (
    select
        division_code,
        owner_center,
        tasks,
        handovers,
    from items
    where
        kind = $kind::varchar
        and item_id = $id::varchar
)

select
    told.*,
    count(*) over () as total,
from told
cross join named
where
    told.acting_center = named.owner_center
    or list_contains(
        list_transform(named.tasks, lambda one: one['center']), told.acting_center
    )
    or list_contains(
        list_transform(named.handovers, lambda one: one['to_center']),
        told.acting_center
    )
    or exists (
        select center_ranges.center_code, from center_ranges
        where
            center_ranges.center_code = told.acting_center
            and center_ranges.low <= named.division_code
            and center_ranges.high > named.division_code
    )
order by told.epoch asc, told.offset_no asc;

-- name: duty_touched
-- One row: the newest batch with an entry of who is on duty in a range of divisions.
-- Of the last two days. Such an entry is what makes the page of the duty another one.
-- uses: duty_centers, read_entries
select coalesce(max(read_entries.batch_no), 0) as batch_no,
from read_entries
inner join duty_centers on read_entries.acting_center = duty_centers.center_code
where
    entry in ('sign_on', 'sign_off', 'roster', 'sound_test', 'duty_log')
    and record_at >= $now_at::timestamptz - interval 2 days;

-- name: numbered_items
-- One row per item with a case number, with what says whose it is.
-- uses: items
select
    kind,
    item_id,
    case_number,
    category,
    division_code,
    owner_center,
    lead_agency,
    handovers,
    tasks,
from items
where case_number = upper(trim($number::varchar))
order by kind, item_id;
