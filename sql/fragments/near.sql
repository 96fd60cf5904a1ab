-- name: pointed_open
-- One row per open item that counts, with the point at which it may be shown, if any.
-- Some categories have none; a camera is where its register says.
-- uses: open_items
select
    open_items.kind,
    open_items.item_id,
    open_items.case_number,
    open_items.division_code,
    open_items.category,
    open_items.severity,
    open_items.status,
    open_items.title,
    open_items.source,
    open_items.channel,
    open_items.received_at,
    open_items.owner_center,
    open_items.lead_agency,
    open_items.handovers,
    open_items.tasks,
    case
        when coalesce(categories.shown_at_seat, false) then null
        else coalesce(open_items.longitude, cameras.longitude)
    end as longitude,
    case
        when coalesce(categories.shown_at_seat, false) then null
        else coalesce(open_items.latitude, cameras.latitude)
    end as latitude,
from open_items
left join categories
    on
        open_items.kind = categories.kind
        and open_items.category = categories.category
left join cameras
    on
        open_items.longitude is null
        and (open_items.details ->> '$.camera_id') = cameras.camera_id
where
    open_items.version is not null
    and not open_items.is_device_health;

-- name: said_apart
-- One row per entry by which somebody said of two items that they are not the same.
-- Only who could have merged them may say so.
-- uses: read_entries
select
    entry_id,
    epoch,
    offset_no,
    record_at,
    acting_center,
    actor,
    coalesce(details ->> '$.agency', '') as agency,
    details ->> '$.kind' as kind,
    details ->> '$.item_id' as item_id,
    details ->> '$.other_kind' as other_kind,
    details ->> '$.other_id' as other_id,
from read_entries
where
    entry = 'kept_apart'
    and acting_role in (
        select role, from permissions
        where move = 'merge'
    );

-- name: kept_apart
-- One row per pair of items that somebody said are not the same matter, either way.
-- uses: said_apart
select
    kind,
    item_id,
    other_kind,
    other_id,
from said_apart
union
select
    other_kind as kind,
    other_id as item_id,
    kind as other_kind,
    item_id as other_id,
from said_apart;

-- name: same_matter_rule
-- One row: the numbers by which two open items may be the same matter, by their names.
select map_from_entries(list((part, value))) as rule,
from same_matter;

-- name: same_matter_pairs
-- One row per item of `asked_items` and open item that may be the same matter.
-- Of one stream, of the same or a neighbouring category (its first two letters), not
-- far from each other or in one village where one has no point, received within some
-- hours. Every part of the score stands beside it. Never by persons.
-- uses: asked_items, pointed_open, same_matter_rule, kept_apart
with paired as (
    select
        asked_items.kind as asked_kind,
        asked_items.item_id as asked_id,
        pointed_open.*,
        same_matter_rule.rule,
        asked_items.category = pointed_open.category as is_same_category,
        asked_items.division_code = pointed_open.division_code as is_same_village,
        coalesce(asked_items.source, '') <> coalesce(pointed_open.source, '')
        or coalesce(asked_items.channel, '') <> coalesce(pointed_open.channel, '')
            as is_other_source,
        abs(seconds_between(asked_items.received_at, pointed_open.received_at))
            as seconds_apart,
        metres_between(
            asked_items.longitude,
            asked_items.latitude,
            pointed_open.longitude,
            pointed_open.latitude
        ) as metres,
        likeness(letter_pairs(asked_items.title), letter_pairs(pointed_open.title))
            as likeness,
    from asked_items
    cross join same_matter_rule
    inner join pointed_open
        on
            asked_items.kind = pointed_open.kind
            and asked_items.category[:2] = pointed_open.category[:2]
    where
        asked_items.item_id <> pointed_open.item_id
        and abs(seconds_between(asked_items.received_at, pointed_open.received_at))
        <= same_matter_rule.rule['most_hours'] * 3600
        and abs(asked_items.division_code - pointed_open.division_code) < 100000000
),

scored as (
    select
        * exclude (rule),
        case
            when is_same_category then rule['same_category']
            else rule['near_category']
        end
        + case
            when metres is null then rule['same_village']
            else rule['at_one_spot'] * (1 - metres / rule['most_metres'])
        end
        + rule['at_one_time'] * (1 - seconds_apart / (3600 * rule['most_hours']))
        + case when is_other_source then rule['other_source'] else 0 end
        + rule['same_words'] * likeness as score,
        rule['least_score'] as least_score,
    from paired
    where
        case
            when metres is null then is_same_village
            else metres <= rule['most_metres']
        end
)

select scored.*,
from scored
anti join kept_apart
    on
        scored.asked_kind = kept_apart.kind
        and scored.asked_id = kept_apart.item_id
        and scored.kind = kept_apart.other_kind
        and scored.item_id = kept_apart.other_id
where scored.score >= scored.least_score;

-- name: asked_pointed
-- One row: the item that is asked for, where it is open.
-- uses: pointed_open
select *,
from pointed_open
where
    kind = $kind::varchar
    and item_id = $id::varchar;

-- name: pointed_since
-- One row per open item that was received since then.
-- uses: pointed_open
select *,
from pointed_open
where received_at >= $from_at::timestamptz;

-- name: asked_named
-- One row per open item whose id is among those named, blanks between them.
-- uses: pointed_open
with named as (
    select unnest(string_split($item_ids::varchar, ' ')) as item_id,
)

select pointed_open.*,
from pointed_open
semi join named using (item_id);
