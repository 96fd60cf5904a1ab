-- name: duty_limits
-- One row: how long a duty lasts, when a sign-on is late, how far ahead a roster plans.
select
    (epoch(longest_duty()) // 60)::bigint as longest_minutes,
    (epoch(duty_grace()) // 60)::bigint as grace_minutes,
    (epoch(roster_ahead()) // 86400)::bigint as ahead_days,;

-- name: duty_by_tier
-- One row per tier with centers in a range of divisions: who is on duty at `$now_at`.
-- A center is `staffed` by people of its own, not by those of the agencies in it.
-- `$from_at` is that moment or an earlier one.
-- uses: duty_centers, on_duty_there
select
    duty_centers.tier,
    count(distinct duty_centers.center_code) as centers,
    count(
        distinct if(on_duty_there.agency = '', on_duty_there.center_code, null)
    ) as staffed,
    count(if(on_duty_there.agency = '', on_duty_there.person, null)) as people,
    count(if(on_duty_there.agency <> '', on_duty_there.person, null)) as of_agencies,
from duty_centers
left join on_duty_there using (center_code)
group by
    duty_centers.tier,
    duty_centers.tier_no
order by duty_centers.tier_no;

-- name: on_duty
-- One row per person on duty at `$now_at` in a range of divisions, by tier and center.
-- `$from_at` is that moment or an earlier one.
-- uses: on_duty_there
select
    center_code,
    agency,
    person,
    function,
    since,
    until_at,
    count(*) over () as total,
from on_duty_there
where tier <> 'village' or $with_villages::integer = 1
order by
    tier_no,
    center_code,
    agency,
    function,
    since,
    person
limit $row_limit::integer;

-- name: shifts_by_tier
-- One row per tier and state of planned shifts of a span: how many.
-- uses: shift_states
select
    tier,
    state,
    count(*) as shifts,
from shift_states
group by
    tier,
    tier_no,
    state
order by
    tier_no,
    state;

-- name: planned_shifts
-- One row per planned shift of a span in a range of divisions, what is wrong first.
-- uses: shift_states
select
    center_code,
    agency,
    person,
    function,
    from_at,
    until_at,
    is_afterwards,
    signed_at,
    state,
    count(*) over () as total,
from shift_states
where tier <> 'village' or $with_villages::integer = 1
order by
    list_position(['absent', 'late', 'to_come', 'in_time'], state),
    tier_no,
    center_code,
    from_at,
    until_at,
    agency,
    function,
    person
limit $row_limit::integer;

-- name: sound_tests
-- One row per center in a range where somebody is on duty or that tested its sound,
-- since `$shift_at`: its last test. Not heard comes first, then not tested.
-- `$from_at` is `$now_at` or an earlier moment.
-- uses: duty_centers, on_duty_there, read_entries
with tested as (
    select
        acting_center as center_code,
        acting_role,
        record_at as tested_at,
        details ->> '$.page' as page,
        (details ->> '$.heard')::boolean as is_heard,
    from read_entries
    where
        entry = 'sound_test'
        and record_at >= $shift_at::timestamptz
    qualify
        row_number() over (
            partition by acting_center
            order by epoch desc, offset_no desc
        ) = 1
)

select
    duty_centers.center_code,
    tested.acting_role,
    tested.tested_at,
    tested.page,
    tested.is_heard,
    count(*) over () as total,
from duty_centers
left join tested using (center_code)
where
    (duty_centers.tier <> 'village' or $with_villages::integer = 1)
    and (
        tested.tested_at is not null
        or duty_centers.center_code in (
            select on_duty_there.center_code, from on_duty_there
            where on_duty_there.agency = ''
        )
    )
order by
    coalesce(tested.is_heard::integer, 0.5),
    duty_centers.tier_no,
    duty_centers.center_code
limit $row_limit::integer;
