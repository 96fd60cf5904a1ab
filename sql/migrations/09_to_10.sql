-- What is past its retention is deleted in place, and each deletion is written down.

-- name: add_kept_until_to_events
-- Until when details were kept that were deleted since: none were so far.
alter table event_log add column kept_until timestamptz;

-- name: add_kept_until_to_rejects
-- Until when a payload was kept that was deleted since: none was so far.
alter table rejects add column kept_until timestamptz;

-- name: add_deletions
-- One row per transaction that deleted what is past its retention: what and how much.
create table deletions (
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
