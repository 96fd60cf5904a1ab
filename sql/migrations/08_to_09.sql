-- Each desk entry gets the link of a chain, which is made once the steps are done.

-- name: add_desk_links
-- One row per row of `desk_log`, in its order: the link of the chain that proves it.
create table desk_links (
    position_no bigint,
    link varchar,
    epoch integer,
    partition_no integer,
    offset_no bigint
);
