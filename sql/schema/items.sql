-- name: create_items_open
-- One row per open item: its facts, its handling, its deadlines.
-- Facts are null while only moves have come; what is only read of a single item stays
-- in the event log. Deadlines follow the store's profile; the hub's index finds an item
-- by `row_no`. An id is kept as it is: fetching a few rows would decompress a segment
-- for each.
create table if not exists items_open (
    kind varchar,
    item_id varchar using compression uncompressed,
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
    campaign varchar,
    is_device_health boolean,
    details varchar,
    status varchar,
    is_case boolean,
    is_confirmed boolean,
    owner_center bigint,
    lead_agency varchar,
    open_tasks varchar[],
    joint_count integer,
    supervision varchar,
    first_response_at timestamptz,
    acknowledged_at timestamptz,
    confirmed_at timestamptz,
    signed_at timestamptz,
    fed_back_at timestamptz,
    closed_at timestamptz,
    extended_to timestamptz,
    outcome varchar,
    satisfaction varchar,
    resolved_tier varchar,
    reopened_count integer,
    returned_count integer,
    has_recurred boolean,
    suspended_at timestamptz,
    suspended_s double,
    first_move_at timestamptz,
    last_move_at timestamptz,
    move_keys bigint[],
    expected_tier varchar,
    acknowledge_due_at timestamptz,
    sign_due_at timestamptz,
    close_due_at timestamptz,
    close_limit_s double,
    row_no bigint
);

-- name: create_items_finished
-- One row per item that is not open: same columns as items_open.
create table if not exists items_finished as
select *,
from items_open
where false;
