-- name: duty_centers
-- One row per center whose whole range lies from `$low` to `$high`; one is named.
select
    centers.center_code,
    centers.tier,
    list_position(['city', 'county', 'town', 'village'], centers.tier) as tier_no,
from centers
inner join center_ranges using (center_code)
group by
    centers.center_code,
    centers.tier
having
    centers.center_code = $center_code::bigint
    or bool_and(
        center_ranges.low >= $low::bigint
        and center_ranges.high <= $high::bigint
    );

-- name: duty_entries
-- One row per sign-on, sign-off and roster that may matter from `$from_at` on.
-- A message that came twice counts once. One that came longer after its own time than a
-- duty lasts says nothing, so that the first of two copies is among what is read.
-- uses: read_entries
with entries as (
    select
        entry,
        acting_center as center_code,
        epoch,
        offset_no,
        record_at,
        entered_at,
        details,
    from read_entries
    where
        entry in ('sign_on', 'sign_off', 'roster')
        and record_at
        >= $from_at::timestamptz - roster_ahead() - 4 * longest_duty()
    qualify
        row_number() over (
            partition by entry_id
            order by epoch, offset_no
        ) = 1
)

select * exclude (entered_at),
from entries
where
    entered_at >= record_at - longest_duty()
    and entered_at <= record_at + longest_duty();

-- name: duty_said
-- One row per sign-on and sign-off that may matter from `$from_at` on.
-- uses: duty_entries
select
    * exclude (details),
    details ->> '$.person' as person,
    coalesce(details ->> '$.agency', '') as agency,
    details ->> '$.function' as function,
    try_cast(details ->> '$.until' as timestamptz) as until_at,
from duty_entries
where
    entry <> 'roster'
    and record_at >= $from_at::timestamptz - 3 * longest_duty();

-- name: duty_spans
-- One row per sign-on that held: from when until when; a person's last `stands`.
-- It ends by its own end, after the longest duty, or with the person's next word there.
-- uses: duty_said
with following as (
    select
        *,
        lead(record_at) over person_there as next_at,
        lead(entry) over person_there is null as stands,
    from duty_said
    window
        person_there as (
            partition by center_code, agency, person_key(person)
            order by epoch, offset_no
        )
)

select
    center_code,
    agency,
    person,
    function,
    stands,
    record_at as since,
    least(
        until_at,
        record_at + longest_duty(),
        coalesce(next_at, record_at + longest_duty())
    ) as until_at,
from following
where
    entry = 'sign_on'
    and until_at > record_at
    and coalesce(next_at > record_at, true);

-- name: on_duty_there
-- One row per person on duty at `$now_at`, with the tier of the center.
-- uses: duty_centers, duty_spans
select
    duty_centers.tier,
    duty_centers.tier_no,
    duty_spans.* exclude (stands),
from duty_spans
inner join duty_centers using (center_code)
where
    duty_spans.stands
    and duty_spans.until_at > $now_at::timestamptz;

-- name: rosters_said
-- One row per roster that may plan a shift from `$from_at` until `$until_at`.
-- uses: duty_centers, duty_entries
with rosters as (
    select
        * exclude (entry, details),
        try_cast(details ->> '$.from_at' as timestamptz) as from_at,
        try_cast(details ->> '$.until' as timestamptz) as until_at,
        details -> '$.shifts' as shifts,
    from duty_entries
    where entry = 'roster'
)

select *,
from rosters
semi join duty_centers using (center_code)
where
    from_at < $until_at::timestamptz
    and until_at > $from_at::timestamptz - longest_duty();

-- name: shifts_planned
-- One row per shift of the span that holds: no later roster was for its beginning.
-- A roster plans so many days ahead at most, and a shift lasts no longer than a duty.
-- uses: rosters_said
with told as (
    select
        center_code,
        epoch,
        offset_no,
        record_at,
        from_at as roster_from,
        until_at as roster_until,
        unnest(
            from_json(
                shifts,
                '[{"person": "VARCHAR", "function": "VARCHAR", "agency": "VARCHAR",
                "from_at": "VARCHAR", "until": "VARCHAR"}]'
            )
        ) as shift,
    from rosters_said
),

shifts as (
    select
        center_code,
        epoch,
        offset_no,
        record_at,
        roster_from,
        roster_until,
        shift['person'] as person,
        shift['function'] as function,
        coalesce(shift['agency'], '') as agency,
        try_cast(shift['from_at'] as timestamptz) as from_at,
        try_cast(shift['until'] as timestamptz) as until_at,
    from told
)

select distinct
    shifts.center_code,
    shifts.agency,
    shifts.person,
    shifts.function,
    shifts.from_at,
    least(shifts.until_at, shifts.from_at + longest_duty()) as until_at,
    shifts.record_at > shifts.from_at as is_afterwards,
from shifts
anti join rosters_said as later
    on
        shifts.center_code = later.center_code
        and row(shifts.epoch, shifts.offset_no) < row(later.epoch, later.offset_no)
        and shifts.from_at >= later.from_at
        and shifts.from_at < later.until_at
        and shifts.from_at < later.record_at + roster_ahead()
where
    shifts.from_at >= shifts.roster_from
    and shifts.from_at < shifts.roster_until
    and shifts.from_at < shifts.record_at + roster_ahead()
    and shifts.until_at > shifts.from_at
    and shifts.from_at < $until_at::timestamptz
    and shifts.from_at + longest_duty() > $from_at::timestamptz
    and shifts.until_at > $from_at::timestamptz;

-- name: shift_states
-- One row per planned shift of the span: whether its person signed on for it, and when.
-- uses: duty_centers, duty_spans, shifts_planned
with signed as (
    select
        shifts_planned.*,
        min(duty_spans.since) as signed_at,
    from shifts_planned
    left join duty_spans
        on
            shifts_planned.center_code = duty_spans.center_code
            and shifts_planned.agency = duty_spans.agency
            and person_key(shifts_planned.person) = person_key(duty_spans.person)
            and shifts_planned.until_at > duty_spans.since
            and shifts_planned.from_at < duty_spans.until_at
    group by all
)

select
    duty_centers.tier,
    duty_centers.tier_no,
    signed.*,
    case
        when signed_at <= from_at + duty_grace() then 'in_time'
        when signed_at is not null then 'late'
        when $now_at::timestamptz > from_at + duty_grace() then 'absent'
        else 'to_come'
    end as state,
from signed
inner join duty_centers using (center_code);
