-- name: stage_due_alerts
-- One row per alert of the next slice of those whose time is over: which go and stay.
-- In the order of their receipt, beyond `$after_at` and `$after_id`. What stays, a
-- person made a case, or linked or merged with something that is no alert without a
-- case, over however many alerts; all of it before its time was over: so every hub says
-- the same of it, also one that is built anew.
create or replace temp table due_alerts as
with recursive standing as (
    select
        kind,
        item_id,
        received_at,
        confirmed_at,
        first_move_at,
        rowid as row_id,
        true as is_open,
    from items_open
    where
        kind = $kind::varchar
        and kept_until is null
        and received_at >= $after_at::timestamptz
        and received_at < $until_at::timestamptz
    union all
    select
        kind,
        item_id,
        received_at,
        confirmed_at,
        first_move_at,
        rowid as row_id,
        false as is_open,
    from items_finished
    where
        kind = $kind::varchar
        and kept_until is null
        and received_at >= $after_at::timestamptz
        and received_at < $until_at::timestamptz
),

due as (
    select
        *,
        received_at + to_days($days::integer) as due_at,
    from standing
    where row(received_at, item_id) > row($after_at::timestamptz, $after_id::varchar)
    order by received_at, item_id
    limit $row_limit::integer
),

telling as (
    select
        move_id,
        move,
        kind,
        item_id,
        link_kind,
        link_id,
        move_ref,
        record_at,
    from move_log
    where
        verdict = 'accepted'
        and move in ('link', 'merge', 'undo', 'confirm')
),

confirmed as (
    select
        kind,
        item_id,
        min(record_at) as confirmed_at,
    from telling
    where move = 'confirm'
    group by kind, item_id
),

undone as (
    select
        kind,
        item_id,
        move_ref as move_id,
        min(record_at) as undone_at,
    from telling
    where move = 'undo'
    group by all
),

told as (
    select
        telling.kind,
        telling.item_id,
        telling.link_kind,
        telling.link_id,
        telling.record_at,
        coalesce(undone.undone_at, 'infinity'::timestamptz) as undone_at,
    from telling
    left join undone using (kind, item_id, move_id)
    where
        telling.move in ('link', 'merge')
        and telling.link_id is not null
),

ties as (
    select
        kind,
        item_id,
        link_kind as other_kind,
        link_id as other_id,
        record_at,
        undone_at,
    from told
    union all
    select
        link_kind as kind,
        link_id as item_id,
        kind as other_kind,
        item_id as other_id,
        record_at,
        undone_at,
    from told
),

reached as (
    select
        due.item_id,
        due.due_at,
        ties.other_kind,
        ties.other_id,
    from due
    inner join ties using (kind, item_id)
    where
        ties.record_at < due.due_at
        and ties.undone_at >= due.due_at
    union
    select
        reached.item_id,
        reached.due_at,
        ties.other_kind,
        ties.other_id,
    from reached
    inner join ties
        on
            reached.other_kind = ties.kind
            and reached.other_id = ties.item_id
    where
        reached.other_kind = $kind::varchar
        and ties.record_at < reached.due_at
        and ties.undone_at >= reached.due_at
),

of_cases as (
    select distinct reached.item_id,
    from reached
    left join confirmed
        on
            reached.other_kind = confirmed.kind
            and reached.other_id = confirmed.item_id
    where
        reached.other_kind <> $kind::varchar
        or confirmed.confirmed_at < reached.due_at
)

select
    due.*,
    of_cases.item_id is null
    and coalesce(due.confirmed_at >= due.due_at, true) as goes,
from due
left join of_cases using (item_id);

-- name: due_alerts
-- One row: what the slice holds, how many of it go, and where the next one begins.
select
    count(*) as judged,
    count(*) filter (where goes) as items,
    max(received_at) as after_at,
    arg_max(item_id, row(received_at, item_id)) as after_id,
    min(received_at) filter (where goes) as oldest_at,
    max(received_at) filter (where goes) as newest_at,
    min(first_move_at) filter (where goes) as first_move_at,
from due_alerts;

-- name: empty_events
-- One row: how many messages lost what they said of these alerts beside their counts.
-- What is kept, every count and every order is made of. Lists stand apart: a row whose
-- list changes is written anew as a whole.
-- uses: gone=gone_alerts
update event_log
set
    title = '',
    description = null,
    longitude = null,
    latitude = null,
    source_ref = '',
    party_hash = null,
    details = '{}',
    extra = null,
    kept_until = gone.due_at
from gone
where
    event_log.kind = gone.kind
    and event_log.item_id = gone.item_id
    and event_log.record_at >= $oldest_at::timestamptz;

-- name: empty_event_tags
-- Takes the tags off them; what has none is left as it is.
-- uses: gone=gone_alerts
update event_log
set tags = []
from gone
where
    event_log.kind = gone.kind
    and event_log.item_id = gone.item_id
    and event_log.record_at >= $oldest_at::timestamptz
    and len(event_log.tags) > 0;

-- name: empty_open_items
-- Takes out of open items what is taken out of their messages.
-- uses: gone=gone_alerts
update items_open
set
    title = '',
    longitude = null,
    latitude = null,
    source_ref = '',
    channel = null,
    details = '{}',
    kept_until = gone.due_at
from gone
where
    items_open.rowid = gone.row_id
    and gone.is_open;

-- name: empty_open_tags
-- Takes the tags off them; what has none is left as it is.
-- uses: gone=gone_alerts
update items_open
set tags = []
from gone
where
    items_open.rowid = gone.row_id
    and gone.is_open
    and len(items_open.tags) > 0;

-- name: empty_finished_items
-- Takes out of finished items what is taken out of their messages.
-- uses: gone=gone_alerts
update items_finished
set
    title = '',
    longitude = null,
    latitude = null,
    source_ref = '',
    channel = null,
    details = '{}',
    kept_until = gone.due_at
from gone
where
    items_finished.rowid = gone.row_id
    and not gone.is_open;

-- name: empty_finished_tags
-- Takes the tags off them; what has none is left as it is.
-- uses: gone=gone_alerts
update items_finished
set tags = []
from gone
where
    items_finished.rowid = gone.row_id
    and not gone.is_open
    and len(items_finished.tags) > 0;

-- name: empty_notes
-- One row: how many moves lost the words that somebody wrote.
-- A mark takes their place: a move that had to say why has said it. What was written
-- since a person made a case of it is the case's.
-- uses: gone=gone_alerts
update move_log
set
    note = case when note <> '' then '—' else note end,
    objective = case when objective <> '' then '—' else objective end
from gone
where
    move_log.kind = gone.kind
    and move_log.item_id = gone.item_id
    and move_log.record_at >= $first_move_at::timestamptz
    and move_log.record_at < coalesce(gone.confirmed_at, 'infinity'::timestamptz)
    and (move_log.note <> '' or move_log.objective <> '');

-- name: stage_due_rejects
-- One row per refused message of the next slice of those whose time is over.
create or replace temp table due_rejects as
select
    rowid as row_id,
    record_at,
from rejects
where
    kept_until is null
    and record_at < $until_at::timestamptz
order by record_at
limit $row_limit::integer;

-- name: due_rejects
-- One row: what the slice holds.
select
    count(*) as messages,
    min(record_at) as oldest_at,
    max(record_at) as newest_at,
from due_rejects;

-- name: empty_rejects
-- Takes out what was shown of them; where they stand in Kafka and why stays.
update rejects
set
    payload = '',
    kept_until = due_rejects.record_at + to_days($days::integer)
from due_rejects
where rejects.rowid = due_rejects.row_id;

-- name: put_deletion
-- One row per transaction that deleted something: what, by which rule, and how much.
insert into deletions by name
select
    $deleted_at::timestamptz as deleted_at,
    $record::varchar as record,
    $most_days::integer as most_days,
    (
        select value,
        from store_meta
        where name = 'edition'
    ) as edition,
    $items::bigint as items,
    $messages::bigint as messages,
    $notes::bigint as notes,
    $oldest_at::timestamptz as oldest_at,
    $newest_at::timestamptz as newest_at,;

-- name: deleted_present
-- One row: how many items that the batch touches were emptied before.
select count(*) as items,
from present_items
where kept_until is not null;

-- name: emptied_events
-- One row per event message of the batch; of an item that was emptied without details.
with gone as (
    select
        kind,
        item_id,
        kept_until,
    from present_items
    where kept_until is not null
)

select
    new_events.* replace (
        case when gone.item_id is null then title else '' end as title,
        case when gone.item_id is null then description end as description,
        case when gone.item_id is null then longitude end as longitude,
        case when gone.item_id is null then latitude end as latitude,
        case when gone.item_id is null then source_ref else '' end as source_ref,
        case when gone.item_id is null then party_hash end as party_hash,
        case when gone.item_id is null then tags else [] end as tags,
        case when gone.item_id is null then details else '{}' end as details,
        case when gone.item_id is null then extra end as extra
    ),
    gone.kept_until,
from new_events
left join gone using (kind, item_id)
order by new_events.message_no;

-- name: emptied_moves
-- One row per move of the batch; of an item that was emptied without its words.
-- What was written since a person made a case of it is the case's.
with gone as (
    select
        present_items.kind,
        present_items.item_id,
        coalesce(
            new_handling.confirmed_at,
            present_items.confirmed_at,
            'infinity'::timestamptz
        ) as confirmed_at,
    from present_items
    left join new_handling using (kind, item_id)
    where present_items.kept_until is not null
)

select
    new_moves.* replace (
        case
            when gone.item_id is not null and note <> '' then '—'
            else note
        end as note,
        case
            when gone.item_id is not null and objective <> '' then '—'
            else objective
        end as objective
    ),
from new_moves
left join gone
    on
        new_moves.kind = gone.kind
        and new_moves.item_id = gone.item_id
        and new_moves.record_at < gone.confirmed_at
order by new_moves.epoch, new_moves.partition_no, new_moves.offset_no;

-- name: emptied_counts
-- One row per kind of emptied items of the batch: what came of them without details.
with gone as (
    select
        present_items.kind,
        present_items.item_id,
        present_items.received_at,
        coalesce(new_handling.confirmed_at, present_items.confirmed_at)
            as confirmed_at,
    from present_items
    left join new_handling using (kind, item_id)
    where present_items.kept_until is not null
),

came as (
    select
        gone.kind,
        gone.received_at,
        1 as messages,
        0 as notes,
    from new_events
    inner join gone using (kind, item_id)
    union all
    select
        gone.kind,
        gone.received_at,
        0 as messages,
        1 as notes,
    from new_moves
    inner join gone using (kind, item_id)
    where
        new_moves.record_at < coalesce(gone.confirmed_at, 'infinity'::timestamptz)
        and (new_moves.note <> '' or new_moves.objective <> '')
)

select
    came.kind,
    retention.record,
    retention.most_days,
    sum(came.messages)::bigint as messages,
    sum(came.notes)::bigint as notes,
    min(came.received_at) as oldest_at,
    max(came.received_at) as newest_at,
from came
inner join retention using (kind)
group by all;
