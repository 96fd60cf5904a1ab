-- name: responsibilities_followed
-- One row per stream, category, rule, agency and way: hand-overs in the period.
-- And how many of them were to an agency of which the list says `followed`.
-- uses: handed_as_listed
select
    kind,
    category,
    rule,
    agency,
    way,
    followed,
    count(*) as handed,
from handed_as_listed
group by kind, category, rule, agency, way, followed
order by kind, category, rule, agency, way, followed;

-- name: responsibilities_by_town
-- One row per town and kind: hand-overs in the period of which the list says something.
-- And how many of them were to an agency that it names, as lead or helper.
-- uses: handed_as_listed
select
    case when town_code > 0 then town_code else division_code end as division_code,
    kind,
    count(*) filter (where followed in ('lead', 'co')) as as_listed,
    count(*) filter (where followed <> 'unlisted') as listed,
from handed_as_listed
group by all;

-- name: responsibilities_handed
-- One row per hand-over of a page of those that fit what is asked for; '' is any.
-- The last comes first; beyond the last page it is the last.
-- uses: handed_as_listed
with counted as (
    select
        * exclude (tags, town_code),
        row_number() over (
            order by
                handed_at desc,
                kind asc,
                item_id asc,
                way asc,
                handing_id asc
        ) as place,
        count(*) over () as total,
    from handed_as_listed
    where
        $kind::varchar in ('', kind)
        and $category::varchar in ('', category)
        and $agency::varchar in ('', agency)
        and $way::varchar in ('', way)
        and $followed::varchar in ('', followed)
)

select *,
from counted
where
    (place - 1) // $row_limit::bigint
    = least($page_no::bigint - 1, (total - 1) // $row_limit::bigint)
order by place;

-- name: agency_course
-- One row per agency that had such items in the range of a center lately: how it did.
-- Such are those of `$kind` whose category is one of `$categories`, parted by blanks;
-- lately is from `$since_at` on. `to_sign` are hand-overs that were signed for, given
-- back or due, `signed_on_time` those signed in time; `fed_back` of joint tasks and of
-- what was signed for; `open_now` counts what the agency has there of whatever sort.
-- uses: items, open_items
with seen as (
    select
        low,
        high,
    from center_ranges
    where center_code = $center_code::bigint
),

such as (
    select items.*,
    from items
    inner join seen
        on
            items.division_code >= seen.low
            and items.division_code < seen.high
    where
        items.kind = $kind::varchar
        and list_contains(string_split($categories::varchar, ' '), items.category)
        and items.version is not null
        and items.status <> 'merged'
        and items.last_move_at >= $since_at::timestamptz
),

handed as (
    select
        fed_back_at,
        signed_at,
        unnest(handovers) as handover,
        unnest(handover_dues) as due_at,
    from such
    where len(handovers) > 0
),

asked as (
    select unnest(tasks) as task,
    from such
    where len(tasks) > 0
),

open_here as (
    select open_items.*,
    from open_items
    inner join seen
        on
            open_items.division_code >= seen.low
            and open_items.division_code < seen.high
    where open_items.version is not null
),

open_tasks as (
    select unnest(tasks) as task,
    from open_here
    where len(tasks) > 0
),

measured as (
    select
        handover['to_agency'] as agency,
        coalesce(handover['ended_at'], $now_at::timestamptz) > due_at
        or handover['ending'] in ('signed', 'returned') as is_to_sign,
        handover['ending'] = 'signed' and handover['ended_at'] <= due_at
            as is_on_time,
        case
            when
                handover['ending'] = 'signed'
                and handover['ended_at'] = signed_at
                and fed_back_at >= signed_at
                then epoch(fed_back_at - handover['handed_at'])
        end as took_s,
        0 as open_now,
    from handed
    where handover['handed_at'] >= $since_at::timestamptz
    union all by name
    select
        task['agency'] as agency,
        false as is_to_sign,
        false as is_on_time,
        epoch(task['fed_back_at'] - task['sent_at']) as took_s,
        0 as open_now,
    from asked
    where task['sent_at'] >= $since_at::timestamptz
    union all by name
    select
        task['agency'] as agency,
        false as is_to_sign,
        false as is_on_time,
        null as took_s,
        1 as open_now,
    from open_tasks
    where task['state'] in ('sent', 'signed')
    union all by name
    select
        lead_agency as agency,
        false as is_to_sign,
        false as is_on_time,
        null as took_s,
        1 as open_now,
    from open_here
)

select
    agency,
    count(*) filter (where is_to_sign) as to_sign,
    count(*) filter (where is_on_time) as signed_on_time,
    count(took_s) as fed_back,
    median(took_s) as fed_back_s,
    sum(open_now)::bigint as open_now,
from measured
where agency <> ''
group by agency
order by agency;
