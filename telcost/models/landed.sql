-- The data dictionary: every table a reader (or the calendar) delivers to a build.
-- A table no file fills exists and is empty. Every row read from a file names it: `file_id` is the sha256
-- of the landed bytes, `line` the physical line (CSV) or the number of the conversation or entity (JSON page).
--
-- Types: `_ms` instants in UTC epoch milliseconds, `_on` dates, `_micro` money in 1e-6, `_nano` rates in 1e-9.
-- Open ranges use sentinels, never null: 0001-01-01 and 9999-12-31 (valid_to is exclusive).
-- Text that may be absent is '' (never null); numbers and instants that may be absent are null.

-- the calendar (periods.py) --------------------------------------------------------------------------------

-- One row: the period being built, its calendar month in the billing zone, and the span it looks at: the month and
-- every supplier's cycle with a day around them.
create table landed.period (
    period varchar, start_ms bigint, end_ms bigint, start_on date, end_on date, billing_zone varchar,
    reporting_currency varchar, span_start_ms bigint, span_end_ms bigint
);

-- One row per supplier: the cycle that belongs to the period (half-open).
create table landed.cycle (
    supplier varchar, period varchar, start_ms bigint, end_ms bigint, start_on date, end_on date
);

-- One row per zone and 15-minute slot (UTC ms div 900000) around the period's cycles: its local date and clock.
create table landed.local_slot (zone varchar, slot bigint, local_on date, local_minute bigint);

-- One row per currency: how many micro-units its minor unit has (USD 10000, JPY 1000000).
create table landed.currency (currency varchar, minor_micro bigint);

-- the files -----------------------------------------------------------------------------------------------

-- One row per file this build read. `source` says what it was recognised as; supplier '' when none.
create table landed.file (
    file_id varchar, name varchar, source varchar, supplier varchar, first_ms bigint, last_ms bigint,
    records bigint, accepted bigint, duplicates bigint, conflicts bigint, set_aside bigint, non_data bigint
);

-- One row per row that could not be read: kept, shown, blocking a close.
create table landed.set_aside (
    file_id varchar, line bigint, column_name varchar, value varchar, code varchar, message varchar,
    amount_micro bigint
);

-- Genesys Cloud usage -------------------------------------------------------------------------------------

-- One row per conversation and page it was received on. Several versions of one conversation may be there.
-- `available_ms` is the page's dataAvailabilityDate (0 when the page has none); `digest` tells
-- versions apart: it is made of everything that was read.
create table landed.conversation (
    file_id varchar, line bigint, conversation_id varchar, started_ms bigint, ended_ms bigint,
    direction varchar, available_ms bigint, digest varchar
);

-- One row per session of a participant. Numbers are E.164 ('+1833…') when they parse, else their own digits,
-- else '' (withheld, absent, a SIP user). `_type`: toll_free, premium, mobile, fixed, emergency, internal
-- (SIP user, station, extension), withheld, unknown (does not parse). `_country` is ISO 3166 or '' .
-- `is_observer`: a monitoring, coaching or barging session.
create table landed.session (
    file_id varchar, line bigint, conversation_id varchar, participant_id varchar, purpose varchar,
    user_id varchar, session_id varchar, media_type varchar, direction varchar,
    ani varchar, ani_type varchar, ani_country varchar,
    dnis varchar, dnis_type varchar, dnis_country varchar,
    protocol_call_id varchar, provider varchar, campaign_id varchar,
    flow_id varchar, flow_name varchar, flow_type varchar, is_observer boolean
);

-- One row per segment; `position` counts from 1 within its session. `ended_ms` is null while open.
create table landed.segment (
    file_id varchar, line bigint, conversation_id varchar, session_id varchar, position bigint,
    segment_type varchar, started_ms bigint, ended_ms bigint, queue_id varchar, wrap_up_code varchar,
    disconnect_type varchar, source_conversation_id varchar
);

-- Genesys Cloud configuration -----------------------------------------------------------------------------

create table landed.platform_queue (
    file_id varchar, line bigint, queue_id varchar, name varchar, description varchar, division varchar,
    modified_ms bigint
);
create table landed.platform_user (
    file_id varchar, line bigint, user_id varchar, name varchar, email varchar, department varchar,
    state varchar, division varchar, version bigint
);
create table landed.division (file_id varchar, line bigint, division_id varchar, name varchar);
create table landed.campaign (file_id varchar, line bigint, campaign_id varchar, name varchar, queue_id varchar);
-- One row per assigned DID; owner_type USER, PHONE, IVR_CONFIG, GROUP.
create table landed.did (
    file_id varchar, line bigint, number varchar, owner_type varchar, owner_id varchar, owner varchar
);
-- One row per DID pool; provider PURE_CLOUD (carrier's) or PURE_CLOUD_VOICE (Genesys').
create table landed.did_pool (
    file_id varchar, line bigint, number_from varchar, number_to varchar, provider varchar
);
-- One row per user and licence held.
create table landed.licence_user (file_id varchar, line bigint, user_id varchar, licence varchar);
-- One row per charge and entity (user e-mail or device) of the billable-usage report; instant of first use.
create table landed.billable_usage (
    file_id varchar, line bigint, charge_name varchar, entity varchar, used_ms bigint
);

-- carriers ------------------------------------------------------------------------------------------------

-- One row per record of a carrier's call file. `event` says what `event_ms` is: answer, setup or end;
-- `precision_ms` how exact it is (1000, 60000). `started_ms` = answer or set-up, else end − duration.
-- `dnis` is the dialled number, `terminating` a toll-free record's second number. `amount_micro` null = none.
-- `billed_seconds` null = none. `occurrence` numbers identical rows of one file from 1; `digest` is md5 of
-- the supplier and the row's canonical values (file, line and occurrence left out).
create table landed.carrier_record (
    file_id varchar, line bigint, supplier varchar, format varchar, call_id varchar, leg_number varchar,
    event varchar, event_ms bigint, precision_ms bigint, started_ms bigint, duration_ms bigint,
    direction varchar,
    ani varchar, ani_type varchar, ani_country varchar,
    dnis varchar, dnis_type varchar, dnis_country varchar, terminating varchar,
    billed_seconds bigint, amount_micro bigint, currency varchar, invoice_number varchar, product varchar,
    digest varchar, occurrence bigint
);

-- One row per line of a supplier's invoice. Amounts before the rule that explains them.
create table landed.invoice_line (
    file_id varchar, line bigint, supplier varchar, invoice_number varchar, invoice_on date,
    from_on date, to_on date, line_number bigint, product varchar, description varchar,
    quantity_micro bigint, unit varchar, amount_micro bigint, currency varchar
);

-- One row per row of a rate card (design: costing, rating). '' or null = any / none.
-- `rate_id` = supplier, file and line; increments default to 1.
create table landed.rate (
    file_id varchar, line bigint, rate_id varchar, supplier varchar, product varchar,
    valid_from date, valid_to date, media_type varchar, direction varchar, number_class varchar,
    prefix varchar, region varchar, department varchar, queue varchar, time_band varchar,
    unit varchar, rate_nano bigint, connection_fee_nano bigint, from_second bigint,
    first_increment_seconds bigint, next_increment_seconds bigint, minimum_seconds bigint,
    free_seconds bigint, amount_rounding varchar, amount_decimals bigint, maximum_amount_micro bigint,
    included_quantity_micro bigint, tier_from_micro bigint, tier_mode varchar, tier_fee_nano bigint,
    package_size_micro bigint, currency varchar, label varchar
);

-- lists people edit (reference/<name>.csv) ----------------------------------------------------------------

-- Departments. `shares` takes part in pools; `aliases` other names, '|' between them.
create table landed.department (
    file_id varchar, line bigint, department varchar, label varchar, aliases varchar, shares boolean,
    valid_from date, valid_to date
);
-- One row per alias of a department (made from `aliases`).
create table landed.department_alias (
    file_id varchar, line bigint, department varchar, alias varchar, valid_from date, valid_to date
);
-- Cost centres in a hierarchy (`parent` '' at the top). `is_default`: its department's default.
create table landed.cost_centre (
    file_id varchar, line bigint, cost_centre varchar, label varchar, department varchar, parent varchar,
    is_default boolean, valid_from date, valid_to date
);
-- Queue → department. By `queue_id`, else by `queue` (its name).
create table landed.queue (
    file_id varchar, line bigint, queue_id varchar, queue varchar, department varchar, cost_centre varchar,
    is_shared boolean, valid_from date, valid_to date
);
-- User → department. By `user_id`, else by `email`.
create table landed.user (
    file_id varchar, line bigint, user_id varchar, email varchar, department varchar, cost_centre varchar,
    valid_from date, valid_to date
);
-- Our own numbers, one or a range (both ends inclusive, E.164).
create table landed.number (
    file_id varchar, line bigint, number_from varchar, number_to varchar, supplier varchar, region varchar,
    department varchar, cost_centre varchar, label varchar, valid_from date, valid_to date
);
-- Suppliers. `role` platform or carrier; `default_for` which direction's unplaced legs it carries
-- ('', inbound, outbound, both); `has_call_files`: sends CDR files.
create table landed.supplier (
    file_id varchar, line bigint, supplier varchar, label varchar, role varchar, currency varchar,
    home_country varchar, cycle_day bigint, cycle_time varchar, cycle_zone varchar, rate_zone varchar,
    default_for varchar, has_call_files boolean, match_tolerance_seconds bigint,
    valid_from date, valid_to date
);
-- The order in which attribution rules are asked: queue, user, number, …
create table landed.attribution_rule (
    file_id varchar, line bigint, position bigint, rule varchar, valid_from date, valid_to date
);
-- Pools: charges shared by a driver's quantities (interactions, minutes, seats).
create table landed.pool (
    file_id varchar, line bigint, pool varchar, label varchar, driver varchar, valid_from date, valid_to date
);
-- How an invoice line is explained: the first row (by position) of the supplier whose `contains` is in its
-- product or description. explained_by: usage, licence, pool, fixed.
create table landed.invoice_rule (
    file_id varchar, line bigint, position bigint, supplier varchar, contains varchar, kind varchar,
    number_class varchar, explained_by varchar, pool varchar, department varchar, cost_centre varchar,
    valid_from date, valid_to date
);
-- Company-wide policies: billing_zone, reporting_currency, variance_limit_percent, unattributed_limit_percent …
create table landed.policy (
    file_id varchar, line bigint, policy varchar, value varchar, valid_from date, valid_to date
);
