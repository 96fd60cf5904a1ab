-- name: divisions
-- One row per division, with its half-open range of codes.
select
    division_code,
    name,
    tier,
    parent_code,
    county_code,
    town_code,
    unit_type,
    longitude,
    latitude,
    low,
    high,
from divisions
order by division_code;

-- name: centers
-- One row per center.
select
    center_code,
    name,
    tier,
    division_code,
    parent_center_code,
from centers
order by center_code;

-- name: center_ranges
-- One row per half-open range of codes that a center sees.
select
    center_code,
    low,
    high,
from center_ranges
order by center_code, low;

-- name: categories
-- One row per kind and category.
select
    kind,
    category,
    name_zh,
    name_en,
    is_preventable,
    shown_at_seat,
from categories
order by kind, category;

-- name: severity_map
-- One row per kind and span of its own scale.
select
    kind,
    low,
    high,
    severity,
from severity_map
order by kind, low;

-- name: camera_alarms
-- One row per (method, type) or algorithm of GB/T 28181.
select
    alarm_method,
    alarm_type,
    algorithm,
    category,
    name_zh,
    name_en,
    is_device_health,
from camera_alarms
order by alarm_method, alarm_type, algorithm;

-- name: statuses
-- One row per status.
select
    status,
    opens_as,
    name_zh,
    name_en,
    is_open,
    sort,
    waits_for,
from statuses
order by sort;

-- name: moves
-- One row per move.
select
    move,
    name_zh,
    name_en,
    is_reason_required,
    requires,
    binding,
    default_minutes,
    most_minutes,
    undo_minutes,
    asked_from,
from moves
order by move;

-- name: transitions
-- One row per allowed step.
select
    opens_as,
    from_status,
    move,
    to_status,
    is_handling,
    valid_from,
from transitions
order by opens_as, from_status, move;

-- name: task_transitions
-- One row per allowed step of a joint task.
select
    from_state,
    move,
    to_state,
    valid_from,
from task_transitions
order by from_state, move;

-- name: permissions
-- One row per role, move and set of relations: who may.
select
    role,
    move,
    relations,
    tiers,
    valid_from,
from permissions
order by role, move, valid_from;

-- name: code_lists
-- One row per list and code.
select
    list,
    code,
    name_zh,
    name_en,
    valid_from,
from code_lists
order by list, code;

-- name: expected_tiers
-- One row per kind, severity, scale and spread: the tier that should settle it.
select
    kind,
    severity,
    scale,
    spread,
    tier,
from expected_tiers
order by kind, severity, scale, spread;

-- name: desks
-- One row per rule, the first that fits an item says its desk; what is null fits all.
select
    rule,
    kind,
    category,
    channel,
    source,
    desk,
from desks
order by rule;

-- name: deadline_limits
-- One row per kind, severity, scale, source, stage and span of validity (half-open).
select
    kind,
    severity,
    scale,
    source,
    stage,
    valid_from,
    valid_until,
    workdays,
    limit_s,
from deadline_limits
order by kind, severity, scale, source, stage, valid_from;

-- name: escalation
-- One row per stage and level: beyond which share of its limit an item reaches it.
select
    stage,
    escalation_level,
    overdue_share,
    tier_step,
    name_zh,
    name_en,
from escalation
order by stage, escalation_level;

-- name: workdays
-- One row per day of a half-open range: the workdays up to and with it.
select
    business_day,
    workday_no,
    is_workday,
    is_published,
from workdays
where
    business_day >= $from_day::date
    and business_day < $until_day::date
order by business_day;

-- name: calendar_known_until
-- One row: the last published day; workdays beyond it are taken as Monday to Friday.
select max(business_day) as known_until,
from workdays
where is_published;

-- name: agencies
-- One row per agency.
select
    agency_code,
    name_zh,
    name_en,
from agencies
order by agency_code;

-- name: campaigns
-- One row per campaign.
select
    campaign,
    name_zh,
    name_en,
from campaigns
order by campaign;

-- name: expected_silence
-- One row per kind, source and span of hours.
select
    kind,
    source,
    hour_from,
    hour_to,
    minutes,
from expected_silence
order by kind, source, hour_from;

-- name: populations
-- One row per town.
select
    division_code,
    population,
from populations
order by division_code;

-- name: sites
-- One row per site.
select
    site_code,
    name,
    site_type,
    functions,
    division_code,
    longitude,
    latitude,
from sites
order by site_code;

-- name: cameras
-- One row per camera, WGS-84.
select
    camera_id,
    division_code,
    longitude,
    latitude,
from cameras
order by camera_id;

-- name: cameras_counted
-- One row per division that has cameras: how many.
select
    division_code,
    count(*) as cameras,
from cameras
group by division_code
order by division_code;

-- name: retention_rules
-- One row per record: how many days it is kept, and whether it is deleted then.
select
    record,
    kind,
    least_days,
    most_days,
    is_deleted,
from retention
order by record;
