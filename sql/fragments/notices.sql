-- name: notice_entries
-- One row per notice and step about one, the first of those of one identifier.
-- uses: read_entries
select
    entry_id,
    entry,
    batch_no,
    epoch,
    offset_no,
    record_at,
    acting_center,
    acting_role,
    actor,
    details,
    coalesce(details ->> '$.agency', '') as agency,
    details ->> '$.notice' as notice,
from read_entries
where
    entry in (
        'notice',
        'notice_read',
        'notice_sign',
        'notice_answer',
        'notice_remind',
        'notice_withdraw',
        'notice_extend'
    )
qualify
    row_number() over (
        partition by entry_id
        order by epoch, offset_no
    ) = 1;

-- name: notices_written
-- One row per notice with what it says, in force or not.
-- uses: notice_entries
select
    * exclude (details, agency, notice, entry),
    details ->> '$.sort' as sort,
    details ->> '$.title' as title,
    details ->> '$.text' as text,
    details ->> '$.person' as person,
    coalesce(details ->> '$.asks', 'read') as asks,
    (details ->> '$.due_at')::timestamptz as first_due_at,
    details ->> '$.passes_on' as passes_on,
    from_json(details -> '$.to_tiers', '["varchar"]') as to_tiers,
    from_json(details -> '$.to_centers', '["varchar"]') as to_centers,
    from_json(details -> '$.to_agencies', '["varchar"]') as to_agencies,
    coalesce(
        from_json(
            details -> '$.numbers', '[{"name": "varchar", "unit": "varchar"}]'
        ),
        []
    ) as numbers,
from notice_entries
where entry = 'notice';

-- name: notices_addressed
-- One row per notice and whom it names, a center (agency '') or an agency at one.
-- `is_below`: a center may be told by whoever stands above it, an agency by its center.
-- uses: notices_written, owners_above
with tiers as (
    select
        entry_id,
        acting_center,
        unnest(to_tiers) as tier,
    from notices_written
),

named as (
    select
        entry_id,
        acting_center,
        rpad(unnest(to_centers), 12, '0')::bigint as center_code,
    from notices_written
),

agencies_named as (
    select
        entry_id,
        acting_center,
        unnest(to_agencies) as agency_code,
    from notices_written
)

select
    tiers.entry_id,
    centers.center_code,
    '' as agency_code,
    true as is_below,
from tiers
inner join centers using (tier)
inner join owners_above
    on
        centers.center_code = owners_above.owner_center
        and list_contains(owners_above.stand_above, tiers.acting_center)
union
select
    named.entry_id,
    named.center_code,
    '' as agency_code,
    coalesce(
        list_contains(owners_above.stand_above, named.acting_center), false
    ) as is_below,
from named
left join owners_above on named.center_code = owners_above.owner_center
union
select
    agencies_named.entry_id,
    agencies_named.acting_center as center_code,
    agencies_named.agency_code,
    center_agencies.agency_code is not null as is_below,
from agencies_named
left join center_agencies
    on
        agencies_named.acting_center = center_agencies.center_code
        and agencies_named.agency_code = center_agencies.agency_code;

-- name: notices_judged
-- One row per notice; `refusal` says why one does not count.
-- Everybody that it names must stand below, or sit in, the center that writes. An
-- urgent one is a leader's or duty officer's and asks at least for a receipt; numbers
-- are answered to a task. `strangers` and `unseated`: which centers and agencies it
-- names and may not.
-- uses: notices_written, notices_addressed
with counted as (
    select
        entry_id,
        count(*) as addressees,
        list(center_code order by center_code) filter (
            where not is_below and agency_code = ''
        ) as strangers,
        list(agency_code order by agency_code) filter (
            where not is_below and agency_code <> ''
        ) as unseated,
    from notices_addressed
    group by entry_id
)

select
    notices_written.*,
    coalesce(counted.addressees, 0) as addressees,
    counted.strangers,
    counted.unseated,
    case
        when
            coalesce(notices_written.acting_role, '')
            not in ('duty_officer', 'leader', 'staff')
            then 'not_allowed'
        when notices_written.sort = 'urgent' and notices_written.acting_role = 'staff'
            then 'not_allowed'
        when coalesce(trim(notices_written.text), '') = '' then 'no_text'
        when counted.addressees is null then 'nobody'
        when len(counted.strangers) > 0 then 'not_below'
        when len(counted.unseated) > 0 then 'not_seated'
        when notices_written.sort = 'urgent' and notices_written.asks = 'read'
            then 'no_receipt'
        when
            notices_written.asks <> 'read'
            and coalesce(
                notices_written.first_due_at <= notices_written.record_at, true
            )
            then 'no_time'
        when
            len(notices_written.numbers) > 0
            and (
                notices_written.sort <> 'task'
                or notices_written.asks <> 'answer'
            )
            then 'numbers'
        when
            notices_written.passes_on is not null
            and not exists (
                select notices_addressed.entry_id,
                from notices_addressed
                inner join notices_written as base using (entry_id)
                where
                    notices_addressed.entry_id = notices_written.passes_on
                    and notices_addressed.center_code
                    = notices_written.acting_center
                    and notices_addressed.agency_code = ''
                    and row(base.epoch, base.offset_no)
                    < row(notices_written.epoch, notices_written.offset_no)
            )
            then 'unknown'
    end as refusal,
from notices_written
left join counted using (entry_id);

-- name: notices_numbered
-- One row per notice that counts; a center numbers its own of a year, in their order.
-- uses: notices_judged
select
    * exclude (refusal, strangers, unseated, to_tiers, to_centers, to_agencies),
    year(day_of_us(epoch_us(record_at))) as year,
    row_number() over (
        partition by acting_center, year(day_of_us(epoch_us(record_at)))
        order by epoch, offset_no
    ) as number,
from notices_judged
where refusal is null;

-- name: notice_steps_permitted
-- One row per step about a notice; `refusal`: who may not, or what it does not fit.
-- Whom a notice is addressed to reads, signs and answers, who sent it does the rest.
-- uses: notice_entries, notices_numbered, notices_addressed
select
    said.* exclude (details),
    notices_numbered.entry_id as of_id,
    notices_numbered.first_due_at,
    said.details ->> '$.person' as person,
    coalesce(said.details ->> '$.text', said.details ->> '$.reason') as text,
    (said.details ->> '$.due_at')::timestamptz as due_at,
    coalesce(from_json(said.details -> '$.numbers', '["bigint"]'), []) as told,
    case
        when
            coalesce(said.acting_role, '')
            not in ('duty_officer', 'leader', 'staff')
            then 'not_allowed'
        when notices_numbered.entry_id is null then 'unknown'
        when
            said.entry in ('notice_read', 'notice_sign', 'notice_answer')
            and notices_addressed.entry_id is null
            then 'not_yours'
        when
            said.entry in ('notice_remind', 'notice_withdraw', 'notice_extend')
            and (
                said.agency <> ''
                or said.acting_center <> notices_numbered.acting_center
            )
            then 'not_yours'
        when said.entry = 'notice_sign' and notices_numbered.asks = 'read'
            then 'not_asked'
        when said.entry = 'notice_answer' and notices_numbered.asks <> 'answer'
            then 'not_asked'
        when said.entry = 'notice_extend' and notices_numbered.asks = 'read'
            then 'not_asked'
        when
            said.entry = 'notice_answer'
            and coalesce(len(from_json(said.details -> '$.numbers', '["bigint"]')), 0)
            <> len(notices_numbered.numbers)
            then 'numbers'
    end as refusal,
from notice_entries as said
left join notices_numbered
    on
        said.notice = notices_numbered.entry_id
        and row(said.epoch, said.offset_no)
        > row(notices_numbered.epoch, notices_numbered.offset_no)
left join notices_addressed
    on
        notices_numbered.entry_id = notices_addressed.entry_id
        and said.acting_center = notices_addressed.center_code
        and said.agency = notices_addressed.agency_code
where said.entry <> 'notice';

-- name: notice_steps_judged
-- One row per step about a notice; `refusal` says why one does not count.
-- The first receipt counts, and the first withdrawal, after which nothing does; time is
-- only ever given, never taken.
-- uses: notice_steps_permitted
with placed as (
    select
        *,
        row_number() over (
            partition by notice, entry, acting_center, agency, refusal is null
            order by epoch, offset_no
        ) as turn,
        greatest(
            first_due_at,
            record_at,
            max(due_at) over (
                partition by notice, entry, refusal is null
                order by epoch, offset_no
                rows between unbounded preceding and 1 preceding
            )
        ) as due_before,
        first_value(record_at) over (
            partition by notice, entry, acting_center, agency, refusal is null
            order by epoch, offset_no
        ) as first_at,
    from notice_steps_permitted
),

withdrawals as (
    select
        notice,
        epoch as ended_epoch,
        offset_no as ended_offset,
    from placed
    where
        entry = 'notice_withdraw'
        and refusal is null
        and turn = 1
)

select
    placed.* replace (
        case
            when placed.refusal is not null then placed.refusal
            when
                row(placed.epoch, placed.offset_no) > row(ended_epoch, ended_offset)
                then 'withdrawn'
            when
                placed.entry in ('notice_read', 'notice_sign', 'notice_withdraw')
                and placed.turn > 1
                then 'already'
            when
                placed.entry = 'notice_extend'
                and placed.due_at <= placed.due_before
                then 'not_later'
        end as refusal
    ),
from placed
left join withdrawals using (notice);

-- name: notice_changes
-- One row per notice about which its sender did something.
-- uses: notice_steps_judged
select
    notice as entry_id,
    max(due_at) filter (where entry = 'notice_extend') as extended_to,
    count(*) filter (where entry = 'notice_remind') as reminders,
    max(record_at) filter (where entry = 'notice_remind') as reminded_at,
    max(record_at) filter (where entry = 'notice_withdraw') as withdrawn_at,
    max(text) filter (where entry = 'notice_withdraw') as withdrawn_for,
from notice_steps_judged
where
    refusal is null
    and entry in ('notice_remind', 'notice_withdraw', 'notice_extend')
group by notice;

-- name: notices_told
-- One row per notice that counts, as it stands: until when, reminded, taken back.
-- uses: notices_numbered, notice_changes
select
    notices_numbered.*,
    coalesce(extended_to, first_due_at) as due_at,
    extended_to is not null as is_extended,
    coalesce(reminders, 0) as reminders,
    reminded_at,
    withdrawn_at,
    withdrawn_for,
from notices_numbered
left join notice_changes using (entry_id);

-- name: notice_done
-- One row per notice and addressee that did something: when first, and its last answer.
-- Who answered has signed for it, and who signed has read it.
-- uses: notice_steps_judged
select
    notice as entry_id,
    acting_center as center_code,
    agency as agency_code,
    min(record_at) as read_at,
    min(record_at) filter (where entry in ('notice_sign', 'notice_answer'))
        as signed_at,
    min(record_at) filter (where entry = 'notice_answer') as answered_at,
    max(record_at) filter (where entry = 'notice_answer') as last_answered_at,
    count(*) filter (where entry = 'notice_answer') as answers,
    arg_max(person, row(epoch, offset_no)) filter (where entry = 'notice_answer')
        as answered_by,
    arg_max(text, row(epoch, offset_no)) filter (where entry = 'notice_answer')
        as answer,
    arg_max(told, row(epoch, offset_no)) filter (where entry = 'notice_answer')
        as answer_numbers,
from notice_steps_judged
where
    refusal is null
    and entry in ('notice_read', 'notice_sign', 'notice_answer')
group by
    notice,
    acting_center,
    agency;

-- name: notice_standings
-- One row per notice and addressee: what it has done of what is asked, by `$now_at`.
-- What was taken back is owed by nobody. `county_center` is the county's center above
-- an addressee, or it itself where there is none.
-- uses: notices_told, notices_addressed, notice_done, owners_above
with placed as (
    select
        notices_told.*,
        notices_addressed.center_code,
        notices_addressed.agency_code,
        case centers.tier
            when 'town' then owners_above.stand_above[1]
            when 'village' then owners_above.stand_above[2]
            else centers.center_code
        end as county_center,
        notice_done.* exclude (entry_id, center_code, agency_code),
        case notices_told.asks
            when 'read' then notice_done.read_at
            when 'sign' then notice_done.signed_at
            else notice_done.answered_at
        end as done_at,
    from notices_told
    inner join notices_addressed using (entry_id)
    inner join centers on notices_addressed.center_code = centers.center_code
    left join owners_above
        on notices_addressed.center_code = owners_above.owner_center
    left join notice_done
        on
            notices_told.entry_id = notice_done.entry_id
            and notices_addressed.center_code = notice_done.center_code
            and notices_addressed.agency_code = notice_done.agency_code
)

select
    *,
    case
        when done_at is not null then 'done'
        when withdrawn_at is not null then 'withdrawn'
        when signed_at is not null then 'signed'
        when read_at is not null then 'read'
        else 'unread'
    end as state,
    done_at is null and withdrawn_at is null as is_owed,
    coalesce(
        coalesce(done_at, withdrawn_at, $now_at::timestamptz) > due_at, false
    ) as is_late,
from placed;

-- name: notices_waiting
-- One row per notice and addressee that owes something of it.
-- uses: notice_standings
select
    entry_id,
    center_code,
    agency_code,
    'notice_' || asks as reason,
    due_at,
    sort,
    signed_at,
    is_late,
from notice_standings
where is_owed;

-- name: notice_totals
-- One row per notice: how many addressees have done what, in time or late.
-- uses: notice_standings
select
    entry_id,
    count(read_at) as read_count,
    count(signed_at) as signed_count,
    count(answered_at) as answered_count,
    count(done_at) filter (where not is_late) as in_time,
    count(done_at) filter (where is_late) as late,
    count(*) filter (where is_owed and is_late) as overdue,
    count(*) filter (where is_owed and not is_late) as waiting,
from notice_standings
group by entry_id;

-- name: seen_notice
-- One row: the notice that is asked for, if a seat may see it, and as what.
-- Who wrote it and the centers above that see all of it (`is_over`), whom it is
-- addressed to itself alone.
-- uses: notices_told, notices_addressed, owners_above
select
    notices_told.*,
    $agency_code::varchar = ''
    and (
        notices_told.acting_center = $center_code::bigint
        or coalesce(
            list_contains(owners_above.stand_above, $center_code::bigint), false
        )
    ) as is_over,
    notices_addressed.entry_id is not null as is_mine,
from notices_told
left join owners_above
    on notices_told.acting_center = owners_above.owner_center
left join notices_addressed
    on
        notices_told.entry_id = notices_addressed.entry_id
        and notices_addressed.center_code = $center_code::bigint
        and notices_addressed.agency_code = $agency_code::varchar
where
    notices_told.entry_id = $notice::varchar
    and (is_over or is_mine);

-- name: notice_sums_of
-- One row per notice and county's center, and one of all (`is_all`): numbers added up.
-- Of those that answered, by their last answer: `answered` of `asked`.
-- uses: notice_standings
select
    entry_id,
    county_center,
    grouping(county_center) = 1 as is_all,
    count(*) as asked,
    count(answered_at) as answered,
    [
        sum(answer_numbers[1])::bigint,
        sum(answer_numbers[2])::bigint,
        sum(answer_numbers[3])::bigint,
        sum(answer_numbers[4])::bigint,
        sum(answer_numbers[5])::bigint,
        sum(answer_numbers[6])::bigint,
    ] as totals,
from notice_standings
group by grouping sets ((entry_id, county_center), (entry_id));
