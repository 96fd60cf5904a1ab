-- name: load_favourable_codes
-- One row per outcome or answer that counts as a success of handling.
create or replace table favourable_codes as
select
    list,
    code,
    note,
from csv_rows;
