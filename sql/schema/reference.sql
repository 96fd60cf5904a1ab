-- name: load_divisions
-- One row per division, with its half-open range of codes and its ancestors.
create or replace table divisions as
with typed as (
    select
        name,
        tier,
        unit_type,
        position_quality,
        division_code::bigint as division_code,
        nullif(parent_code, '')::bigint as parent_code,
        longitude::double as longitude,
        latitude::double as latitude,
        case tier
            when 'city' then 100000000
            when 'county' then 1000000
            when 'town' then 1000
            else 1
        end as width,
    from csv_rows
)

select
    division_code,
    name,
    tier,
    parent_code,
    unit_type,
    longitude,
    latitude,
    position_quality,
    division_code as low,
    division_code + width as high,
    case when width <= 1000000 then division_code // 1000000 * 1000000 else 0 end
        as county_code,
    case when width <= 1000 then division_code // 1000 * 1000 else 0 end as town_code,
from typed
order by division_code;

-- name: load_centers
-- One row per center; a functional zone's center has no division code of its own.
create or replace table centers as
select
    name,
    tier,
    center_code::bigint as center_code,
    nullif(division_code, '')::bigint as division_code,
    nullif(parent_center_code, '')::bigint as parent_center_code,
from csv_rows;

-- name: load_center_ranges
-- One row per half-open range of division codes that a center sees.
create or replace table center_ranges as
select
    center_code::bigint as center_code,
    low::bigint as low,
    high::bigint as high,
from csv_rows;

-- name: load_categories
-- One row per kind and category.
create or replace table categories as
select
    kind,
    category,
    name_zh,
    name_en,
    is_preventable = '1' as is_preventable,
    shown_at_seat = '1' as shown_at_seat,
from csv_rows;

-- name: load_severity_map
-- One row per kind and span of its own scale.
create or replace table severity_map as
select
    kind,
    severity,
    low::integer as low,
    high::integer as high,
from csv_rows;

-- name: load_camera_alarms
-- One row per (method, type) or algorithm of GB/T 28181.
create or replace table camera_alarms as
select
    category,
    name_zh,
    name_en,
    method::integer as alarm_method,
    nullif(type, '')::integer as alarm_type,
    nullif(algorithm, '') as algorithm,
    is_device_health = '1' as is_device_health,
from csv_rows;

-- name: load_statuses
-- One row per status of an item; `waits_for` names the stage that comes next.
create or replace table statuses as
select
    status,
    opens_as,
    name_zh,
    name_en,
    is_open = '1' as is_open,
    sort::integer as sort,
    nullif(waits_for, '') as waits_for,
from csv_rows;

-- name: load_moves
-- One row per move that may stand on the handling topic.
create or replace table moves as
select
    move,
    name_zh,
    name_en,
    reason_required = '1' as is_reason_required,
    string_split(requires, ' ') as requires,
    nullif(binding, '') as binding,
    nullif(default_minutes, '')::integer as default_minutes,
    nullif(most_minutes, '')::integer as most_minutes,
    nullif(undo_minutes, '')::integer as undo_minutes,
    nullif(asked_from, '')::date as asked_from,
from csv_rows;

-- name: load_transitions
-- One row per allowed step of the process.
create or replace table transitions as
select
    opens_as,
    from_status,
    move,
    to_status,
    is_handling = '1' as is_handling,
    valid_from::date as valid_from,
from csv_rows;

-- name: load_task_transitions
-- One row per allowed step of a joint task.
create or replace table task_transitions as
select
    from_state,
    move,
    to_state,
    valid_from::date as valid_from,
from csv_rows;

-- name: load_permissions
-- One row per role, move and set of relations: who may.
-- Of the lines of one role and move those of the newest day that has come count.
create or replace table permissions as
select
    role,
    move,
    string_split(relations, ' ') as relations,
    string_split(tiers, ' ') as tiers,
    valid_from::date as valid_from,
from csv_rows;

-- name: load_code_lists
-- One row per list and code.
create or replace table code_lists as
select
    list,
    code,
    name_zh,
    name_en,
    source_note,
    valid_from::date as valid_from,
from csv_rows;

-- name: load_expected_tiers
-- One row per kind, severity, scale and spread: the tier that should settle it.
create or replace table expected_tiers as
select
    kind,
    severity,
    scale,
    spread,
    tier,
from csv_rows;

-- name: load_desks
-- One row per rule: of the rules that fit an item the first says its desk.
-- What is null fits all.
create or replace table desks as
select
    rule::integer as rule,
    nullif(kind, '') as kind,
    nullif(category, '') as category,
    nullif(channel, '') as channel,
    nullif(source, '') as source,
    desk,
from csv_rows;

-- name: load_todo_decisions
-- One row per reason that waits for who may decide it, and the move that does.
create or replace table todo_decisions as
select
    reason,
    move,
from csv_rows;

-- name: load_same_matter
-- One row per number of the rule by which two open items may be the same matter.
create or replace table same_matter as
select
    part,
    value::integer as value,
from csv_rows;

-- name: load_alert_lines
-- One row per severity or category of camera alerts that asks for a person on its own.
create or replace table alert_lines as
select
    nullif(severity, '') as severity,
    nullif(category, '') as category,
from csv_rows;

-- name: load_workdays
-- One row per day: how many workdays there were up to and with it.
-- Years beyond the last published one are taken as Monday to Friday.
create or replace table workdays as
with published as (
    select
        business_day::date as business_day,
        is_workday = '1' as is_workday,
    from csv_rows
),

last_published as (
    select date_trunc('year', max(business_day)) + interval 1 year as until_day,
    from published
),

days as (
    select unnest(
        generate_series(date '2015-01-01', date '2040-12-31', interval 1 day)
    )::date as business_day,
),

known as (
    select
        days.business_day,
        coalesce(published.is_workday, isodow(days.business_day) < 6) as is_workday,
        days.business_day < last_published.until_day as is_published,
    from days
    cross join last_published
    left join published
        on days.business_day = published.business_day
)

select
    business_day,
    (count(*) filter (where is_workday) over (order by business_day))::integer
        as workday_no,
    is_workday,
    is_published,
from known
order by business_day;

-- name: load_deadline_profiles
-- One row per profile, stage and rule: whom it fits (null fits all), what it allows.
create or replace table deadline_rules as
select
    profile,
    stage,
    rule::integer as rule,
    nullif(kind, '') as kind,
    nullif(severity, '') as severity,
    nullif(scale, '') as scale,
    nullif(source, '') as source,
    nullif(workdays, '')::integer as workdays,
    coalesce(
        nullif(days, '')::double * 86400,
        nullif(minutes, '')::double * 60
    ) as limit_s,
    valid_from::date as valid_from,
    source_note,
from csv_rows;

-- name: load_escalation
-- One row per stage and level: beyond which share of its limit an item reaches it.
create or replace table escalation as
select
    stage,
    level::integer as escalation_level,
    overdue_share::double as overdue_share,
    tier_step::integer as tier_step,
    name_zh,
    name_en,
from csv_rows
order by stage, overdue_share;

-- name: load_indicators
-- One row per indicator: what it means and which columns of which read it is made of.
create or replace table indicators as
select
    row_number() over ()::integer as sort,
    indicator,
    name_zh,
    name_en,
    formula_zh,
    formula_en,
    axis,
    statement,
    numerator,
    unit,
    better,
    note,
    nullif(denominator, '') as denominator,
    nullif(row_filter, '') as row_filter,
    nullif(minimum_n, '')::integer as minimum_n,
from csv_rows;

-- name: derive_deadline_limits
-- One row per kind, severity, scale, source, stage and span of validity.
-- Source '*' stands for every source that the code list does not name. Of the lines of
-- one rule the newest in force counts; of the rules that fit, the first.
create or replace table deadline_limits as
with rules as (
    select *,
    from deadline_rules
    where profile = $profile::varchar
),

starts as (
    select distinct
        stage,
        valid_from,
    from rules
),

spans as (
    select
        stage,
        valid_from,
        lead(valid_from, 1, date '9999-12-31') over (
            partition by stage
            order by valid_from
        ) as valid_until,
    from starts
),

in_force as (
    select
        spans.valid_from as span_from,
        spans.valid_until as span_until,
        rules.*,
    from spans
    inner join rules
        on
            spans.stage = rules.stage
            and spans.valid_from >= rules.valid_from
    qualify
        row_number() over (
            partition by spans.stage, spans.valid_from, rules.rule
            order by rules.valid_from desc
        ) = 1
),

severities as (
    select distinct
        kind,
        severity,
    from severity_map
),

scales as (
    select code as scale,
    from code_lists
    where list = 'scale'
),

sources as (
    select code as source,
    from code_lists
    where list = 'source'
    union all
    select '*' as source,
),

combinations as (
    select
        severities.kind,
        severities.severity,
        scales.scale,
        sources.source,
    from severities
    cross join scales
    cross join sources
)

select
    combinations.kind,
    combinations.severity,
    combinations.scale,
    combinations.source,
    in_force.stage,
    in_force.span_from as valid_from,
    in_force.span_until as valid_until,
    in_force.workdays,
    in_force.limit_s,
from combinations
inner join in_force
    on
        combinations.kind = coalesce(in_force.kind, combinations.kind)
        and combinations.severity = coalesce(in_force.severity, combinations.severity)
        and combinations.scale = coalesce(in_force.scale, combinations.scale)
        and combinations.source = coalesce(in_force.source, combinations.source)
qualify
    row_number() over (
        partition by
            combinations.kind,
            combinations.severity,
            combinations.scale,
            combinations.source,
            in_force.stage,
            in_force.span_from
        order by in_force.rule
    ) = 1;

-- name: derive_deadline_profile
-- One row in a new store: the profile by which its deadlines are kept.
insert into store_meta by name
select
    'deadline_profile' as name,
    $profile::varchar as value,
where
    not exists (
        select name,
        from store_meta
        where name = 'deadline_profile'
    );

-- name: derive_edition
-- No rows: takes out the edition by which the figures were made so far.
delete from store_meta
where name = 'edition';

-- name: derive_present_edition
-- One row: the edition by which the figures are made from now on.
insert into store_meta by name
select
    'edition' as name,
    $edition::varchar as value,;

-- name: derive_lists
-- No rows: takes out what the lists were loaded by so far.
delete from store_meta
where name = 'lists';

-- name: derive_present_lists
-- One row: what the lists are loaded by from now on.
insert into store_meta by name
select
    'lists' as name,
    $lists::varchar as value,;

-- name: load_agencies
-- One row per agency.
create or replace table agencies as
select
    agency_code,
    name_zh,
    name_en,
from csv_rows;

-- name: load_campaigns
-- One row per campaign.
create or replace table campaigns as
select
    campaign,
    name_zh,
    name_en,
from csv_rows;

-- name: load_zero_classes
-- One row per rule of what must not happen: an item that fits any counts to its class.
-- Null fits all; so severe or more, so many injured or more.
create or replace table zero_classes as
select
    class,
    kind,
    severity,
    nullif(category, '') as category,
    nullif(tag, '') as tag,
    nullif(least_injured, '')::bigint as least_injured,
from csv_rows;

-- name: load_report_deadlines
-- One row per stream and severity of which cases are reported upwards.
-- In what time, by the newest line, the first report is due, each further one, and the
-- signature for one.
create or replace table report_deadlines as
with newest as (
    select
        kind,
        severity,
        stage,
        minutes::bigint as minutes,
        valid_from::timestamptz as valid_from,
    from csv_rows
    qualify
        row_number() over (
            partition by kind, severity, stage
            order by valid_from desc
        ) = 1
)

select
    kind,
    severity,
    max(minutes) filter (where stage = 'first') as first_minutes,
    max(minutes) filter (where stage = 'follow_up') as follow_up_minutes,
    max(minutes) filter (where stage = 'sign') as sign_minutes,
    max(valid_from) filter (where stage = 'first') as valid_from,
from newest
group by
    kind,
    severity;

-- name: load_warning_limits
-- One row per limit of a hot type: of a stream, of each category (`*`) or all together.
-- Each level has a least count, a number of standard errors, a share above the usual.
-- Days of the month that are a kind of their own are parted by `|`.
create or replace table warning_limits as
select
    rule::integer as rule,
    kind,
    category = '*' as by_category,
    tier,
    window_days::integer as window_days,
    guard_days::integer as guard_days,
    base_days::integer as base_days,
    least_days::integer as least_days,
    least_same_days::integer as least_same_days,
    list_transform(
        list_filter(string_split(meeting_days, '|'), lambda one: one <> ''),
        lambda one: one::integer
    ) as meeting_days,
    nullif(kept_days, '')::integer as kept_days,
    near_percent::integer as near_percent,
    [least_yellow, least_orange, least_red]::integer[] as least,
    [z_yellow, z_orange, z_red]::double[] as z,
    [above_yellow, above_orange, above_red]::integer[] as above,
from csv_rows;

-- name: load_retention
-- One row per record: how many days it is kept at least and at most.
create or replace table retention as
select
    record,
    nullif(kind, '') as kind,
    nullif(least_days, '')::integer as least_days,
    nullif(most_days, '')::integer as most_days,
    is_deleted = '1' as is_deleted,
from csv_rows;

-- name: load_expected_silence
-- One row per kind, source and span of hours: how long its feed may be silent.
create or replace table expected_silence as
select
    kind,
    source,
    hour_from::integer as hour_from,
    hour_to::integer as hour_to,
    minutes::double as minutes,
from csv_rows;

-- name: load_populations
-- One row per town.
create or replace table populations as
select
    division_code::bigint as division_code,
    population::bigint as population,
from csv_rows;

-- name: load_sites
-- One row per police post or quick-response point.
create or replace table sites as
select
    site_code,
    name,
    site_type,
    functions,
    division_code::bigint as division_code,
    longitude::double as longitude,
    latitude::double as latitude,
from csv_rows;

-- name: load_cameras
-- One row per camera, WGS-84.
create or replace table cameras as
select
    camera_id,
    division_code::bigint as division_code,
    longitude::double as longitude,
    latitude::double as latitude,
from csv_rows
order by division_code;

-- name: load_checklists
-- One row per rule: of the rules that fit an item the first says its checklist.
-- Null fits all; so grave or more, so large or more.
create or replace table checklist_rules as
select
    rule::integer as rule,
    checklist,
    kind,
    nullif(category, '') as category,
    coalesce(nullif(severity, ''), '04') as severity,
    coalesce(nullif(scale, ''), '01') as scale,
    valid_from::date::timestamptz as valid_from,
from csv_rows;

-- name: load_checklist_steps
-- One row per step of a checklist: within how many minutes it is to be done.
create or replace table checklist_steps as
select
    checklist,
    step::integer as step,
    minutes::integer as minutes,
from csv_rows;

-- name: derive_checklist_fits
-- One row per kind, category, severity and scale of items that have a checklist.
create or replace table checklist_fits as
with scales as (
    select code as scale,
    from code_lists
    where list = 'scale'
),

severities as (
    select code as severity,
    from code_lists
    where list = 'severity'
)

select
    categories.kind,
    categories.category,
    severities.severity,
    scales.scale,
    checklist_rules.checklist,
    checklist_rules.valid_from,
from categories
cross join severities
cross join scales
inner join checklist_rules
    on
        categories.kind = checklist_rules.kind
        and categories.category
        = coalesce(checklist_rules.category, categories.category)
        and severities.severity <= checklist_rules.severity
        and scales.scale >= checklist_rules.scale
qualify
    row_number() over (
        partition by
            categories.kind,
            categories.category,
            severities.severity,
            scales.scale
        order by checklist_rules.rule
    ) = 1;

-- name: load_responsibilities
-- One row per rule: of the rules that fit an item the first says who answers for it.
-- Null fits all; a category that ends with `*` is a group.
create or replace table responsibilities as
select
    rule::integer as rule,
    kind,
    nullif(category, '') as category,
    nullif(tag, '') as tag,
    lead as lead_agency,
    string_split(co_handlers, '|') as co_handlers,
    valid_from::date::timestamptz as valid_from,
from csv_rows;

-- name: derive_responsibility_fits
-- One row per kind, category and rule that may fit an item of them.
create or replace table responsibility_fits as
select
    categories.kind,
    categories.category,
    responsibilities.rule,
    responsibilities.tag,
    responsibilities.lead_agency,
    responsibilities.co_handlers,
    responsibilities.valid_from,
from categories
inner join responsibilities
    on
        categories.kind = responsibilities.kind
        and case
            when responsibilities.category is null then true
            when responsibilities.category like '%*'
                then starts_with(
                    categories.category, rtrim(responsibilities.category, '*')
                )
            else categories.category = responsibilities.category
        end;

-- name: load_seated_agencies
-- One row per agency and tier, or single center, in which it sits.
-- Of a center a presence of null says that it does not, whatever its tier says.
create or replace table seated_agencies as
select
    nullif(tier, '') as tier,
    nullif(center_code, '')::bigint as center_code,
    agency_code,
    nullif(presence, '') as presence,
from csv_rows;

-- name: derive_center_agencies
-- One row per center and agency that sits in it.
-- What is said of a center itself comes before what is said of its tier.
create or replace table center_agencies as
select
    centers.center_code,
    seated_agencies.agency_code,
from centers
inner join seated_agencies
    on
        centers.center_code = seated_agencies.center_code
        or centers.tier = seated_agencies.tier
group by all
having bool_and(seated_agencies.presence is not null);
