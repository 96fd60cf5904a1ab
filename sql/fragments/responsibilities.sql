-- name: handed_to_agencies
-- One row per hand-over to an agency, or joint task of one, in the period: its item.
-- `way` is `assign` or `join`. What was merged counts with its target alone.
-- uses: items
with moved as (
    select *,
    from items
    where
        version is not null
        and status <> 'merged'
        and received_at < $until_day::date::timestamptz
        and last_move_at >= $from_day::date::timestamptz
        and division_code >= $low::bigint
        and division_code < $high::bigint
        and (len(handovers) > 0 or len(tasks) > 0)
),

unnested as (
    select
        * exclude (handovers, tasks),
        'assign' as way,
        unnest(handovers) as handed,
    from moved
),

given as (
    select
        * exclude (handovers, tasks),
        'join' as way,
        unnest(tasks) as task,
    from moved
),

together as (
    select
        * exclude (handed),
        handed['move_id'] as handing_id,
        handed['to_center'] as to_center,
        nullif(handed['to_agency'], '') as agency,
        handed['handed_at'] as handed_at,
    from unnested
    union all by name
    select
        * exclude (task),
        task['task_id'] as handing_id,
        task['center'] as to_center,
        nullif(task['agency'], '') as agency,
        task['sent_at'] as handed_at,
    from given
)

select
    kind,
    item_id,
    case_number,
    division_code,
    town_code,
    category,
    severity,
    status,
    tags,
    way,
    handing_id,
    to_center,
    agency,
    handed_at,
from together
where
    agency is not null
    and handed_at >= $from_day::date::timestamptz
    and handed_at < $until_day::date::timestamptz;

-- name: handed_as_listed
-- One row per such hand-over or task: what the list says of it.
-- `followed` is `lead`, `co` or `other`, and `unlisted` where no rule fits.
-- uses: handed_to_agencies
select
    handed.*,
    fits.rule,
    fits.lead_agency as listed_lead,
    case
        when fits.rule is null then 'unlisted'
        when handed.agency = fits.lead_agency then 'lead'
        when list_contains(fits.co_handlers, handed.agency) then 'co'
        else 'other'
    end as followed,
from handed_to_agencies as handed
left join responsibility_fits as fits
    on
        handed.kind = fits.kind
        and handed.category = fits.category
        and handed.handed_at >= fits.valid_from
        and (fits.tag is null or list_contains(handed.tags, fits.tag))
qualify
    row_number() over (
        partition by handed.kind, handed.item_id, handed.way, handed.handing_id
        order by fits.rule nulls last
    ) = 1;
