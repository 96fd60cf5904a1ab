-- name: numbered
-- One row per item one of whose numbers begins as is asked, and which one.
-- What has only moves so far is not found, nor what tells of a device. Of what is over
-- and a beginning that is common the newest are enough: those of the span of a seat's
-- range, and those of anywhere, in which it may have a part. They are looked for one
-- column at a time and read whole when they are few: DuckDB skips the others then.
with begun as (
    select
        row_no,
        received_at,
        division_code,
    from items_finished
    where
        $number::varchar <> ''
        and case_number >= $number::varchar
        and case_number < $number::varchar || chr(1114111)
    union all
    select
        row_no,
        received_at,
        division_code,
    from items_finished
    where
        $letters::varchar <> ''
        and source_ref >= $letters::varchar
        and source_ref < $letters::varchar || chr(1114111)
    union all
    select
        row_no,
        received_at,
        division_code,
    from items_finished
    where
        $letters::varchar <> ''
        and item_id >= $letters::varchar
        and item_id < $letters::varchar || chr(1114111)
    union all
    select
        row_no,
        received_at,
        division_code,
    from items_finished
    where
        $letters::varchar <> ''
        and supervision_number >= $letters::varchar
        and supervision_number < $letters::varchar || chr(1114111)
),

newest as (
    select
        coalesce(max_by(row_no, received_at, 36), []) as anywhere,
        coalesce(
            max_by(row_no, received_at, 12) filter (
                where
                division_code >= $low::bigint
                and division_code < $high::bigint
            ),
            []
        ) as in_range,
    from begun
),

reached as (
    select unnest(list_distinct(list_concat(anywhere, in_range))) as row_no,
    from newest
),

every as (
    select
        *,
        true as is_open,
    from items_open
    union all by name
    select
        *,
        false as is_open,
    from items_finished
    semi join reached using (row_no)
),

known as (
    select
        kind,
        item_id,
        case_number,
        source_ref,
        supervision_number,
        received_at,
        division_code,
        category,
        severity,
        status_at(status, pauses, shelved_until, $now_at::timestamptz) as status,
        title,
        owner_center,
        lead_agency,
        handovers,
        tasks,
        is_open,
        case
            when $number::varchar <> '' and starts_with(case_number, $number::varchar)
                then 'case_number'
            when $letters::varchar = '' then null
            when starts_with(source_ref, $letters::varchar) then 'source_ref'
            when starts_with(item_id, $letters::varchar) then 'id'
            when starts_with(supervision_number, $letters::varchar)
                then 'supervision_number'
        end as by_what,
    from every
    where
        version is not null
        and not is_device_health
)

select *,
from known
where by_what is not null;
