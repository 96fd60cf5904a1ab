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

-- name: standing_items
-- One row per item that counts, open or finished as `$state` says ('': either).
-- The side that is not asked for is not read; what is finished has no clock that runs.
-- uses: timed_items, kept_finished=every_finished_item
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
from timed_items
where $state::varchar in ('', 'open')
union all by name
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
from kept_finished
where
    $state::varchar in ('', 'finished')
    and version is not null
    and not is_device_health;

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

-- name: listed_items
-- One row per item that all filters let through; '' and 0 let everything through.
-- What is said of the period stands as plain bounds, so that older rows are not read.
-- Nothing is overdue and due soon: who asks for both asks for either.
-- A title is searched for the letters that were typed: nothing in them is a pattern.
-- A desk has cases alone, and what was merged counts there with its target.
-- The list of an agency's seat, `$own_agency` at `$own_center`, is its own alone.
-- uses: standing_items, desk_rules, ranges_within
select *,
from standing_items
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
    and (
        $within::bigint = 0
        or len(
            list_filter(
                (select seen, from ranges_within),
                lambda one: division_code >= one[1] and division_code < one[2]
            )
        )
        > 0
    )
    and $kind::varchar in ('', kind)
    and $category::varchar in ('', category)
    and $severity::varchar in ('', severity)
    and $status::varchar in ('', status)
    and ($channel::varchar = '' or channel = $channel::varchar)
    and ($campaign::varchar = '' or campaign = $campaign::varchar)
    and (
        $desk::varchar = ''
        or (
            is_case
            and status <> 'merged'
            and $desk::varchar = desk_of(
                (select rules, from desk_rules), kind, category, channel, source
            )
        )
    )
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
