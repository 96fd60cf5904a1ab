-- The tables of a store of schema 7 that hold what nothing else could bring back, as its
-- program made them; of those that are counted from them a column stands for all.

create table store_meta (
    name varchar,
    value varchar
);

create table epochs (
    epoch integer,
    topic varchar,
    topic_id varchar,
    cluster_id varchar,
    timestamp_type varchar,
    first_seen_at timestamptz
);

create table offsets (
    epoch integer,
    topic varchar,
    partition_no integer,
    next_offset bigint,
    last_record_at timestamptz
);

create table holes (
    epoch integer,
    topic varchar,
    partition_no integer,
    first_offset bigint,
    until_offset bigint
);

create table batches (
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

create table alarms (
    raised_at timestamptz,
    alarm varchar,
    detail varchar
);

create table event_log (
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
    extra varchar
);

create table move_log (
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

create table desk_log (
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

create table skips (
    topic varchar,
    partition_no integer,
    offset_no bigint,
    actor varchar,
    asked_at timestamptz
);

create table desk_results (
    entry_id varchar,
    result varchar,
    detail varchar,
    written_at timestamptz
);

create table rejects (
    batch_no bigint,
    epoch integer,
    topic varchar,
    partition_no integer,
    offset_no bigint,
    record_at timestamptz,
    reason varchar,
    detail varchar,
    payload varchar
);

create table items_open (kind varchar);

create table items_finished (kind varchar);

create table openings (kind varchar);

create table rollup_changes (kind varchar);

create table rollups (kind varchar);

create table rollup_deltas (kind varchar);
