-- name: played_keys
-- One row per item that a message after the window's beginning touched.
-- uses: read_events, read_moves
select
    kind,
    item_id,
from read_events
where record_at > $from_at::timestamptz
union
select
    kind,
    item_id,
from read_moves
where
    record_at > $from_at::timestamptz
    and verdict = 'accepted';

-- name: played_grave_keys
-- One row per item of `played_keys` that was ever told of as a grave one.
-- uses: touched_keys=played_keys, told_events=read_events
with grave_events as (
    select
        kind,
        item_id,
    from told_events
    where severity in ('01', '02')
)

select touched_keys.*,
from touched_keys
semi join grave_events using (kind, item_id);

-- name: played_last_moves
-- One row per item of `played_keys` moved before the window: where its last one stands.
-- What a log says of a move is large, so it is read of these alone.
-- uses: played_keys, placed_moves=read_moves
with latest as (
    select max(struct_pack(epoch, offset_no)) as place,
    from placed_moves
    semi join played_keys using (kind, item_id)
    where
        record_at <= $from_at::timestamptz
        and verdict = 'accepted'
    group by kind, item_id
)

select
    place['epoch'] as epoch,
    place['offset_no'] as offset_no,
from latest;

-- name: played_messages
-- One row per message up to the window's end of an item touched since its beginning.
-- What it says is a fact with its rank, or a handling with its rank.
-- uses: played_keys, played_last_moves, said_events=read_events
-- uses: said_moves=read_moves, earlier_moves=read_moves
select
    kind,
    item_id,
    record_at,
    record_at as told_at,
    row(version, content_hash) as fact_rank,
    struct_pack(
        division_code,
        category,
        severity,
        is_device_health,
        longitude,
        latitude,
        camera_id := case
            when longitude is null and severity in ('01', '02')
                then details ->> '$.camera_id'
        end
    ) as fact,
    null as move_rank,
    null as handling,
from said_events
semi join played_keys using (kind, item_id)
where record_at <= $until_at::timestamptz
union all by name
select
    kind,
    item_id,
    record_at,
    row(epoch, offset_no) as move_rank,
    handling,
from said_moves
semi join played_keys using (kind, item_id)
where
    record_at > $from_at::timestamptz
    and record_at <= $until_at::timestamptz
    and verdict = 'accepted'
union all by name
select
    kind,
    item_id,
    record_at,
    row(epoch, offset_no) as move_rank,
    handling,
from earlier_moves
semi join played_last_moves using (epoch, offset_no)
where record_at <= $from_at::timestamptz;

-- name: played_states
-- One row per item and step at whose end it is another than before: its state then.
-- Step 0 is the window's beginning, and each later one holds what was stamped after
-- the one before it. What no message touched since is at step 0 as it still is.
-- uses: played_keys, played_messages, kept_items=every_item
with told as (
    select
        kind,
        item_id,
        record_at,
        steps_until($from_at::timestamptz, record_at, $step_s::bigint) as step_no,
        min(told_at) over until_then as received_at,
        arg_max(fact, fact_rank) over until_then as fact,
        arg_max(handling, move_rank) over until_then as handling,
    from played_messages
    window
        until_then as (
            partition by kind, item_id
            order by record_at
            range between unbounded preceding and current row
        )
),

newest as (
    select
        kind,
        item_id,
        step_no,
        received_at,
        fact,
        handling,
    from told
    qualify
        row_number() over (
            partition by kind, item_id, step_no
            order by record_at desc
        ) = 1
),

states as (
    select
        newest.kind,
        newest.item_id,
        newest.step_no,
        newest.received_at,
        newest.fact['division_code'] as division_code,
        newest.fact['category'] as category,
        newest.fact['severity'] as severity,
        newest.fact['is_device_health'] as is_device_health,
        newest.fact['longitude'] as longitude,
        newest.fact['latitude'] as latitude,
        newest.fact['camera_id'] as camera_id,
        coalesce(newest.handling ->> '$.status', openings.status) as status,
        coalesce((newest.handling ->> '$.is_case')::boolean, openings.is_case)
            as is_case,
        (newest.handling ->> '$.closed_at')::timestamptz as closed_at,
        (newest.handling ->> '$.confirmed_at')::timestamptz as confirmed_at,
    from newest
    inner join openings using (kind)
    where newest.fact is not null
    union all by name
    select
        kind,
        item_id,
        0 as step_no,
        received_at,
        division_code,
        category,
        severity,
        is_device_health,
        longitude,
        latitude,
        case
            when longitude is null and severity in ('01', '02')
                then details ->> '$.camera_id'
        end as camera_id,
        status,
        is_case,
        closed_at,
        confirmed_at,
    from kept_items
    anti join played_keys using (kind, item_id)
    where
        version is not null
        and (
            closed_at is null
            or received_at >= $day_at::timestamptz
            or closed_at >= $day_at::timestamptz
            or confirmed_at >= $day_at::timestamptz
        )
)

select
    states.*,
    statuses.is_open,
    steps_until($from_at::timestamptz, states.received_at, $step_s::bigint)
        as arrived_no,
    states.is_case = openings.is_case as is_as_opened,
    not states.is_device_health
    and states.division_code >= $low::bigint
    and states.division_code < $high::bigint as is_counted,
    lead(states.step_no) over (
        partition by states.kind, states.item_id
        order by states.step_no
    ) as next_step_no,
from states
inner join statuses using (status)
inner join openings
    on states.kind = openings.kind;

-- name: played_grave_spans
-- One row per grave item and span of steps in which it is open and of the same facts.
-- The span ends before `until_no`; null where it lasts.
-- uses: played_states
with marked as (
    select
        *,
        is_counted
        and is_open
        and severity in ('01', '02') as is_shown,
        row(is_shown, severity, category, division_code, longitude, latitude) as said,
    from played_states
),

changes as (
    select *,
    from marked
    qualify
        said is distinct from lag(said) over (
            partition by kind, item_id
            order by step_no
        )
),

spans as (
    select
        *,
        lead(step_no) over (
            partition by kind, item_id
            order by step_no
        ) as until_no,
    from changes
)

select
    kind,
    item_id,
    category,
    severity,
    division_code,
    received_at,
    arrived_no,
    step_no as from_no,
    until_no,
    longitude,
    latitude,
    camera_id,
from spans
where is_shown;
