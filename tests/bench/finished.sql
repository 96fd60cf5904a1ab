-- One row per finished item of a slice: item f0 is the oldest, one every $every_s.
insert into items_finished by name
with numbers as (
    select
        range as number,
        hash(range) as chance,
        $last_at::timestamptz
        - to_seconds($every_s::double * ($items::bigint - range)) as received_at,
    from range($first::bigint, $until::bigint)
),

placed as (
    select
        numbers.*,
        variants.* exclude (kind_no, variant_no),
        villages.division_code,
        villages.town_code,
        received_at + to_seconds(chance % 250000 + 600) as finished_at,
    from numbers
    inner join variants
        on
            numbers.number % 4 = variants.kind_no
            and numbers.number // 4 % $variant_count::bigint = variants.variant_no
    inner join villages
        on numbers.number * 7919 % $village_count::bigint = villages.village_no
)

select
    kind,
    'f' || number as item_id,
    case_number_of(kind, item_id) as case_number,
    1 as version,
    (chance >> 1)::bigint as content_hash,
    received_at,
    division_code,
    town_code,
    received_at as occurred_at,
    category,
    severity,
    '01' as scale,
    'none' as spread,
    title,
    'grid' as source,
    'f' || number as source_ref,
    [] as tags,
    false as is_device_health,
    details,
    case when is_case then 'closed' else 'false_alarm' end as status,
    is_case,
    false as is_confirmed,
    division_code as owner_center,
    division_code as named_division,
    [] as handovers,
    [] as tasks,
    [] as rounds,
    [] as pauses,
    received_at + to_seconds(chance % 3000) as first_response_at,
    case when not is_case then first_response_at end as acknowledged_at,
    case when is_case then received_at + to_seconds(chance % 20000) end as signed_at,
    case when is_case then finished_at end as fed_back_at,
    case when is_case then finished_at end as closed_at,
    case when is_case then 'mediated' end as outcome,
    case when chance % 3 = 0 then 'town' else 'village' end as resolved_tier,
    0 as reopened_count,
    0 as returned_count,
    false as has_recurred,
    0 as returns_unconsulted,
    first_response_at as assigned_at,
    first_response_at as first_move_at,
    finished_at as last_move_at,
    [(hash(number, 1) >> 1)::bigint, (hash(number, 2) >> 1)::bigint] as move_keys,
    case when severity = '04' then 'village' else 'town' end as expected_tier,
    case when is_case then received_at + to_days(1) end as assign_due_at,
    [] as handover_dues,
    [] as round_dues,
    [] as task_dues,
    case when is_case then received_at + to_days(7) end as close_due_at,
    case when is_case then 604800.0 end as close_limit_s,
    number + 1 as row_no,
from placed;
