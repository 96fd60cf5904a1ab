-- name: consultation_entries
-- One row per consultation and step about one, the first of those of one identifier.
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
    details ->> '$.consultation' as consultation,
from read_entries
where
    entry in (
        'consultation',
        'consultation_change',
        'consultation_cancel',
        'consultation_answer',
        'consultation_minutes',
        'consultation_done'
    )
qualify
    row_number() over (
        partition by entry_id
        order by epoch, offset_no
    ) = 1;

-- name: consultations_written
-- One row per consultation with what its call says, in force or not.
-- uses: consultation_entries
select
    entry_id,
    batch_no,
    epoch,
    offset_no,
    record_at,
    acting_center,
    acting_role,
    actor,
    details ->> '$.sort' as sort,
    details ->> '$.title' as title,
    details ->> '$.place' as first_place,
    details ->> '$.chair' as chair,
    details ->> '$.person' as person,
    (details ->> '$.starts_at')::timestamptz as first_starts_at,
    (details ->> '$.answer_by')::timestamptz as answer_by,
    coalesce(
        from_json(details -> '$.items', '[{"kind": "varchar", "item_id": "varchar"}]'),
        []
    ) as items_said,
    coalesce(from_json(details -> '$.points', '["varchar"]'), []) as points,
    from_json(details -> '$.to_centers', '["varchar"]') as to_centers,
    from_json(details -> '$.to_agencies', '["varchar"]') as to_agencies,
from consultation_entries
where entry = 'consultation';

-- name: consultations_invited
-- One row per consultation and whom it invites, a center (agency '') or an agency.
-- `may_be`: a center invites those below it and those beside it under the same one.
-- uses: consultations_written, owners_above
with named as (
    select
        entry_id,
        acting_center,
        rpad(unnest(to_centers), 12, '0')::bigint as center_code,
    from consultations_written
),

agencies_named as (
    select
        entry_id,
        acting_center,
        unnest(to_agencies) as agency_code,
    from consultations_written
)

select distinct
    named.entry_id,
    named.center_code,
    '' as agency_code,
    coalesce(
        named.center_code <> named.acting_center
        and (
            list_contains(asked.stand_above, named.acting_center)
            or asked.stand_above[1] = calling.stand_above[1]
        ),
        false
    ) as may_be,
from named
left join owners_above as asked on named.center_code = asked.owner_center
left join owners_above as calling on named.acting_center = calling.owner_center
union
select
    agencies_named.entry_id,
    agencies_named.acting_center as center_code,
    agencies_named.agency_code,
    agencies.agency_code is not null as may_be,
from agencies_named
left join agencies using (agency_code);

-- name: consultations_judged
-- One row per consultation that was called; `refusal` says why one does not count.
-- uses: consultations_written, consultations_invited
with counted as (
    select
        entry_id,
        count(*) as invited,
        bool_and(may_be) as may_all,
    from consultations_invited
    group by entry_id
)

select
    consultations_written.* exclude (to_centers, to_agencies),
    coalesce(counted.invited, 0) as invited,
    case
        when
            coalesce(acting_role, '') not in ('duty_officer', 'leader', 'staff')
            then 'not_allowed'
        when counted.invited is null then 'nobody'
        when not counted.may_all then 'stranger'
        when len(items_said) + len(points) = 0 then 'no_agenda'
        when coalesce(first_starts_at <= record_at, true) then 'no_time'
        when coalesce(answer_by > first_starts_at, true) then 'answer_late'
    end as refusal,
from consultations_written
left join counted using (entry_id);

-- name: consultations_numbered
-- One row per consultation that counts; a center numbers its own of a year.
-- uses: consultations_judged
select
    * exclude (refusal),
    year(day_of_us(epoch_us(record_at))) as year,
    row_number() over (
        partition by acting_center, year(day_of_us(epoch_us(record_at)))
        order by epoch, offset_no
    ) as number,
from consultations_judged
where refusal is null;

-- name: consultation_steps_permitted
-- One row per step about a consultation; `refusal`: who may not, what does not fit.
-- Who called it changes, calls off, minutes; who is invited answers. `starts_before` is
-- when it was to begin as that was said before the step.
-- uses: consultation_entries, consultations_numbered, consultations_invited
with placed as (
    select
        said.*,
        numbered.entry_id as of_id,
        numbered.acting_center as called_by,
        invited.entry_id as invited_id,
        (said.details ->> '$.starts_at')::timestamptz as starts_at,
        said.details ->> '$.place' as place,
        coalesce(said.details ->> '$.text', said.details ->> '$.reason') as text,
        coalesce(
            last_value(
                case
                    when
                        said.entry = 'consultation_change'
                        and said.acting_center = numbered.acting_center
                        and (said.details ->> '$.starts_at')::timestamptz
                        > said.record_at
                        then (said.details ->> '$.starts_at')::timestamptz
                end ignore nulls
            ) over (
                partition by said.consultation
                order by said.epoch, said.offset_no
                rows between unbounded preceding and 1 preceding
            ),
            numbered.first_starts_at
        ) as starts_before,
    from consultation_entries as said
    left join consultations_numbered as numbered
        on
            said.consultation = numbered.entry_id
            and row(said.epoch, said.offset_no)
            > row(numbered.epoch, numbered.offset_no)
    left join consultations_invited as invited
        on
            numbered.entry_id = invited.entry_id
            and said.acting_center = invited.center_code
            and said.agency = invited.agency_code
    where said.entry <> 'consultation'
)

select
    * exclude (of_id, called_by, invited_id),
    case
        when
            coalesce(acting_role, '') not in ('duty_officer', 'leader', 'staff')
            then 'not_allowed'
        when of_id is null then 'unknown'
        when entry = 'consultation_answer' and invited_id is null then 'not_yours'
        when
            entry in (
                'consultation_change', 'consultation_cancel', 'consultation_minutes'
            )
            and (agency <> '' or acting_center <> called_by)
            then 'not_yours'
        when entry = 'consultation_change' and starts_at <= record_at then 'no_time'
        when entry = 'consultation_minutes' and record_at < starts_before
            then 'too_early'
    end as refusal,
from placed;

-- name: consultation_ends
-- One row per consultation that is over: what ended it, its minutes or its calling off.
-- uses: consultation_steps_permitted
select *,
from consultation_steps_permitted
where
    refusal is null
    and entry in ('consultation_cancel', 'consultation_minutes')
qualify
    row_number() over (
        partition by consultation
        order by epoch, offset_no
    ) = 1;

-- name: consultations_decided
-- One row per decision of minutes that count: who does what until when, on which item.
-- `task_id` is that of the joint task which it becomes on an item.
-- uses: consultation_ends
with told as (
    select
        consultation,
        record_at as minuted_at,
        unnest(
            coalesce(
                from_json(
                    details -> '$.decisions',
                    '[{"unit": {"center": "varchar", "agency": "varchar"},
                    "what": "varchar", "due_at": "varchar",
                    "item": {"kind": "varchar", "item_id": "varchar"}}]'
                ),
                []
            )
        ) as decision,
        generate_subscripts(
            coalesce(from_json(details -> '$.decisions', '["json"]'), []), 1
        ) as number,
    from consultation_ends
    where entry = 'consultation_minutes'
)

select
    consultation,
    minuted_at,
    number::integer as number,
    rpad(decision['unit']['center'], 12, '0')::bigint as center_code,
    coalesce(decision['unit']['agency'], '') as agency_code,
    decision['what'] as what,
    decision['due_at']::timestamptz as due_at,
    coalesce(decision['item']['kind'], '') as kind,
    coalesce(decision['item']['item_id'], '') as item_id,
    'c-' || left(md5(consultation), 24) || '-' || number as task_id,
from told;

-- name: consultation_steps_judged
-- One row per step about a consultation; `refusal` says why one does not count.
-- Minutes and calling off end it: after them only what was decided is done, once, by
-- whom the decision names; a decision on an item is followed there.
-- uses: consultation_steps_permitted, consultation_ends, consultations_decided
with placed as (
    select
        said.*,
        decided.kind as of_kind,
        decided.number as of_number,
        ends.entry as ended_by,
        coalesce(
            row(said.epoch, said.offset_no) > row(ends.epoch, ends.offset_no), false
        ) as is_after,
        row_number() over (
            partition by
                said.consultation, said.entry, said.details ->> '$.number',
                said.acting_center, said.agency
            order by said.epoch, said.offset_no
        ) as turn,
    from consultation_steps_permitted as said
    left join consultation_ends as ends using (consultation)
    left join consultations_decided as decided
        on
            said.consultation = decided.consultation
            and said.entry = 'consultation_done'
            and (said.details ->> '$.number')::integer = decided.number
            and said.acting_center = decided.center_code
            and said.agency = decided.agency_code
)

select
    * exclude (of_kind, of_number, ended_by, is_after, turn) replace (
        case
            when refusal is not null then refusal
            when is_after and ended_by = 'consultation_cancel' then 'cancelled'
            when entry <> 'consultation_done' and is_after then 'minuted'
            when entry = 'consultation_done' and not is_after then 'too_early'
            when entry = 'consultation_done' and of_number is null then 'not_yours'
            when entry = 'consultation_done' and of_kind <> '' then 'on_item'
            when entry = 'consultation_done' and turn > 1 then 'already'
        end as refusal
    ),
from placed;

-- name: consultations_told
-- One row per consultation that counts, as it stands at `$now_at`.
-- `state`: still to come, waiting for its minutes, minuted, called off.
-- uses: consultations_numbered, consultation_steps_judged
with changes as (
    select
        consultation as entry_id,
        arg_max(starts_at, row(epoch, offset_no)) filter (
            where entry = 'consultation_change'
        ) as moved_to,
        arg_max(place, row(epoch, offset_no)) filter (
            where entry = 'consultation_change'
        ) as moved_place,
        arg_max(text, row(epoch, offset_no)) filter (
            where entry = 'consultation_change'
        ) as moved_for,
        max(record_at) filter (where entry = 'consultation_cancel') as cancelled_at,
        max(text) filter (where entry = 'consultation_cancel') as cancelled_for,
        max(record_at) filter (where entry = 'consultation_minutes') as minuted_at,
        max(details) filter (where entry = 'consultation_minutes') as minutes,
    from consultation_steps_judged
    where refusal is null
    group by consultation
)

select
    consultations_numbered.* exclude (first_starts_at, first_place),
    coalesce(moved_to, first_starts_at) as starts_at,
    coalesce(moved_place, first_place) as place,
    case when moved_to is not null then first_starts_at end as moved_from,
    moved_for,
    cancelled_at,
    cancelled_for,
    minuted_at,
    minutes,
    case
        when cancelled_at is not null then 'cancelled'
        when minuted_at is not null then 'minuted'
        when starts_at <= $now_at::timestamptz then 'to_minute'
        else 'coming'
    end as state,
from consultations_numbered
left join changes using (entry_id);

-- name: consultation_standings
-- One row per consultation and whom it invites: its last answer.
-- uses: consultations_invited, consultations_told, consultation_steps_judged
with answers as (
    select
        consultation as entry_id,
        acting_center as center_code,
        agency as agency_code,
        max(record_at) as answered_at,
        arg_max(details ->> '$.attends', row(epoch, offset_no)) as attends,
        arg_max(details ->> '$.post', row(epoch, offset_no)) as post,
        arg_max(text, row(epoch, offset_no)) as said,
    from consultation_steps_judged
    where
        refusal is null
        and entry = 'consultation_answer'
    group by all
)

select
    consultations_told.entry_id,
    consultations_invited.center_code,
    consultations_invited.agency_code,
    consultations_told.state,
    consultations_told.answer_by,
    answered_at,
    attends,
    post,
    said,
    attends is null and consultations_told.state = 'coming' as is_owed,
    coalesce(answered_at, $now_at::timestamptz) > consultations_told.answer_by
        as is_late,
from consultations_told
inner join consultations_invited using (entry_id)
left join answers
    on
        consultations_invited.entry_id = answers.entry_id
        and consultations_invited.center_code = answers.center_code
        and consultations_invited.agency_code = answers.agency_code;

-- name: consultation_decisions_done
-- One row per decision that is followed by its consultation: whether it is done.
-- uses: consultations_decided, consultation_steps_judged
select
    consultations_decided.*,
    done.record_at as done_at,
    done.text as said,
from consultations_decided
left join consultation_steps_judged as done
    on
        consultations_decided.consultation = done.consultation
        and done.entry = 'consultation_done'
        and done.refusal is null
        and (done.details ->> '$.number')::integer = consultations_decided.number
where consultations_decided.kind = '';

-- name: consultations_waiting
-- One row per thing that a consultation wants: an answer, minutes, a decision.
-- What was decided on an item waits there as a joint task.
-- uses: consultation_standings, consultations_told, consultation_decisions_done
select
    entry_id,
    center_code,
    agency_code,
    'consultation_answer' as reason,
    answer_by as due_at,
from consultation_standings
where is_owed
union all by name
select
    entry_id,
    acting_center as center_code,
    '' as agency_code,
    'consultation_minutes' as reason,
    starts_at + interval 1 day as due_at,
from consultations_told
where state = 'to_minute'
union all by name
select
    consultation as entry_id,
    center_code,
    agency_code,
    'consultation_decision' as reason,
    due_at,
from consultation_decisions_done
where done_at is null;

-- name: seen_consultations
-- One row per consultation that a seat sees, and as what.
-- Who called it and the centers above (`is_over`), whoever is invited (`is_mine`) or
-- has to do what it decided.
-- uses: consultations_told, consultations_invited, consultations_decided, owners_above
select
    consultations_told.*,
    $agency_code::varchar = ''
    and (
        acting_center = $center_code::bigint
        or coalesce(
            list_contains(owners_above.stand_above, $center_code::bigint), false
        )
    ) as is_over,
    entry_id in (
        select entry_id,
        from consultations_invited
        where
            center_code = $center_code::bigint
            and agency_code = $agency_code::varchar
    ) as is_mine,
from consultations_told
left join owners_above on acting_center = owners_above.owner_center
where
    is_over
    or is_mine
    or entry_id in (
        select consultation,
        from consultations_decided
        where
            center_code = $center_code::bigint
            and agency_code = $agency_code::varchar
    );

-- name: consultation_decisions_seen
-- One row per decision of the consultation that is asked for, as it stands.
-- On an item by its joint task as it is there, never kept a second time: without one
-- `untold`, with what was last refused of it and how often.
-- uses: consultations_decided, consultation_decisions_done, seen_consultations, items
-- uses: read_moves
with wanted as (
    select consultations_decided.*,
    from consultations_decided
    inner join seen_consultations
        on consultations_decided.consultation = seen_consultations.entry_id
    where consultation = $consultation::varchar
),

sent as (
    select
        wanted.task_id,
        count(*) filter (where verdict = 'refused') as refused,
        arg_max(refusal, row(epoch, offset_no)) filter (where verdict = 'refused')
            as refusal,
        arg_max(refusal_details, row(epoch, offset_no)) filter (
            where verdict = 'refused'
        ) as refusal_details,
    from read_moves
    inner join wanted
        on
            read_moves.kind = wanted.kind
            and read_moves.item_id = wanted.item_id
            and read_moves.task_id = wanted.task_id
            and read_moves.record_at >= wanted.minuted_at
    where read_moves.move = 'join'
    group by wanted.task_id
),

standing as (
    select
        wanted.task_id,
        list_filter(
            items.tasks, lambda one: one['task_id'] = wanted.task_id
        )[1] as task,
    from wanted
    inner join items using (kind, item_id)
)

select
    wanted.*,
    done.done_at,
    done.said,
    sent.refusal,
    sent.refusal_details,
    coalesce(sent.refused, 0) as refused,
    task['state'] as task_state,
    coalesce(done.done_at, task['ended_at']) as ended_at,
    case
        when wanted.kind <> '' and task is null then 'untold'
        when done.done_at is not null or task['state'] = 'accepted' then 'done'
        when task['state'] = 'cancelled' then 'cancelled'
        else 'open'
    end as state,
    state in ('open', 'untold')
    and $now_at::timestamptz > coalesce(task['due_at'], wanted.due_at) as is_late,
from wanted
left join consultation_decisions_done as done
    on
        wanted.consultation = done.consultation
        and wanted.number = done.number
left join sent on wanted.task_id = sent.task_id
left join standing on wanted.task_id = standing.task_id;
