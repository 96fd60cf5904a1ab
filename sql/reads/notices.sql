-- name: notices_got
-- One row per notice that a seat was sent, with what it did of it.
-- A sort or a state of '' is any. What is owed comes first, then the newest; at most so
-- many out of `total`.
-- uses: notice_standings
select
    *,
    count(*) over () as total,
from notice_standings
where
    center_code = $center_code::bigint
    and agency_code = $agency_code::varchar
    and record_at >= $from_at::timestamptz
    and $sort::varchar in ('', sort)
    and case $state::varchar
        when 'owed' then is_owed
        when 'late' then is_late
        when 'done' then done_at is not null
        when 'withdrawn' then withdrawn_at is not null
        else true
    end
order by
    is_owed desc,
    epoch desc,
    offset_no desc
limit $row_limit::integer;

-- name: notices_sent
-- One row per notice of a center, or of those below it, with what became of it.
-- `$box` says whose: `below` of centers in the half-open range but this one, else of
-- this one. A sort or a state of '' is any; the newest first, at most so many out of
-- `total`.
-- uses: notices_told, notice_totals
select
    notices_told.*,
    notice_totals.* exclude (entry_id),
    count(*) over () as total,
from notices_told
inner join notice_totals using (entry_id)
inner join centers on notices_told.acting_center = centers.center_code
where
    case
        when $box::varchar = 'below'
            then
                notices_told.acting_center <> $center_code::bigint
                and centers.division_code >= $low::bigint
                and centers.division_code < $high::bigint
        else notices_told.acting_center = $center_code::bigint
    end
    and record_at >= $from_at::timestamptz
    and $sort::varchar in ('', sort)
    and case $state::varchar
        when 'owed' then overdue + waiting > 0
        when 'late' then overdue > 0
        when 'done' then overdue + waiting = 0 and withdrawn_at is null
        when 'withdrawn' then withdrawn_at is not null
        else true
    end
order by
    epoch desc,
    offset_no desc
limit $row_limit::integer;

-- name: notice_told
-- One row: the notice that is asked for as it stands, if the seat may see it.
-- And what the seat itself did of it, where it is addressed to it.
-- uses: seen_notice, notice_standings, notice_totals
select
    seen_notice.*,
    mine.read_at,
    mine.signed_at,
    mine.answered_at,
    mine.last_answered_at,
    mine.answers,
    mine.answered_by,
    mine.answer,
    mine.answer_numbers,
    mine.state,
    coalesce(mine.is_owed, false) as is_owed,
    coalesce(mine.is_late, false) as is_late,
    notice_totals.* exclude (entry_id),
from seen_notice
inner join notice_totals on seen_notice.entry_id = notice_totals.entry_id
left join notice_standings as mine
    on
        seen_notice.entry_id = mine.entry_id
        and mine.center_code = $center_code::bigint
        and mine.agency_code = $agency_code::varchar;

-- name: notice_progress
-- One row per addressee of a notice: what it did of it, who owes something first.
-- For whoever sees all of it; at most so many out of `total`.
-- uses: seen_notice, notice_standings
select
    notice_standings.*,
    count(*) over () as total,
from notice_standings
inner join seen_notice
    on
        notice_standings.entry_id = seen_notice.entry_id
        and seen_notice.is_over
order by
    notice_standings.is_owed desc,
    notice_standings.is_late desc,
    notice_standings.county_center asc,
    notice_standings.center_code asc,
    notice_standings.agency_code asc
limit $row_limit::integer;

-- name: notice_sums
-- One row per county's center and one of all: the numbers of a notice, added up.
-- uses: seen_notice, notice_sums_of
select notice_sums_of.* exclude (entry_id),
from notice_sums_of
inner join seen_notice
    on
        notice_sums_of.entry_id = seen_notice.entry_id
        and seen_notice.is_over
order by
    is_all desc,
    county_center asc;

-- name: notice_passed_on
-- One row per notice by which a center handed one down: how far it is, its sums.
-- uses: notices_told, notice_totals, notice_sums_of
select
    notices_told.entry_id,
    year,
    number,
    addressees,
    in_time,
    late,
    overdue,
    waiting,
    answered,
    totals,
from notices_told
inner join notice_totals using (entry_id)
inner join notice_sums_of using (entry_id)
where
    passes_on = $notice::varchar
    and acting_center = $center_code::bigint
    and withdrawn_at is null
    and is_all
order by
    epoch asc,
    offset_no asc;

-- name: notice_steps
-- One row per answer to a notice, reminder, withdrawal, longer time; newest first.
-- Also those that do not count; an addressee sees its own and those of who sent it.
-- uses: seen_notice, notice_steps_judged
select
    notice_steps_judged.entry_id,
    notice_steps_judged.entry,
    notice_steps_judged.record_at,
    notice_steps_judged.acting_center,
    notice_steps_judged.agency,
    notice_steps_judged.actor,
    notice_steps_judged.person,
    notice_steps_judged.text,
    notice_steps_judged.due_at,
    notice_steps_judged.told,
    notice_steps_judged.refusal,
    notice_steps_judged.first_at,
    count(*) over () as total,
from notice_steps_judged
inner join seen_notice on notice_steps_judged.notice = seen_notice.entry_id
where
    (
        notice_steps_judged.entry not in ('notice_read', 'notice_sign')
        or notice_steps_judged.refusal is not null
    )
    and notice_steps_judged.entry <> 'notice_read'
    and (
        seen_notice.is_over
        or notice_steps_judged.acting_center = seen_notice.acting_center
        or (
            notice_steps_judged.acting_center = $center_code::bigint
            and notice_steps_judged.agency = $agency_code::varchar
        )
    )
order by
    notice_steps_judged.epoch desc,
    notice_steps_judged.offset_no desc
limit $row_limit::integer;

-- name: notices_refused
-- One row per notice of a center since a moment that does not count, and why.
-- `strangers` and `unseated` are the centers and agencies that it names and may not;
-- the newest first.
-- uses: notices_judged
select
    entry_id,
    record_at,
    actor,
    sort,
    title,
    refusal,
    strangers,
    unseated,
from notices_judged
where
    refusal is not null
    and acting_center = $center_code::bigint
    and record_at >= $from_at::timestamptz
order by
    epoch desc,
    offset_no desc
limit $row_limit::integer;

-- name: notices_due
-- One row per reason for which notices wait for a seat: how many, how many late.
-- uses: notices_waiting
select
    reason,
    count(*) as things,
    count(*) filter (where is_late) as late,
    min(due_at) as first_due_at,
from notices_waiting
where
    center_code = $center_code::bigint
    and agency_code = $agency_code::varchar
group by reason
order by reason;

-- name: handover_notices
-- One row per notice of which a center owes something, or is owed something.
-- What is due first comes first; at most so many out of `total`.
-- uses: notice_standings, notice_totals
select
    notice_standings.entry_id,
    notice_standings.acting_center,
    notice_standings.year,
    notice_standings.number,
    notice_standings.sort,
    notice_standings.title,
    notice_standings.asks,
    notice_standings.due_at,
    any_value(notice_standings.state) filter (
        where
        notice_standings.center_code = $center_code::bigint
        and notice_standings.agency_code = ''
        and is_owed
    ) as state,
    any_value(notice_standings.addressees) as addressees,
    any_value(notice_totals.overdue) as overdue,
    any_value(notice_totals.waiting) as waiting,
    any_value(notice_standings.due_at) < $now_at::timestamptz as is_late,
    count(*) over () as total,
from notice_standings
inner join notice_totals using (entry_id)
where
    is_owed
    and asks <> 'read'
    and (
        acting_center = $center_code::bigint
        or (center_code = $center_code::bigint and agency_code = '')
    )
group by all
order by
    notice_standings.due_at asc,
    notice_standings.entry_id asc
limit $row_limit::integer;

-- name: urgent_notices
-- One row per center with urgent notices that nobody signed for: sent to it, or by it.
-- In force until a week after they are due.
-- uses: notice_standings
with unsigned as (
    select
        entry_id,
        acting_center,
        center_code,
        agency_code,
    from notice_standings
    where
        sort = 'urgent'
        and signed_at is null
        and withdrawn_at is null
        and $now_at::timestamptz < due_at + interval 7 days
),

concerned as (
    select
        entry_id,
        acting_center as center_code,
    from unsigned
    union
    select
        entry_id,
        center_code,
    from unsigned
    where agency_code = ''
)

select
    center_code,
    count(*) as notices,
from concerned
group by center_code
order by center_code;

-- name: notices_touched
-- One row: the newest batch with a notice, or a step about one, that a center may see.
-- uses: notice_entries, owners_above
select coalesce(max(batch_no), 0) as batch_no,
from notice_entries
inner join owners_above on notice_entries.acting_center = owners_above.owner_center
inner join owners_above as own on own.owner_center = $center_code::bigint
where
    acting_center = $center_code::bigint
    or list_contains(owners_above.stand_above, $center_code::bigint)
    or list_contains(own.stand_above, acting_center);
