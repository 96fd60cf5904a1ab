-- name: likely_duplicates
-- One row per item that may be the same matter as one that is about to be registered.
-- Of its kind, of a half-open range of division codes, occurred within the days around;
-- of the same party, or with so many hundredths of the pairs of letters in common:
-- twice what both share by what each has. The likeliest come first; whoever asks may
-- leave out the item itself. An empty party is nobody's.
-- uses: read_events, items
with messages as (
    select
        kind,
        item_id,
        party_hash,
        letter_pairs(title) as pairs,
        letter_pairs($title::varchar) as asked_pairs,
    from read_events
    where
        kind = $kind::varchar
        and item_id <> $item_id::varchar
        and division_code >= $low::bigint
        and division_code < $high::bigint
        and occurred_at >= $from_at::timestamptz
        and occurred_at < $until_at::timestamptz
        and not is_device_health
    qualify
        row_number() over (
            partition by item_id
            order by version desc, content_hash desc
        ) = 1
),

scored as (
    select
        kind,
        item_id,
        coalesce(party_hash = nullif($party_hash::varchar, ''), false) as is_same_party,
        likeness(pairs, asked_pairs) as likeness,
    from messages
)

select
    items.kind,
    items.item_id,
    items.case_number,
    items.division_code,
    items.category,
    items.severity,
    items.status,
    items.title,
    items.occurred_at,
    items.division_code = $division_code::bigint as is_same_division,
    items.category = $category::varchar as is_same_category,
    scored.is_same_party,
    scored.likeness,
from scored
inner join items using (kind, item_id)
where
    items.merged_id is null
    and (
        scored.is_same_party
        or 100 * scored.likeness >= $least_percent::integer
    )
order by
    scored.is_same_party desc,
    scored.likeness desc,
    is_same_division desc,
    items.occurred_at desc,
    items.item_id desc
limit $row_limit::integer;

-- name: items_of_ids
-- One row per item of a kind whose id is among those named, blanks between them.
-- Its facts as they stand, for whoever sends another version of them.
-- uses: read_events
with named as (
    select unnest(string_split($item_ids::varchar, ' ')) as item_id,
)

select
    kind,
    item_id,
    version,
    division_code,
    occurred_at,
    reported_at,
    category,
    severity,
    title,
    description,
    source,
    source_ref,
    party_hash,
    details,
from read_events
semi join named using (item_id)
where kind = $kind::varchar
qualify
    row_number() over (
        partition by item_id
        order by version desc, content_hash desc
    ) = 1;
