-- name: report_entries
-- One row per 要情 report and answer to one, the first of those of one identifier.
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
    details ->> '$.kind' as kind,
    details ->> '$.item_id' as item_id,
    details ->> '$.supplements' as supplements,
from read_entries
where entry in ('report', 'report_answer')
qualify
    row_number() over (
        partition by entry_id
        order by epoch, offset_no
    ) = 1;

-- name: reports_judged
-- One row per report; `refusal` says why one does not count.
-- It goes to the center right above. What supplements another one names that, of the
-- same center and item, which supplements none itself. Nothing depends on whether it
-- was signed for meanwhile: two that cross each other on their way both count.
-- uses: report_entries
select
    said.*,
    (said.details ->> '$.to_center')::bigint as to_center,
    coalesce((said.details ->> '$.final')::boolean, false) as is_final,
    case
        when
            coalesce(said.acting_role, '') not in ('duty_officer', 'leader', 'staff')
            then 'not_allowed'
        when
            coalesce(centers.parent_center_code, 0)
            <> (said.details ->> '$.to_center')::bigint
            then 'not_above'
        when
            said.supplements is not null
            and (
                base.entry_id is null
                or base.supplements is not null
                or base.acting_center <> said.acting_center
                or row(base.kind, base.item_id) <> row(said.kind, said.item_id)
            )
            then 'unknown'
    end as refusal,
from report_entries as said
left join centers on said.acting_center = centers.center_code
left join report_entries as base
    on
        said.supplements = base.entry_id
        and base.entry = 'report'
        and row(said.epoch, said.offset_no) > row(base.epoch, base.offset_no)
where said.entry = 'report';

-- name: report_answers
-- One row per report that was answered: the first answer of the center that it went to.
-- uses: report_entries, reports_judged
select
    reports_judged.entry_id,
    answered.record_at as answered_at,
    answered.details ->> '$.answer' as answer,
    answered.details ->> '$.person' as answered_by,
    answered.details ->> '$.text' as answer_text,
from report_entries as answered
inner join reports_judged
    on
        answered.details ->> '$.report' = reports_judged.entry_id
        and answered.acting_center = reports_judged.to_center
where
    answered.entry = 'report_answer'
    and answered.acting_role in ('duty_officer', 'leader', 'staff')
    and reports_judged.refusal is null
    and row(answered.epoch, answered.offset_no)
    > row(reports_judged.epoch, reports_judged.offset_no)
qualify
    row_number() over (
        partition by reports_judged.entry_id
        order by answered.epoch, answered.offset_no
    ) = 1;

-- name: reports_placed
-- One row per report that counts: which one of its center on its item it is.
-- `place` 1 is the first report; what supplements one has its place. `version` counts
-- those of one place. A center numbers its own of a year, in the order of the log.
-- uses: reports_judged
with roots as (
    select
        entry_id,
        row_number() over (
            partition by kind, item_id, acting_center
            order by epoch, offset_no
        ) as place,
        is_final,
    from reports_judged
    where
        refusal is null
        and supplements is null
)

select
    reports_judged.* exclude (is_final),
    roots.entry_id as root_id,
    roots.place,
    roots.is_final,
    row_number() over (
        partition by roots.entry_id
        order by reports_judged.epoch, reports_judged.offset_no
    ) as version,
    year(day_of_us(epoch_us(record_at))) as year,
    row_number() over (
        partition by acting_center, year(day_of_us(epoch_us(record_at)))
        order by reports_judged.epoch, reports_judged.offset_no
    ) as number,
from reports_judged
inner join roots
    on coalesce(reports_judged.supplements, reports_judged.entry_id) = roots.entry_id
where reports_judged.refusal is null;

-- name: reports_told
-- One row per report that counts, with all that it says, and its answer.
-- uses: reports_placed, report_answers
select
    reports_placed.* exclude (details, kind, item_id, entry, supplements),
    reports_placed.kind,
    reports_placed.item_id,
    reports_placed.supplements,
    case_number_of(reports_placed.kind, reports_placed.item_id) as case_number,
    details ->> '$.person' as person,
    (details ->> '$.division_code')::bigint as division_code,
    details ->> '$.severity' as severity,
    details ->> '$.category' as category,
    (details ->> '$.happened_at')::timestamptz as happened_at,
    details ->> '$.place' as told_place,
    details ->> '$.what' as what,
    (details ->> '$.involved')::bigint as involved,
    (details ->> '$.injured')::bigint as injured,
    (details ->> '$.dead')::bigint as dead,
    details ->> '$.measures' as measures,
    details ->> '$.needed' as needed,
    details ->> '$.reason' as reason,
    details ->> '$.passes_on' as passes_on,
    (details ->> '$.as_of')::timestamptz as as_of,
    answered_at,
    answer,
    answered_by,
    answer_text,
from reports_placed
left join report_answers using (entry_id);

-- name: report_owners
-- One row per case that is to be reported: whose it is, since when it is known.
-- Known within 30 days, and open or closed within a week. What no move has touched
-- belongs to the center of its division. One that became grave later is known as such
-- since the first message that told of its severity or a graver one.
-- uses: items, read_events
with grave as (
    select
        items.kind,
        items.item_id,
        items.division_code,
        items.category,
        items.severity,
        case
            when items.owner_center <> 0 then items.owner_center
            else centers.center_code
        end as acting_center,
        coalesce(items.confirmed_at, items.received_at) as known_at,
        statuses.is_open,
        first_minutes,
    from items
    inner join report_deadlines using (kind, severity)
    inner join statuses using (status)
    left join centers using (division_code)
    where
        items.is_case
        and not items.is_device_health
        and items.version is not null
        and items.status <> 'merged'
        and coalesce(items.confirmed_at, items.received_at)
        >= report_deadlines.valid_from
        and coalesce(items.confirmed_at, items.received_at)
        >= $now_at::timestamptz - interval 30 days
        and (
            statuses.is_open
            or items.closed_at >= $now_at::timestamptz - interval 7 days
        )
),

told as (
    select
        grave.kind,
        grave.item_id,
        min(read_events.record_at) as grave_at,
    from read_events
    inner join grave using (kind, item_id)
    where
        read_events.record_at >= $now_at::timestamptz - interval 30 days
        and read_events.severity <= grave.severity
    group by grave.kind, grave.item_id
)

select
    grave.* exclude (known_at),
    greatest(grave.known_at, told.grave_at) as known_at,
from grave
left join told using (kind, item_id);

-- name: report_chains
-- One row per case and center that reports on it, or owes a first report.
-- Who owns a case owes it, unless a center above told of it first. Late is what came,
-- or has not come, after it was due: of several centers the first to report is judged.
-- The state is of `$now_at`.
-- uses: reports_told, report_owners, owners_above
with sent as (
    select
        kind,
        item_id,
        acting_center,
        min(record_at) as first_at,
        max(place) as reports,
        arg_max(reports_told, row(place, version)) as newest,
    from reports_told
    group by
        kind,
        item_id,
        acting_center
),

reporting as (
    select
        sent.*,
        newest['to_center'] as to_center,
        coalesce(report_owners.division_code, newest['division_code'])
            as division_code,
        coalesce(report_owners.severity, newest['severity']) as severity,
        coalesce(report_owners.category, newest['category']) as category,
        coalesce(report_owners.is_open, true) as is_open,
        report_owners.known_at,
        case
            when sent.first_at = min(sent.first_at) over (partition by kind, item_id)
                then report_owners.known_at + to_minutes(report_owners.first_minutes)
        end as first_due_at,
    from sent
    left join report_owners using (kind, item_id)
),

owing as (
    select
        report_owners.* exclude (first_minutes),
        owners_above.stand_above[1] as to_center,
        report_owners.known_at + to_minutes(report_owners.first_minutes)
            as first_due_at,
        0 as reports,
    from report_owners
    inner join owners_above
        on report_owners.acting_center = owners_above.owner_center
    where
        owners_above.stand_above[1] is not null
        and not exists (
            select sent.item_id, from sent
            where
                sent.kind = report_owners.kind
                and sent.item_id = report_owners.item_id
                and (
                    sent.acting_center = report_owners.acting_center
                    or list_contains(owners_above.stand_above, sent.acting_center)
                )
        )
),

joined as (
    select *,
    from reporting
    union all by name
    select *,
    from owing
),

dated as (
    select
        joined.* exclude (newest),
        newest['entry_id'] as entry_id,
        newest['root_id'] as root_id,
        newest['place'] as place,
        newest['is_final'] as is_final,
        newest['record_at'] as sent_at,
        newest['answer'] as answer,
        newest['answered_at'] as answered_at,
        case
            when newest is not null and newest['answer'] is null
                then newest['record_at'] + to_minutes(sign_minutes)
        end as sign_due_at,
        case
            when newest['answer'] = 'signed' and not newest['is_final']
                then newest['record_at'] + to_minutes(follow_up_minutes)
        end as follow_up_due_at,
    from joined
    left join report_deadlines using (kind, severity)
)

select
    *,
    case_number_of(kind, item_id) as case_number,
    case
        when entry_id is null and not is_open then 'missed'
        when entry_id is null then 'to_report'
        when answer is null then 'to_sign'
        when answer = 'sent_back' then 'to_supplement'
        when is_final then 'finished'
        else 'to_follow_up'
    end as state,
    case
        when entry_id is null then first_due_at
        when answer is null then sign_due_at
        else follow_up_due_at
    end as due_at,
    coalesce(coalesce(first_at, $now_at::timestamptz) > first_due_at, false)
        as is_first_late,
    coalesce(due_at < $now_at::timestamptz, false) as is_late,
from dated;

-- name: reports_waiting
-- One row per case for which a center owes a report, a supplement or a signature.
-- The one below writes, the one above signs.
-- uses: report_chains
select
    acting_center as center_code,
    *,
from report_chains
where state in ('to_report', 'to_follow_up', 'to_supplement')
union all by name
select
    to_center as center_code,
    *,
from report_chains
where state = 'to_sign';
