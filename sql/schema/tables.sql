-- name: create_store_meta
-- One row per fact about this store: whether it holds synthetic or real records.
create table if not exists store_meta (name varchar, value varchar);

-- name: mark_schema
-- One row in a new store: the schema by which its tables are made.
insert into store_meta by name
select
    'schema' as name,
    $schema::varchar as value,
where not exists (select name, from store_meta);

-- name: kept_schema
-- One row: the schema by which the tables of this store were made, if it says.
select value, from store_meta
where name = 'schema';

-- name: kept_lists
-- One row: what the lists of this store were loaded by, if any were.
select value,
from store_meta
where name = 'lists';

-- name: create_epochs
-- One row per topic id ever seen: a recreated topic never collides with old rows.
create table if not exists epochs (
    epoch integer,
    topic varchar,
    topic_id varchar,
    cluster_id varchar,
    timestamp_type varchar,
    first_seen_at timestamptz
);

-- name: create_offsets
-- One row per epoch, topic and partition: the next offset to read.
create table if not exists offsets (
    epoch integer,
    topic varchar,
    partition_no integer,
    next_offset bigint,
    last_record_at timestamptz
);

-- name: create_holes
-- One row per stretch of offsets that Kafka dropped before they were read.
create table if not exists holes (
    epoch integer,
    topic varchar,
    partition_no integer,
    first_offset bigint,
    until_offset bigint
);

-- name: create_batches
-- One row per transaction of the hub.
create table if not exists batches (
    batch_no bigint,
    written_at timestamptz,
    events integer,
    moves integer,
    desk_entries integer,
    rejects integer,
    future_records integer,
    entered_afterwards integer,
    fold_ms double
);

-- name: create_alarms
-- One row per thing that the hub noticed and a person should know.
create table if not exists alarms (
    raised_at timestamptz,
    alarm varchar,
    detail varchar
);

-- name: create_event_log
-- One row per accepted event message, in arrival order.
-- `kept_until` says until when details were kept that were deleted since.
create table if not exists event_log (
    batch_no bigint,
    epoch integer,
    topic varchar,
    partition_no integer,
    offset_no bigint,
    record_at timestamptz,
    kind varchar,
    item_id varchar,
    version bigint,
    content_hash bigint,
    division_code bigint,
    town_code bigint,
    occurred_at timestamptz,
    reported_at timestamptz,
    category varchar,
    severity varchar,
    scale varchar,
    spread varchar,
    title varchar,
    description varchar,
    longitude double,
    latitude double,
    source varchar,
    source_ref varchar,
    tags varchar[],
    campaign varchar,
    party_hash varchar,
    is_synthetic boolean,
    is_device_health boolean,
    details varchar,
    extra varchar,
    kept_until timestamptz
);

-- name: create_move_log
-- One row per move message, in the order of its partition, with its verdict.
-- `handling` is what it left behind as JSON, without what is as in `openings`; null
-- when it changed nothing.
create table if not exists move_log (
    batch_no bigint,
    epoch integer,
    topic varchar,
    partition_no integer,
    offset_no bigint,
    record_at timestamptz,
    move_id varchar,
    kind varchar,
    item_id varchar,
    move varchar,
    division_code bigint,
    acting_center bigint,
    acting_agency varchar,
    acting_role varchar,
    actor varchar,
    moved_at timestamptz,
    after_move varchar,
    note varchar,
    to_center bigint,
    to_agency varchar,
    to_site varchar,
    task_id varchar,
    objective varchar,
    link_kind varchar,
    link_id varchar,
    due_at timestamptz,
    outcome varchar,
    satisfaction varchar,
    grade varchar,
    number varchar,
    move_ref varchar,
    is_synthetic boolean,
    is_entered_afterwards boolean,
    verdict varchar,
    refusal varchar,
    refusal_details varchar,
    status_before varchar,
    status_after varchar,
    handling varchar
);

-- name: create_desk_log
-- One row per desk message, in the order of its partition.
-- `details` is what only this entry says, as JSON.
create table if not exists desk_log (
    batch_no bigint,
    epoch integer,
    topic varchar,
    partition_no integer,
    offset_no bigint,
    record_at timestamptz,
    entry_id varchar,
    entry varchar,
    actor varchar,
    acting_role varchar,
    acting_center bigint,
    entered_at timestamptz,
    is_synthetic boolean,
    details varchar
);

-- name: create_desk_links
-- One row per row of `desk_log`, in its order: the link of the chain that proves it.
create table if not exists desk_links (
    position_no bigint,
    link varchar,
    epoch integer,
    partition_no integer,
    offset_no bigint
);

-- name: create_skips
-- One row per unreadable place that a stopped hub was told to leave out.
create table if not exists skips (
    topic varchar,
    partition_no integer,
    offset_no bigint,
    actor varchar,
    asked_at timestamptz
);

-- name: create_desk_results
-- One row per desk entry that something was done for: what came of it.
create table if not exists desk_results (
    entry_id varchar,
    result varchar,
    detail varchar,
    written_at timestamptz
);

-- name: create_rejects
-- One row per message that was not accepted; the payload is masked.
-- `kept_until` says until when a payload was kept that was deleted since.
create table if not exists rejects (
    batch_no bigint,
    epoch integer,
    topic varchar,
    partition_no integer,
    offset_no bigint,
    record_at timestamptz,
    reason varchar,
    detail varchar,
    payload varchar,
    kept_until timestamptz
);

-- name: create_deletions
-- One row per transaction that deleted what is past its retention: what and how much.
-- `messages` are rows of the logs that lost their details, `notes` moves that lost
-- their words; `items` is 0 where they came after their item's were deleted.
create table if not exists deletions (
    deleted_at timestamptz,
    record varchar,
    most_days integer,
    edition varchar,
    items bigint,
    messages bigint,
    notes bigint,
    oldest_at timestamptz,
    newest_at timestamptz
);

-- name: create_openings
-- One row per kind: the handling of an item that no move has touched.
create table if not exists openings as
select
    kind,
    item_id,
    -- names: handling
from items_open
where false;

-- name: create_rollup_changes
-- One row per item as it was (sign -1) or is (sign 1), until it is made into deltas.
-- What is counted of it, and nothing else: a row is written with every change.
create table if not exists rollup_changes as
select
    1::integer as sign,
    kind,
    -- names: counted
from items_open
where false;

-- name: create_is_measure
-- Whether a column of cells says how much: the others say of what.
-- Those of what cells are made of are known as well.
create or replace macro is_measure(name) as
name not in (
    'sign',
    'item',
    'due_at',
    'started_at',
    'ended_at',
    'town_code',
    'grain',
    'axis',
    'business_day',
    'division_code',
    'kind',
    'category',
    'severity',
    'status',
    'is_device_health',
    'bucket',
    'expected_tier',
    'resolved_tier'
);

-- name: create_measure_of
-- What a row of measured items has of a measure by its name; nothing of an unknown one.
create or replace macro measure_of(name, measured) as
case name
    when 'items' then measured['items']
    when 'cases' then measured['cases']
    when 'signals' then measured['signals']
    when 'closed' then measured['closed']
    when 'closed_or_overdue' then measured['closed_or_overdue']
    when 'on_time' then measured['on_time']
    when 'assigned' then measured['assigned']
    when 'assigned_on_time' then measured['assigned_on_time']
    when 'assigned_or_overdue' then measured['assigned_or_overdue']
    when 'signed' then measured['signed']
    when 'signed_on_time' then measured['signed_on_time']
    when 'signed_or_overdue' then measured['signed_or_overdue']
    when 'fed_back' then measured['fed_back']
    when 'acknowledged' then measured['acknowledged']
    when 'confirmed' then measured['confirmed']
    when 'dismissed' then measured['dismissed']
    when 'judged' then measured['judged']
    when 'disposed' then measured['disposed']
    when 'returned' then measured['returned']
    when 'reopened' then measured['reopened']
    when 'settled' then measured['settled']
    when 'settled_first_time' then measured['settled_first_time']
    when 'joint' then measured['joint']
    when 'visited' then measured['visited']
    when 'satisfied' then measured['satisfied']
    when 'supervised' then measured['supervised']
    when 'responded' then measured['responded']
    when 'response_s' then measured['response_s']
end;

-- name: create_day_of_us
-- The day in Shanghai of a moment in microseconds.
create or replace macro day_of_us(moment_us) as
date '1970-01-01' + ((moment_us + 28800000000) // 86400000000)::integer;

-- name: create_seconds_between
-- How many seconds later one moment is than another, with their fractions.
-- A difference of moments asks the calendar, which takes fifty times as long.
create or replace macro seconds_between(earlier, later) as
(epoch_us(later) - epoch_us(earlier)) / 1000000;

-- name: create_steps_until
-- In which step after a beginning a moment lies; a step holds its own end.
create or replace macro steps_until(from_at, moment, step_s) as
greatest(
    0,
    (epoch_us(moment) - epoch_us(from_at) + step_s * 1000000 - 1)
    // (step_s * 1000000)
);

-- name: create_warning_bound
-- What a count stays below, so many standard errors above its mean (below it: minus).
-- Counts are skewed, their 2/3 powers hardly: Farrington, Andrews, Beale, Catchpole,
-- A statistical algorithm for the early detection of outbreaks of infectious disease,
-- J. R. Statist. Soc. A 159 (1996) 547-563, section 3.5.
create or replace macro warning_bound(z, mean, variance) as
mean * pow(greatest(0, 1 + z * sqrt(variance) * 2 / 3 / mean), 1.5);

-- name: create_warning_limit
-- From how many on a window is hot.
-- So many at least, more than the bound of so many standard errors, so many percent
-- above the usual.
create or replace macro warning_limit(fewest, z, above, usual, mean, variance) as
greatest(
    fewest,
    floor(warning_bound(z, mean, variance))::bigint + 1,
    ceil(usual * (100 + above) / 100)::bigint
);

-- name: create_crossed_by
-- A dimension of a statistical table where it is asked for, else null.
create or replace macro crossed_by(asked, dimension, code) as
case when contains(asked, dimension) then code end;

-- name: create_crossed_step
-- The day, or the first day of its week or month; null where no time is asked for.
create or replace macro crossed_step(step, business_day) as
case step
    when 'day' then business_day
    when 'week' then date_trunc('week', business_day)::date
    when 'month' then date_trunc('month', business_day)::date
end;

-- name: create_case_number_of
-- The readable number of an item, the same on every hub.
create or replace macro case_number_of(kind, item_id) as
regexp_replace(
    upper(md5(kind || ':' || item_id)), '^(....)(....)(....).*', '\1-\2-\3'
);

-- name: create_desk_of
-- The desk whose matter a case is: that of the first rule that fits.
-- Rules are given in their order; what one leaves open fits everything.
create or replace macro desk_of(rules, of_kind, of_category, of_channel, of_source) as
list_filter(
    rules,
    lambda rule: coalesce(rule['kind'], of_kind) = of_kind
    and coalesce(rule['category'], of_category, '') = coalesce(of_category, '')
    and coalesce(rule['channel'], of_channel, '') = coalesce(of_channel, '')
    and coalesce(rule['source'], of_source, '') = coalesce(of_source, '')
)[1]['desk'];

-- name: create_is_in_ranges
-- Whether a code lies in one of some half-open ranges.
create or replace macro is_in_ranges(code, ranges) as
len(
    list_filter(ranges, lambda one: code >= one[1] and code < one[2])
)
> 0;

-- name: create_is_of_agency
-- Whether an agency at a center has to do with an item.
-- It leads it or is asked to take it at its center, or has or had a task in it, of
-- whatever center.
create or replace macro is_of_agency(
    of_center, of_agency, owner_center, lead_agency, handovers, tasks
) as
coalesce(owner_center = of_center and lead_agency = of_agency, false)
or coalesce(
    handovers[-1]['ended_at'] is null
    and handovers[-1]['to_center'] = of_center
    and handovers[-1]['to_agency'] = of_agency,
    false
)
or coalesce(
    list_contains(list_transform(tasks, lambda task: task['agency']), of_agency),
    false
);

-- name: create_person_key
-- Who somebody is by his name, with whatever blanks and capitals it is written.
create or replace macro person_key(person) as
lower(regexp_replace(person, '[\s\x{3000}]+', '', 'g'));

-- name: create_longest_duty
-- How long somebody is on duty at most, and how long a shift is.
create or replace macro longest_duty() as interval 24 hours;

-- name: create_duty_grace
-- How long after the beginning of a shift a sign-on is still in time.
create or replace macro duty_grace() as interval 15 minutes;

-- name: create_roster_ahead
-- How far ahead of its coming a roster plans.
create or replace macro roster_ahead() as interval 31 days;

-- name: create_letter_pairs
-- The pairs of neighbouring letters of a text, each once.
-- What its words share with those of another, also where nothing parts the words.
create or replace macro letter_pairs(said) as
list_distinct(
    list_transform(
        range(1, greatest(length(said), 1)),
        lambda place: substr(said, place, 2)
    )
);

-- name: create_likeness
-- How alike two texts are by their pairs of letters, from 0 to 1.
-- Twice what both share by what each has. Registration and what may be the same matter
-- go by it.
create or replace macro likeness(pairs, other_pairs) as
coalesce(
    2 * len(list_intersect(pairs, other_pairs))
    / nullif(len(pairs) + len(other_pairs), 0),
    0
);

-- name: create_stopped_s
-- For how many seconds the clock of closing stands still in all of these pauses.
create or replace macro stopped_s(pauses) as
coalesce(
    list_sum(
        list_transform(
            pauses,
            lambda pause: epoch_us(pause['until_at']) - epoch_us(pause['from_at'])
        )
    )
    / 1000000,
    0
);

-- name: create_status_at
-- The status of an item as it counts at a moment.
-- What rests until then says so, and a signal that was shelved waits again.
create or replace macro status_at(status, pauses, shelved_until, moment) as
case
    when pauses[-1].until_at > moment then 'suspended'
    when shelved_until > moment then 'shelved'
    when shelved_until is not null then 'raised'
    else status
end;

-- name: create_status_of
-- The status of any item as it counts at a moment: what is finished rests no more.
create or replace macro status_of(
    status, is_open, pauses, shelved_until, moment
) as
case
    when is_open then status_at(status, pauses, shelved_until, moment)
    else status
end;

-- name: derive_center_seats
-- One row per center: the division and the town at which it counts as a receiver.
-- The center of a functional zone has no division; it counts where the one above does.
create or replace table center_seats as
with seats as (
    select
        centers.center_code,
        coalesce(centers.division_code, above.division_code) as division_code,
    from centers
    left join centers as above
        on centers.parent_center_code = above.center_code
)

select
    seats.center_code,
    seats.division_code,
    case divisions.tier
        when 'village' then seats.division_code // 1000 * 1000
        else seats.division_code
    end as town_code,
from seats
inner join divisions using (division_code);

-- name: derive_rollups
-- One row per cell: an axis and its business day, a grain and what it keeps apart.
-- `bucket` b holds cases handled in 2^(b/4) to 2^((b+1)/4) minutes.
-- uses: counted_items=waiting_counted, loose_cells=cells, added_cells
create table if not exists rollups as
select *,
from added_cells
where false;

-- name: derive_rollup_deltas
-- One row per change of a cell, until it is compacted into `rollups`.
create table if not exists rollup_deltas as
select *,
from rollups
where false;
