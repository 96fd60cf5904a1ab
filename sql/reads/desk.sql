-- name: desk_entries
-- One row per desk entry of a sender since a moment, newest first, with its result.
-- A message that came twice is one entry.
with sent as (
    select
        entry_id,
        entry,
        details,
        batch_no,
        offset_no,
        record_at,
    from desk_log
    where
        record_at >= $from_at::timestamptz
        and actor = $actor::varchar
        and acting_center = $acting_center::bigint
    qualify
        row_number() over (
            partition by entry_id
            order by epoch, offset_no
        ) = 1
)

select
    sent.entry_id,
    sent.entry,
    sent.details,
    sent.record_at,
    desk_results.result,
    desk_results.detail,
    desk_results.written_at,
from sent
left join desk_results using (entry_id)
order by sent.batch_no desc, sent.offset_no desc
limit $row_limit::integer;

-- name: exports_registered
-- One row per export of a page in a range of divisions since a moment, newest first.
-- A message that came twice is one entry.
with registered as (
    select
        entry_id,
        actor,
        acting_role,
        acting_center,
        record_at,
        details ->> '$.page' as page,
        (details ->> '$.division_code')::bigint as division_code,
        details ->> '$.export_format' as export_format,
        details ->> '$.reason' as reason,
        (details ->> '$.rows')::bigint as row_count,
        (details ->> '$.rows_left_out')::bigint as rows_left_out,
        (details ->> '$.as_of')::timestamptz as as_of,
        details ->> '$.edition' as edition,
        details ->> '$.checksum' as checksum,
        coalesce((details ->> '$.outside')::boolean, false) as is_outside,
    from desk_log
    where
        entry = 'export'
        and record_at >= $from_at::timestamptz
    qualify
        row_number() over (
            partition by entry_id
            order by epoch, offset_no
        ) = 1
)

select *,
from registered
where
    division_code >= $low::bigint
    and division_code < $high::bigint
    and contains(checksum, $checksum::varchar)
order by record_at desc, entry_id asc
limit $row_limit::integer;

-- name: desk_results
-- One row per desk entry of a list whose result was written since a moment.
-- Blanks part the identifiers, which hold none.
select
    entry_id,
    result,
    detail,
    written_at,
from desk_results
where
    written_at >= $from_at::timestamptz
    and list_contains(string_split($entry_ids::varchar, ' '), entry_id)
order by written_at, entry_id;

-- name: desk_entries_waiting
-- One row per desk entry of some sorts without a result, from a batch on, oldest first.
-- Blanks part the sorts; a message that came twice is one entry.
select
    record_at,
    entry_id,
    entry,
    actor,
    acting_role,
    acting_center,
    entered_at,
    is_synthetic,
    details,
from desk_log
where
    batch_no >= $from_batch::bigint
    and list_contains(string_split($entries::varchar, ' '), entry)
    and not exists (
        select desk_results.entry_id, from desk_results
        where desk_results.entry_id = desk_log.entry_id
    )
qualify
    row_number() over (
        partition by entry_id
        order by epoch, offset_no
    ) = 1
order by epoch, offset_no;
