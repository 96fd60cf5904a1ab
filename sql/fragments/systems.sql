-- name: items_present
-- One row per item, open or finished: other systems read the present alone.
select *,
from items_open
union all
select *,
from items_finished;

-- name: batches_ahead
-- One row per batch that one page of changes looks through, from `$batch_no` on.
-- About `$most_messages` messages at most, but one batch at least beyond the first,
-- and so many batches at most: a poll of who comes late costs as much as any other.
select
    batch_no,
    written_at,
from batches
where
    batch_no >= $batch_no::bigint
    and batch_no <= $batch_no::bigint + $most_batches::bigint
qualify
    batch_no <= $batch_no::bigint + 1
    or sum(events + moves) over (order by batch_no) - events - moves
    <= $most_messages::bigint;

-- name: touched_ahead
-- One row per item that one of those batches touched, beyond the cursor.
-- A move that changed nothing touches nothing; `moves` are those that did, in order.
-- uses: batches_ahead
with touches as (
    select
        batch_no,
        kind,
        item_id,
        true as is_version,
        null::varchar as move_id,
        null::varchar as move,
        0 as epoch,
        0 as offset_no,
    from event_log
    where
        batch_no >= $batch_no::bigint
        and batch_no <= $batch_no::bigint + $most_batches::bigint
    union all by name
    select
        batch_no,
        kind,
        item_id,
        false as is_version,
        move_id,
        move,
        epoch,
        offset_no,
    from move_log
    where
        handling is not null
        and batch_no >= $batch_no::bigint
        and batch_no <= $batch_no::bigint + $most_batches::bigint
)

select
    touches.batch_no,
    batches_ahead.written_at,
    touches.kind,
    touches.item_id,
    bool_or(touches.is_version) as has_version,
    coalesce(
        list(
            {
                'move_id': touches.move_id,
                'move': touches.move
            }
            order by touches.epoch, touches.offset_no
        ) filter (where not touches.is_version),
        []
    ) as moves,
from touches
inner join batches_ahead using (batch_no)
where
    touches.batch_no > $batch_no::bigint
    or touches.kind > $after_kind::varchar
    or (
        touches.kind = $after_kind::varchar
        and touches.item_id > $after_id::varchar
    )
group by all;

-- name: touched_now
-- One row per item that those batches touched, as it is now.
-- uses: touched_ahead, items_present
select items_present.*,
from items_present
semi join touched_ahead using (kind, item_id);

-- name: offered_items
-- One row per item of `candidates` that a seat sees, or that was once handed to it.
-- So what is taken from it again is told as well. The rule by which an item is shown is
-- the board's own, which looks at every row once more; this one lets none of those out.
-- uses: seat_ranges, owners_above
select
    candidates.kind,
    candidates.item_id,
    candidates.case_number,
    candidates.version,
    candidates.division_code,
    candidates.category,
    candidates.severity,
    candidates.scale,
    status_of(
        candidates.status,
        statuses.is_open,
        candidates.pauses,
        candidates.shelved_until,
        $now_at::timestamptz
    ) as status,
    statuses.is_open,
    candidates.is_case,
    candidates.title,
    candidates.source,
    candidates.source_ref,
    candidates.channel,
    candidates.tags,
    candidates.campaign,
    candidates.owner_center,
    candidates.lead_agency,
    candidates.handovers,
    candidates.tasks,
    candidates.occurred_at,
    candidates.received_at,
    candidates.close_due_at,
    candidates.closed_at,
    candidates.last_move_at,
    candidates.outcome,
    candidates.supervision,
    candidates.expected_tier,
    candidates.resolved_tier,
    candidates.merged_kind,
    candidates.merged_id,
    candidates.kept_until,
    case
        when statuses.is_open
            then
                greatest(
                    candidates.pauses[-1]['until_at'],
                    candidates.shelved_until
                )
    end as rests_until,
from candidates
inner join statuses using (status)
cross join seat_ranges
left join owners_above using (owner_center)
where
    candidates.version is not null
    and not candidates.is_device_health
    and (
        (
            $agency_code::varchar = ''
            and (
                is_in_ranges(candidates.division_code, seat_ranges.seen)
                or candidates.owner_center = $center_code::bigint
                or coalesce(
                    list_contains(
                        owners_above.stand_above, $center_code::bigint
                    ),
                    false
                )
            )
        )
        or (
            len(candidates.tasks) > 0
            and len(
                list_filter(
                    candidates.tasks,
                    lambda one: case
                        when $agency_code::varchar <> ''
                            then coalesce(
                                one['agency'] = $agency_code::varchar, false
                            )
                        else one['center'] = $center_code::bigint
                    end
                )
            )
            > 0
        )
        or (
            candidates.owner_center = $center_code::bigint
            and coalesce(candidates.lead_agency = $agency_code::varchar, false)
        )
        or (
            len(candidates.handovers) > 0
            and len(
                list_filter(
                    candidates.handovers,
                    lambda one: one['to_center'] = $center_code::bigint
                    and $agency_code::varchar
                    in ('', coalesce(one['to_agency'], ''))
                )
            )
            > 0
        )
    );

-- name: named_item
-- One row: the item that is asked for.
-- uses: items_present
select *,
from items_present
where
    kind = $kind::varchar
    and item_id = $id::varchar;

-- name: open_passed
-- One row per open item that a page of items looks at: its place, newest first.
-- Only narrow rows are put in order, and by a bare column: what is older is not read.
select
    row_no,
    received_at,
    kind,
    item_id,
from items_open
where
    version is not null
    and not is_device_health
    and received_at <= $before_at::timestamptz
    and (
        received_at < $before_at::timestamptz
        or kind > $after_kind::varchar
        or (kind = $after_kind::varchar and item_id > $after_id::varchar)
    )
    and (
        $within_scope::integer = 0
        or (
            division_code >= $low::bigint
            and division_code < $high::bigint
        )
    )
    and ($only_kind::varchar = '' or kind = $only_kind::varchar)
    and ($category::varchar = '' or category = $category::varchar)
    and ($severity::varchar = '' or severity = $severity::varchar)
order by
    received_at desc,
    kind asc,
    item_id asc
limit $most_rows::bigint;

-- name: finished_passed
-- One row per finished item that a page of items looks at: its place, newest first.
-- Only narrow rows are put in order, and by a bare column: what is older is not read.
select
    row_no,
    received_at,
    kind,
    item_id,
from items_finished
where
    version is not null
    and not is_device_health
    and received_at <= $before_at::timestamptz
    and (
        received_at < $before_at::timestamptz
        or kind > $after_kind::varchar
        or (kind = $after_kind::varchar and item_id > $after_id::varchar)
    )
    and (
        $within_scope::integer = 0
        or (
            division_code >= $low::bigint
            and division_code < $high::bigint
        )
    )
    and ($only_kind::varchar = '' or kind = $only_kind::varchar)
    and ($category::varchar = '' or category = $category::varchar)
    and ($severity::varchar = '' or severity = $severity::varchar)
order by
    received_at desc,
    kind asc,
    item_id asc
limit $most_rows::bigint;

-- name: items_passed
-- One row per item that a page of items looks at, `$most_rows` at most: its place.
-- uses: open_passed, finished_passed
select *,
from (
    select *,
    from open_passed
    union all
    select *,
    from finished_passed
) as both_sides
order by
    received_at desc,
    kind asc,
    item_id asc
limit $most_rows::bigint;

-- name: passed_now
-- One row per item that a page of items looks at, as it is now.
-- uses: items_passed, items_present
select items_present.*,
from items_present
semi join items_passed using (row_no);
