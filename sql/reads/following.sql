-- name: item_followed
-- One row where an owner follows an item: since when, and when it was last opened.
-- uses: follows, opened_by_owner
select
    follows.followed_at,
    opened_by_owner.opened_at,
from follows
left join opened_by_owner using (kind, item_id)
where
    follows.owner = $owner::varchar
    and follows.kind = $kind::varchar
    and follows.item_id = $id::varchar;

-- name: own_reminders
-- One row per reminder of an owner that is not ended, the first due first.
-- An item of '' is any; what its item is and whose stands beside it.
-- uses: reminders, items
with own as (
    select
        reminder,
        kind,
        item_id,
        note,
        made_at,
        due_at,
        count(*) over () as total,
    from reminders
    where
        owner = $owner::varchar
        and $kind::varchar in ('', kind)
        and $id::varchar in ('', item_id)
    order by due_at asc, reminder asc
    limit $row_limit::integer
)

select
    own.*,
    case_number_of(own.kind, own.item_id) as case_number,
    items.category,
    coalesce(items.severity, '') as severity,
    items.status,
    coalesce(items.division_code, items.named_division) as division_code,
    coalesce(items.owner_center, 0) as owner_center,
    items.lead_agency,
    coalesce(items.handovers, []) as handovers,
    coalesce(items.tasks, []) as tasks,
from own
left join items using (kind, item_id)
order by own.due_at asc, own.reminder asc;

-- name: reminders_due
-- One row per reminder of anybody that is due by a moment, the first due first.
-- uses: reminders
select
    owner,
    reminder,
    kind,
    item_id,
    note,
    due_at,
    case_number_of(kind, item_id) as case_number,
from reminders
where due_at <= $until_at::timestamptz
order by due_at asc, reminder asc;

-- name: followed_items
-- One row per item that an owner follows, with what came last and what limits it.
-- What lasts longer than 30 days after its end is left out, unless it was followed
-- later; `total` says how many there are. What is newest comes first.
-- uses: follows, opened_by_owner, items, timed_items, read_moves, read_events
with own as (
    select
        kind,
        item_id,
        followed_at,
    from follows
    where owner = $owner::varchar
),

moves as (
    select
        kind,
        item_id,
        move as last_move,
        record_at as moved_at,
        acting_center as moved_center,
        acting_agency as moved_agency,
        acting_role as moved_role,
        actor as moved_by,
    from read_moves
    semi join own using (kind, item_id)
    where verdict = 'accepted'
    qualify
        row_number() over (
            partition by kind, item_id
            order by epoch desc, offset_no desc
        ) = 1
),

facts as (
    select
        kind,
        item_id,
        max(version) as version,
        arg_min(record_at, -version) as told_at,
        count(distinct version) as versions,
    from read_events
    semi join own using (kind, item_id)
    group by
        kind,
        item_id
),

clocks as (
    select
        kind,
        item_id,
        least(close_at, sign_at, assign_at) as due_at,
        greatest(close_level, sign_level, assign_level) as late_level,
    from timed_items
    semi join own using (kind, item_id)
),

known as (
    select *,
    from items
    semi join own using (kind, item_id)
)

select
    own.kind,
    own.item_id,
    own.followed_at,
    case_number_of(own.kind, own.item_id) as case_number,
    opened_by_owner.opened_at,
    known.category,
    coalesce(known.severity, '') as severity,
    known.title,
    known.status,
    statuses.is_open,
    known.closed_at,
    known.merged_kind,
    known.merged_id,
    case_number_of(known.merged_kind, known.merged_id) as merged_number,
    coalesce(known.division_code, known.named_division) as division_code,
    coalesce(known.owner_center, 0) as owner_center,
    known.lead_agency,
    coalesce(known.handovers, []) as handovers,
    coalesce(known.tasks, []) as tasks,
    moves.* exclude (kind, item_id),
    case when facts.versions > 1 then facts.version end as version,
    case when facts.versions > 1 then facts.told_at end as told_at,
    clocks.due_at,
    clocks.late_level,
    count(*) over () as total,
from own
left join opened_by_owner using (kind, item_id)
left join known using (kind, item_id)
left join statuses on known.status = statuses.status
left join moves using (kind, item_id)
left join facts using (kind, item_id)
left join clocks using (kind, item_id)
where
    coalesce(statuses.is_open, true)
    or greatest(
        coalesce(known.closed_at, known.last_move_at), own.followed_at
    ) >= $now_at::timestamptz - interval 30 days
order by
    greatest(moves.moved_at, told_at, own.followed_at) desc,
    own.kind asc,
    own.item_id asc
limit $row_limit::integer;

-- name: handover_reminders
-- One row per reminder of a center's seats that is due by a moment, or was.
-- Those of persons and of agencies are theirs alone. At most so many out of `total`.
-- uses: reminders
select
    reminder,
    kind,
    item_id,
    case_number_of(kind, item_id) as case_number,
    acting_role,
    note,
    due_at,
    count(*) over () as total,
from reminders
where
    is_of_seat
    and acting_center = $center_code::bigint
    and agency = ''
    and due_at < $until_at::timestamptz
order by due_at asc, reminder asc
limit $row_limit::integer;
