-- name: every_finished_item
-- One row per item that is not open.
select *,
from items_finished;

-- name: every_finished_item_as_of
-- One row per item that was there and not open at the staged moment.
-- uses: kept_items=every_item_as_of
with open_statuses as (
    select status, from statuses
    where is_open
)

select kept_items.*,
from kept_items
anti join open_statuses using (status);

-- name: numbered_finished_item
-- One row per item that is not open, with `$number` only those whose number begins so.
-- A range of one column is looked for without reading the others; `starts_with` is not,
-- nor is one number or the other.
select *,
from items_finished
where $number::varchar = ''
union all
select *,
from items_finished
where
    $number::varchar <> ''
    and case_number >= upper($number::varchar)
    and case_number < upper($number::varchar) || chr(1114111)
union all
select *,
from items_finished
where
    $number::varchar <> ''
    and source_ref >= $number::varchar
    and source_ref < $number::varchar || chr(1114111)
    and not coalesce(starts_with(case_number, upper($number::varchar)), false);

-- name: numbered_finished_item_as_of
-- One row per item that was there and not open at the staged moment.
-- uses: kept_finished_as_of=every_finished_item_as_of
select *,
from kept_finished_as_of;

-- name: standing_open
-- One row per open item that counts, where `$state` ('': either) asks for what is open.
-- uses: timed_items
select
    kind,
    item_id,
    case_number,
    source_ref,
    division_code,
    category,
    severity,
    status,
    is_case,
    title,
    channel,
    source,
    campaign,
    tags,
    owner_center,
    lead_agency,
    handovers,
    tasks,
    claimed_by,
    supervision,
    received_at,
    close_due_at,
    closed_at,
    last_move_at,
    sign_at,
    close_level,
    sign_level,
    longitude,
    latitude,
    details,
from timed_items
where $state::varchar in ('', 'open');

-- name: standing_finished
-- One row per finished item that counts, where `$state` ('': either) asks for those.
-- What is finished has no clock that runs.
-- uses: kept_finished=numbered_finished_item
select
    kind,
    item_id,
    case_number,
    source_ref,
    division_code,
    category,
    severity,
    status,
    is_case,
    title,
    channel,
    source,
    campaign,
    tags,
    owner_center,
    lead_agency,
    handovers,
    tasks,
    claimed_by,
    supervision,
    received_at,
    close_due_at,
    closed_at,
    last_move_at,
    null::timestamptz as sign_at,
    null::bigint as close_level,
    null::bigint as sign_level,
    longitude,
    latitude,
    details,
from kept_finished
where
    $state::varchar in ('', 'finished')
    and version is not null
    and not is_device_health;

-- name: standing_items
-- One row per item that counts, open or finished as `$state` says ('': either).
-- The side that is not asked for is not read.
-- uses: standing_open, standing_finished
select *,
from standing_open
union all by name
select *,
from standing_finished;

-- name: desk_rules
-- One row: the rules by which a case is a desk's matter, in their order.
select
    list(
        {
            'kind': kind,
            'category': category,
            'channel': channel,
            'source': source,
            'desk': desk
        }
        order by rule
    ) as rules,
from desks;

-- name: ranges_within
-- One row: the half-open ranges of codes that the center `$within` sees, as a list.
select list([low, high]) as seen,
from center_ranges
where center_code = $within::bigint;

-- name: placed_items
-- One row per item that counts, wherever it is placed.
-- uses: standing_items
select *,
from standing_items;

-- name: placed_items_of
-- One row per item that counts within what a center sees, and that is a desk's matter.
-- 0 and '' are any. A desk has cases alone, and what was merged counts there with its
-- target. A part of its own: beside what is looked up, nothing else is read in order.
-- uses: standing_items, desk_rules, ranges_within
select *,
from standing_items
where
    (
        $within::bigint = 0
        or is_in_ranges(division_code, (select seen, from ranges_within))
    )
    and (
        $desk::varchar = ''
        or (
            is_case
            and status <> 'merged'
            and $desk::varchar = desk_of(
                (select rules, from desk_rules), kind, category, channel, source
            )
        )
    );

-- name: listed_items
-- One row per item that all filters let through; '' and 0 let everything through.
-- What is said of the period stands as plain bounds, so that older rows are not read.
-- Nothing is overdue and due soon: who asks for both asks for either.
-- A title is searched for the letters that were typed: nothing in them is a pattern.
-- The list of an agency's seat, `$own_agency` at `$own_center`, is its own alone.
-- uses: placed_items
select *,
from placed_items
where
    division_code >= $low::bigint
    and division_code < $high::bigint
    and (
        $own_agency::varchar = ''
        or is_of_agency(
            $own_center::bigint,
            $own_agency::varchar,
            owner_center,
            lead_agency,
            handovers,
            tasks
        )
    )
    and ($kind::varchar = '' or kind = $kind::varchar)
    and ($category::varchar = '' or category = $category::varchar)
    and ($severity::varchar = '' or severity = $severity::varchar)
    and ($status::varchar = '' or status = $status::varchar)
    and ($channel::varchar = '' or channel = $channel::varchar)
    and ($campaign::varchar = '' or campaign = $campaign::varchar)
    and ($tag::varchar = '' or list_contains(tags, $tag::varchar))
    and ($owner::bigint = 0 or owner_center = $owner::bigint)
    and ($claimed_by::varchar = '' or claimed_by = $claimed_by::varchar)
    and (
        $agency::varchar = ''
        or lead_agency = $agency::varchar
        or list_contains(
            list_transform(tasks, lambda task: task['agency']), $agency::varchar
        )
    )
    and (
        ($overdue::integer = 0 and $due_soon::integer = 0)
        or ($overdue::integer <> 0 and close_level > 0)
        or ($due_soon::integer <> 0 and close_level = 0)
    )
    and ($unsigned::integer = 0 or sign_at is not null)
    and ($unsigned_late::integer = 0 or sign_level > 0)
    and ($supervised::integer = 0 or supervision is not null)
    and ($on_ledger::integer = 0 or status = 'ledger')
    and (
        $joint::integer = 0
        or len(list_filter(tasks, lambda task: task['ended_at'] is null)) > 0
    )
    and (
        $number::varchar = ''
        or starts_with(case_number, upper($number::varchar))
        or starts_with(source_ref, $number::varchar)
    )
    and (
        $camera::varchar = ''
        or (
            kind = 'camera_alert'
            and (details ->> '$.camera_id') = $camera::varchar
        )
    )
    and ($text::varchar = '' or contains(lower(title), lower($text::varchar)))
    and (
        $dated_by::varchar <> 'received'
        or (
            received_at >= $from_day::date::timestamptz
            and received_at < $until_day::date::timestamptz
        )
    )
    and (
        $dated_by::varchar <> 'due'
        or (
            close_due_at >= $from_day::date::timestamptz
            and close_due_at < $until_day::date::timestamptz
        )
    )
    and (
        $dated_by::varchar <> 'closed'
        or (
            closed_at >= $from_day::date::timestamptz
            and closed_at < $until_day::date::timestamptz
        )
    );

-- name: reached_items
-- One row per item up to the end of a page of those that the filters let through.
-- What sorts newest first is a bare column: by it whatever is older is not even read.
-- uses: listed_items
with keyed as (
    select
        *,
        case $sort::varchar
            when 'closed' then closed_at
            when 'moved' then last_move_at
            when 'oldest' then null
            when 'due' then null
            when 'severity' then null
            else received_at
        end as last_first,
        case $sort::varchar
            when 'oldest' then received_at
            when 'due' then close_due_at
        end as first_first,
        case $sort::varchar
            when 'severity' then ascii(severity) * 256 + ascii(severity[2])
        end as worst_first,
    from listed_items
)

select *,
from keyed
order by
    last_first desc nulls last,
    first_first asc nulls last,
    worst_first asc nulls last,
    received_at desc,
    kind asc,
    item_id asc
limit $page_no::bigint * $row_limit::bigint;

-- name: reached_open
-- One row per open item that a page may come up to.
-- within: standing_items=standing_open, reached_items
select *,
from reached_items;

-- name: reached_finished
-- One row per finished item that a page may come up to.
-- within: standing_items=standing_finished, reached_items
select *,
from reached_items;

-- name: reached_sides
-- One row per item that a page may come up to: of what is open, of what is finished.
-- Each comes up to it in its own order, so that the end of a table is enough.
-- uses: reached_open, reached_finished
select *,
from reached_open
union all by name
select *,
from reached_finished;

-- name: listed_paged
-- One row per item of a page of `arrived`; beyond the last page it is the last.
-- A page is the end of what comes up to it, so that only so many are ever kept in
-- order; `place` counts from 1.
with reached as (
    select *,
    from arrived
    order by
        last_first desc nulls last,
        first_first asc nulls last,
        worst_first asc nulls last,
        received_at desc,
        kind asc,
        item_id asc
    limit $page_no::bigint * $row_limit::bigint
),

placed as (
    select
        *,
        row_number() over (
            order by
                last_first desc nulls last,
                first_first asc nulls last,
                worst_first asc nulls last,
                received_at desc,
                kind asc,
                item_id asc
        ) as place,
        count(*) over () as reached_count,
    from reached
)

select
    kind,
    item_id,
    case_number,
    division_code,
    category,
    severity,
    status,
    title,
    owner_center,
    received_at,
    close_due_at,
    closed_at,
    close_level::bigint as close_level,
    true as is_counted,
    null::double as took_s,
    place,
from placed
where place > (reached_count - 1) // $row_limit::bigint * $row_limit::bigint;
