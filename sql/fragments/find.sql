-- name: numbered
-- One row per item and sort of number that begins as is asked: by its case number too.
-- What has only moves so far is not found, nor what tells of a device.
with open_found as (
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
        true as is_open,
        case
            when $number::varchar <> '' and starts_with(case_number, $number::varchar)
                then 'case_number'
            when $letters::varchar = '' then null
            when starts_with(source_ref, $letters::varchar) then 'source_ref'
            when starts_with(item_id, $letters::varchar) then 'id'
            when starts_with(supervision_number, $letters::varchar)
                then 'supervision_number'
        end as by_what,
    from items_open
    where
        version is not null
        and not is_device_health
),

finished_found as (
    select
        *,
        'case_number' as by_what,
    from items_finished
    where
        $number::varchar <> ''
        and case_number >= $number::varchar
        and case_number < $number::varchar || chr(1114111)
    union all
    select
        *,
        'source_ref' as by_what,
    from items_finished
    where
        $letters::varchar <> ''
        and source_ref >= $letters::varchar
        and source_ref < $letters::varchar || chr(1114111)
    union all
    select
        *,
        'id' as by_what,
    from items_finished
    where
        $letters::varchar <> ''
        and item_id >= $letters::varchar
        and item_id < $letters::varchar || chr(1114111)
    union all
    select
        *,
        'supervision_number' as by_what,
    from items_finished
    where
        $letters::varchar <> ''
        and supervision_number >= $letters::varchar
        and supervision_number < $letters::varchar || chr(1114111)
)

select *,
from open_found
where by_what is not null
union all by name
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
    status,
    title,
    owner_center,
    lead_agency,
    handovers,
    tasks,
    false as is_open,
    by_what,
from finished_found
where
    version is not null
    and not is_device_health;
