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
