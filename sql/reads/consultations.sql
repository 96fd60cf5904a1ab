-- name: consultations
-- One row per consultation that a seat sees since a moment, what is to come first.
-- A state of '' is any; at most so many out of `total`. Of the seat itself its answer;
-- of decisions those that no item follows.
-- uses: seen_consultations, consultation_standings, consultations_decided
-- uses: consultation_decisions_done
with answered as (
    select
        entry_id,
        count(*) filter (where attends = 'yes') as coming,
        count(*) filter (where attends is null and state <> 'cancelled')
            as unanswered,
        any_value(attends) filter (
            where
            center_code = $center_code::bigint
            and agency_code = $agency_code::varchar
        ) as own_answer,
        coalesce(
            bool_or(is_owed) filter (
                where
                center_code = $center_code::bigint
                and agency_code = $agency_code::varchar
            ),
            false
        ) as is_owed,
    from consultation_standings
    group by entry_id
),

decided as (
    select
        consultation as entry_id,
        count(*) as decisions,
    from consultations_decided
    group by consultation
),

done as (
    select
        consultation as entry_id,
        count(*) filter (where done_at is null and due_at < $now_at::timestamptz)
            as overdue,
    from consultation_decisions_done
    group by consultation
)

select
    seen_consultations.* exclude (minutes, batch_no, actor),
    coming,
    unanswered,
    own_answer,
    is_owed,
    coalesce(decisions, 0) as decisions,
    coalesce(overdue, 0) as overdue,
    count(*) over () as total,
from seen_consultations
inner join answered using (entry_id)
left join decided using (entry_id)
left join done using (entry_id)
where
    record_at >= $from_at::timestamptz
    and $state::varchar in ('', state)
order by
    case state when 'coming' then 0 when 'to_minute' then 1 else 2 end asc,
    starts_at desc,
    entry_id asc
limit $row_limit::integer;

-- name: consultations_refused
-- One row per consultation of a center since a moment that does not count, and why.
-- uses: consultations_judged
select
    entry_id,
    record_at,
    title,
    refusal,
from consultations_judged
where
    refusal is not null
    and acting_center = $center_code::bigint
    and record_at >= $from_at::timestamptz
order by
    epoch desc,
    offset_no desc
limit $row_limit::integer;

-- name: consultation_told
-- One row: the consultation that is asked for as it stands, if the seat may see it.
-- uses: seen_consultations
select
    seen_consultations.* exclude (minutes, batch_no, actor),
    coalesce(from_json(minutes -> '$.conclusions', '["varchar"]'), [])
        as conclusions,
    minutes ->> '$.person' as minuted_by,
    coalesce(
        from_json(
            minutes -> '$.attended', '[{"center": "varchar", "agency": "varchar"}]'
        ),
        []
    ) as attended,
from seen_consultations
where entry_id = $consultation::varchar;

-- name: consultation_agenda
-- One row per item on the agenda of a consultation, in its order.
-- Of what whoever called it sees it says number, category and division to all that are
-- invited, its title to a center that sees it anyway. `consult_id` begins the
-- identifiers of the moves that say it was consulted on: whether one was accepted, how
-- many were refused.
-- uses: seen_consultations, items, seat_ranges, owners_above, read_moves
with asked as (
    select
        minuted_at,
        acting_center,
        generate_subscripts(items_said, 1)::integer as nth,
        unnest(items_said) as one,
        'c-' || left(md5(entry_id), 24) || '-i' || nth || '-' as consult_id,
    from seen_consultations
    where entry_id = $consultation::varchar
),

called_within as (
    select list([low, high]) as seen,
    from center_ranges
    where center_code in (select acting_center, from asked)
),

reached as (
    select items.*,
    from items
    inner join asked
        on
            asked.one['kind'] = items.kind
            and asked.one['item_id'] = items.item_id
    left join owners_above using (owner_center)
    cross join called_within
    where
        coalesce(is_in_ranges(items.division_code, called_within.seen), false)
        or items.owner_center = asked.acting_center
        or list_contains(owners_above.stand_above, asked.acting_center)
),

moved as (
    select
        asked.nth,
        bool_or(verdict = 'accepted') as is_consulted,
        count(*) filter (where verdict = 'refused') as refused,
        arg_max(refusal, row(epoch, offset_no)) filter (where verdict = 'refused')
            as refusal,
        arg_max(refusal_details, row(epoch, offset_no)) filter (
            where verdict = 'refused'
        ) as refusal_details,
    from read_moves
    inner join asked
        on
            read_moves.kind = asked.one['kind']
            and read_moves.item_id = asked.one['item_id']
            and starts_with(read_moves.move_id, asked.consult_id)
            and read_moves.record_at >= asked.minuted_at
    where move = 'consult'
    group by asked.nth
)

select
    asked.nth,
    asked.consult_id,
    asked.one['kind'] as kind,
    asked.one['item_id'] as item_id,
    reached.case_number,
    reached.category,
    reached.division_code,
    reached.owner_center,
    reached.status,
    coalesce(reached.returns_unconsulted, 0) as returns_unconsulted,
    $agency_code::varchar = ''
    and coalesce(is_in_ranges(reached.division_code, seat_ranges.seen), false)
        as is_seen,
    case when is_seen then reached.title end as title,
    coalesce(moved.is_consulted, false) as is_consulted,
    coalesce(moved.refused, 0) as refused,
    moved.refusal,
    moved.refusal_details,
from asked
left join reached
    on
        asked.one['kind'] = reached.kind
        and asked.one['item_id'] = reached.item_id
left join moved on asked.nth = moved.nth
cross join seat_ranges
order by asked.nth;

-- name: consultation_answers
-- One row per unit that a consultation invites, who has not answered first.
-- To whoever is only invited the answers are told without what they say.
-- uses: consultation_standings, seen_consultations
select
    consultation_standings.* replace (
        case
            when
                is_over
                or (
                    center_code = $center_code::bigint
                    and agency_code = $agency_code::varchar
                )
                then said
        end as said
    ),
from consultation_standings
inner join seen_consultations using (entry_id)
where entry_id = $consultation::varchar
order by
    is_owed desc,
    center_code asc,
    agency_code asc;

-- name: consultation_decisions
-- One row per decision of the consultation that is asked for, as it stands.
-- uses: consultation_decisions_seen
select *,
from consultation_decisions_seen
order by number;

-- name: consultations_due
-- One row per reason for which consultations wait for a seat: how many, how many late.
-- uses: consultations_waiting
select
    reason,
    count(*) as things,
    count(*) filter (where due_at < $now_at::timestamptz) as late,
    min(due_at) as first_due_at,
from consultations_waiting
where
    center_code = $center_code::bigint
    and agency_code = $agency_code::varchar
group by reason
order by reason;

-- name: item_consultations
-- One row per consultation on an item that a seat sees, the newest first.
-- uses: seen_consultations
select
    entry_id,
    acting_center,
    year,
    number,
    sort,
    title,
    starts_at,
    state,
from seen_consultations
where
    list_contains(
        items_said, struct_pack(kind := $kind::varchar, item_id := $id::varchar)
    )
order by
    starts_at desc,
    entry_id asc;
