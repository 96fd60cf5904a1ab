-- name: create_items_open
-- One row per open item: its facts, its handling, its deadlines.
-- Facts are null while only moves have come; what is only read of a single item stays
-- in the event log. `kept_until` says until when details were kept that were deleted
-- since; null while they stand. Deadlines follow the store's profile; the hub's index finds an item
-- by `row_no`. Ids, and what few items have, are kept as they are: fetching a few rows
-- would decompress a segment for each.
create table if not exists items_open (
    kind varchar,
    item_id varchar using compression uncompressed,
    case_number varchar using compression uncompressed,
    version bigint,
    content_hash bigint,
    received_at timestamptz,
    division_code bigint,
    town_code bigint,
    occurred_at timestamptz,
    category varchar,
    severity varchar,
    scale varchar,
    spread varchar,
    title varchar,
    longitude double,
    latitude double,
    source varchar,
    source_ref varchar using compression uncompressed,
    channel varchar,
    tags varchar[],
    campaign varchar using compression uncompressed,
    is_device_health boolean,
    details varchar,
    kept_until timestamptz,
    -- columns: handling
    expected_tier varchar,
    acknowledge_due_at timestamptz,
    assign_due_at timestamptz,
    sign_due_at timestamptz,
    close_due_at timestamptz,
    close_limit_s double,
    handover_dues timestamptz[],
    round_dues timestamptz[],
    task_dues timestamptz[],
    row_no bigint
);

-- name: create_items_finished
-- One row per item that is not open: same columns as items_open, in the same order.
-- Spelled out, as a copy of a table would not keep how its columns are compressed.
create table if not exists items_finished (
    kind varchar,
    item_id varchar using compression uncompressed,
    case_number varchar using compression uncompressed,
    version bigint,
    content_hash bigint,
    received_at timestamptz,
    division_code bigint,
    town_code bigint,
    occurred_at timestamptz,
    category varchar,
    severity varchar,
    scale varchar,
    spread varchar,
    title varchar,
    longitude double,
    latitude double,
    source varchar,
    source_ref varchar using compression uncompressed,
    channel varchar,
    tags varchar[],
    campaign varchar using compression uncompressed,
    is_device_health boolean,
    details varchar,
    kept_until timestamptz,
    -- columns: handling
    expected_tier varchar,
    acknowledge_due_at timestamptz,
    assign_due_at timestamptz,
    sign_due_at timestamptz,
    close_due_at timestamptz,
    close_limit_s double,
    handover_dues timestamptz[],
    round_dues timestamptz[],
    task_dues timestamptz[],
    row_no bigint
);
