-- A large company's month of telephony, landed: tables of landed.sql, from a seed and a size.
-- 50 departments, 300 queues, 3,000 users, 100,000 outside numbers, a deck of several thousand prefixes, two
-- carriers. The same seed and size give the same rows on every machine: every draw is an md5 of what it is for.
-- A file is named, not hashed. Variables: conversations (how many), start_ms and days (the month), page_size (conversations on a page).

create macro roll(what, who, n) as cast(md5_number_lower(what || who) % n as bigint);
create macro uuid_of(what, who) as cast(cast(md5(what || who) as uuid) as varchar);
create macro padded(i, n) as lpad(cast(i as varchar), n, '0');

-- the company -------------------------------------------------------------------------------------------------

create table department as
select i, 'Dept' || padded(i, 2) as department, 'CC-' || (5000 + i) as cost_centre from range(50) t(i);

create table queue as
select
    i, i % 50 as department_i, uuid_of('queue', i) as queue_id,
    case when i % 10 = 7 then 'DEPT' || padded(i % 50, 2) || '_' else 'Queue ' end || padded(i, 3) as name,
    case when i % 10 = 8 then 'Dept' || padded(i % 50, 2) || ' | Service' else '' end as description
from range(300) t(i);

create table agent as
select i, i % 50 as department_i, uuid_of('user', i) as user_id, 'Agent ' || i as name, 'agent' || i || '@large.example' as email
from range(3000) t(i);

-- Our numbers: 24 toll-free, 376 direct ones.
create table own_number as
select i, case when i < 24 then '+1833555' || padded(i, 4) else '+1332555' || padded(i, 4) end as number,
    case when i < 24 then 'toll_free' else 'fixed' end as number_type
from range(400) t(i);

-- Where a call can go: 60 area codes, 4,000 exchanges in them, 300 destinations abroad; price per minute.
create table area as
with codes as (select string_split(
    '201 202 203 205 206 207 208 209 210 212 213 214 215 216 217 218 219 224 225 228 229 231 234 239 240 248 251 252 253 254 '
    || '256 260 262 267 269 270 276 281 301 302 303 304 305 307 308 309 310 312 313 314 315 316 317 318 319 320 321 323 325 330', ' '
) as code)
select generate_subscripts(code, 1) - 1 as i, unnest(code) as code from codes;

create table country as
select row_number() over () - 1 as i, *
from (values
    ('GB', '44207', 12), ('GB', '447911', 12), ('DE', '4930', 12), ('FR', '3314', 11), ('MX', '5255', 12), ('IN', '9198', 12),
    ('JM', '18769', 11), ('PH', '63917', 12), ('ES', '3491', 11), ('IT', '3906', 12), ('BR', '55119', 13), ('AU', '612', 11)
) as t(country, prefix, digits);

create table destination as
select i, '1' || code as prefix, 'US' as country, 11 as digits, 8000000 + roll('rate', i, 40) * 100000 as rate_nano from area
union all
select 60 + t.i, '1' || code || 220 + t.i // 60 * 11, 'US', 11, 7000000 + roll('exchange', t.i, 60) * 100000
from range(4000) t(i) join area on area.i = t.i % 60
union all
select 4060 + t.i, prefix || padded(t.i // 12, 2), country, digits, 40000000 + roll('abroad', t.i, 900) * 1000000
from range(300) t(i) join country on country.i = t.i % 12;

-- The outside world: 100,000 numbers, 94 in 100 of them domestic.
create table far_number as
with drawn as (
    select i, case when i % 100 < 94 then 60 + roll('far', i, 4000) else 4060 + roll('far', i, 300) end as destination_i
    from range(100000) t(i)
)
select
    drawn.i, '+' || substr(prefix || padded(roll('digits', drawn.i, 100000000), 8), 1, digits) as number,
    case when roll('mobile', drawn.i, 100) < 55 then 'mobile' else 'fixed' end as number_type,
    country, rate_nano
from drawn join destination on destination.i = destination_i;

-- the calls ---------------------------------------------------------------------------------------------------
-- One row per conversation, with every draw that shapes it; times in milliseconds from its start.

create table call as
with drawn as (
    select
        i,
        roll('kind', i, 100) as kind_draw,
        getvariable('start_ms')
            + cast(roll('day', i, getvariable('days')) as bigint) * 86400000
            + 28800000 + roll('morning', i, 21600000) + roll('afternoon', i, 21600000) as started_ms,
        roll('number', i, 1000) * roll('numbers', i, 100000) // 1000 as far_i,
        roll('queue', i, 300) as queue_i,
        roll('queue2', i, 300) as queue2_i,
        roll('withheld', i, 100) < 3 as is_withheld,
        roll('fate', i, 100) as fate_draw,
        roll('transfer', i, 100) as transfer_draw,
        3000 + roll('ivr', i, 40000) as ivr_ms,
        2500 + roll('wait', i, 600) * roll('waits', i, 300) as wait_ms,
        2000 + roll('wait2', i, 200) * roll('waits2', i, 200) as wait2_ms,
        15000 + roll('talk', i, 900) * roll('talks', i, 1000) as talk_ms,
        10000 + roll('talk2', i, 700) * roll('talks2', i, 900) as talk2_ms,
        roll('hold', i, 100) < 25 as is_held,
        roll('consult', i, 100) < 30 as is_consult,
        case when roll('tail', i, 100) < 10 then roll('tails', i, 9000) else 0 end as tail_ms,
        5000 + roll('wrap', i, 60000) as wrap_ms,
        roll('own', i, 400) as own_i,
        roll('free', i, 100) < 35 as is_toll_free
    from range(getvariable('conversations')) t(i)
)
select
    row_number() over (order by started_ms, i) - 1 as n,
    drawn.* exclude (own_i, is_toll_free),
    uuid_of('conversation', i) as conversation_id,
    case when kind_draw < 68 then 'inbound' when kind_draw < 88 then 'outbound' when kind_draw < 90 then 'direct'
        when kind_draw < 93 then 'chat' when kind_draw < 97 then 'email' else 'message' end as kind,
    -- Calls come in on either sort of number and go out with a direct one.
    case when is_toll_free and kind_draw < 68 then own_i % 24 else 24 + own_i % 376 end as own_i,
    queue_i % 50 + 50 * roll('agent', i, 60) as agent_i,
    queue2_i % 50 + 50 * roll('agent2', i, 60) as agent2_i
from drawn;

-- When everything happened. fate: ivr (hung up in the menu), queue (gave up waiting), missed (outbound, nobody
-- answered), served, transferred.
create table timed as
with fated as (
    select
        call.*,
        case
            when kind = 'inbound' and fate_draw < 4 then 'ivr'
            when kind = 'inbound' and fate_draw < 10 then 'queue'
            when kind in ('outbound', 'direct') and fate_draw < 12 then 'missed'
            when kind = 'inbound' and transfer_draw < 25 then 'transferred'
            else 'served'
        end as fate
    from call
),

answered as (
    select
        fated.*,
        case when kind = 'inbound' then 300 when kind in ('outbound', 'direct') then 4000 + ivr_ms // 4 else 0 end as pickup_ms,
        case when kind = 'inbound' then 300 + ivr_ms else 0 end as queued_ms,
        case when kind = 'inbound' then 300 + ivr_ms + wait_ms when kind in ('outbound', 'direct') then 4000 + ivr_ms // 4 else wait_ms end as talk_from_ms
    from fated
),

handed as (
    select
        answered.*,
        talk_from_ms + talk_ms as talk_to_ms,
        case when is_consult then talk_from_ms + talk_ms - 8000 else talk_from_ms + talk_ms + wait2_ms end as talk2_from_ms
    from answered
)

select
    handed.*,
    talk2_from_ms + talk2_ms as talk2_to_ms,
    case fate
        when 'ivr' then queued_ms
        when 'queue' then queued_ms + wait_ms
        when 'missed' then pickup_ms + 20000
        when 'transferred' then talk2_from_ms + talk2_ms + tail_ms
        else talk_to_ms + tail_ms
    end as far_to_ms
from handed;

create table received as
select
    timed.*,
    'page ' || padded(n // getvariable('page_size'), 5) as file_id,
    n % getvariable('page_size') + 1 as line,
    started_ms + far_to_ms + case when fate in ('served', 'transferred') then wrap_ms else 0 end as finished_ms
from timed;

insert into landed.conversation by name
select file_id, line, conversation_id, started_ms, finished_ms as ended_ms,
    case when kind in ('outbound', 'direct') then 'outbound' else 'inbound' end as direction,
    started_ms + 86400000 as available_ms, md5(conversation_id || 'closed') as digest
from received
union all
-- One conversation in a hundred was also received while it was going on, on the page before.
select 'earlier page ' || padded(n // getvariable('page_size'), 5), line, conversation_id, started_ms, null,
    case when kind in ('outbound', 'direct') then 'outbound' else 'inbound' end,
    started_ms + 3600000, md5(conversation_id || 'open')
from received where n % 100 = 5;

-- One row per session to be: who, and what its segments are (a short list: type, from, to).
create table taking_part as
select
    received.*,
    case when kind in ('chat', 'email', 'message') then kind else 'voice' end as media_type,
    unnest(list_filter([
        case when kind <> 'direct' then {
            who: 'customer', purpose: case when kind = 'outbound' then 'external' else 'customer' end, agent: -1::bigint, queue: case when kind = 'direct' then -1 else queue_i end,
            done: list_filter([
                case when kind = 'outbound' then {kind: 'contacting', from_ms: 0::bigint, to_ms: pickup_ms} end,
                case when fate <> 'missed' then {kind: 'interact', from_ms: pickup_ms, to_ms: far_to_ms} end
            ], lambda x: x is not null)} end,
        case when kind = 'inbound' then {
            who: 'ivr', purpose: 'ivr', agent: -1::bigint, queue: -1::bigint,
            done: [{kind: 'ivr', from_ms: 300::bigint, to_ms: queued_ms}]} end,
        case when kind not in ('outbound', 'direct') and fate <> 'ivr' then {
            who: 'acd', purpose: 'acd', agent: -1::bigint, queue: queue_i,
            done: [{kind: 'interact', from_ms: queued_ms, to_ms: case when fate = 'queue' then queued_ms + wait_ms else talk_from_ms - 200 end}]} end,
        case when fate not in ('ivr', 'queue') then {
            who: 'agent', purpose: case when kind = 'direct' then 'user' else 'agent' end, agent: agent_i, queue: case when kind = 'direct' then -1 else queue_i end,
            done: list_filter([
                case when kind in ('outbound', 'direct') then {kind: 'dialing', from_ms: 0::bigint, to_ms: pickup_ms}
                    else {kind: 'alert', from_ms: talk_from_ms - 2000, to_ms: talk_from_ms} end,
                case when fate <> 'missed' then {kind: 'interact', from_ms: talk_from_ms, to_ms: case when is_held then talk_from_ms + talk_ms // 3 else talk_to_ms end} end,
                case when fate <> 'missed' and is_held then {kind: 'hold', from_ms: talk_from_ms + talk_ms // 3, to_ms: talk_from_ms + talk_ms // 2} end,
                case when fate <> 'missed' and is_held then {kind: 'interact', from_ms: talk_from_ms + talk_ms // 2, to_ms: talk_to_ms} end,
                case when kind <> 'direct' then {kind: 'wrapup', from_ms: case when fate = 'missed' then far_to_ms else talk_to_ms end, to_ms: case when fate = 'missed' then far_to_ms else talk_to_ms end + wrap_ms} end
            ], lambda x: x is not null)} end,
        case when fate = 'transferred' and not is_consult then {
            who: 'acd2', purpose: 'acd', agent: -1::bigint, queue: queue2_i,
            done: [{kind: 'interact', from_ms: talk_to_ms, to_ms: talk2_from_ms - 100}]} end,
        case when fate = 'transferred' then {
            who: 'agent2', purpose: 'agent', agent: agent2_i, queue: queue2_i,
            done: [
                {kind: 'alert', from_ms: talk2_from_ms - 1500, to_ms: talk2_from_ms},
                {kind: 'interact', from_ms: talk2_from_ms, to_ms: talk2_to_ms},
                {kind: 'wrapup', from_ms: talk2_to_ms, to_ms: talk2_to_ms + wrap_ms}]} end
    ], lambda x: x is not null)) as part
from received;

create table session as
select
    taking_part.* exclude (part),
    part.who, part.purpose, part.done, part.queue as at_queue_i, part.agent as by_agent_i,
    uuid_of('session', conversation_id || part.who) as session_id
from taking_part;

insert into landed.session by name
with told as (
    select
        session.*,
        kind in ('outbound', 'direct') as is_outbound,
        -- Three callers in a hundred withhold their number.
        case when is_withheld and kind = 'inbound' then '' else far.number end as far_number,
        case when is_withheld and kind = 'inbound' then 'withheld' else far.number_type end as far_type,
        case when is_withheld and kind = 'inbound' then '' else far.country end as far_country,
        own.number as own_number, own.number_type as own_type
    from session
    join far_number as far on far.i = far_i
    join own_number as own on own.i = own_i
)
select
    file_id, line, conversation_id, uuid_of('participant', conversation_id || who) as participant_id, purpose,
    case when by_agent_i >= 0 then uuid_of('user', by_agent_i) else '' end as user_id,
    session_id, media_type,
    case when is_outbound then 'outbound' else 'inbound' end as direction,
    case when media_type <> 'voice' then '' when is_outbound then own_number else far_number end as ani,
    case when media_type <> 'voice' then '' when is_outbound then own_type else far_type end as ani_type,
    case when media_type <> 'voice' then '' when is_outbound then 'US' else far_country end as ani_country,
    case when media_type <> 'voice' then '' when is_outbound then far_number else own_number end as dnis,
    case when media_type <> 'voice' then '' when is_outbound then far_type else own_type end as dnis_type,
    case when media_type <> 'voice' then '' when is_outbound then far_country else 'US' end as dnis_country,
    case when media_type = 'voice' then uuid_of('sip', session_id) else '' end as protocol_call_id,
    'Edge' as provider,
    case when kind = 'outbound' and n % 10 < 3 then uuid_of('campaign', n % 20) else '' end as campaign_id,
    case when purpose = 'ivr' then uuid_of('flow', queue_i % 12) else '' end as flow_id,
    case when purpose = 'ivr' then 'Main menu ' || queue_i % 12 else '' end as flow_name,
    case when purpose = 'ivr' then 'INBOUNDCALL' else '' end as flow_type,
    false as is_observer
from told;

insert into landed.segment by name
with numbered as (
    select session.*, unnest(done) as step, generate_subscripts(done, 1) as position from session
)
select
    file_id, line, conversation_id, session_id, position, step.kind as segment_type,
    started_ms + step.from_ms as started_ms, started_ms + step.to_ms as ended_ms,
    case when at_queue_i >= 0 then uuid_of('queue', at_queue_i) else '' end as queue_id,
    case when step.kind = 'wrapup' then uuid_of('code', n % 40) else '' end as wrap_up_code,
    case when position = len(done) then case when purpose = 'acd' then 'transfer' else 'peer' end else '' end as disconnect_type,
    '' as source_conversation_id
from numbered;

-- The earlier versions of a conversation came with the sessions and segments there were.
insert into landed.session by name
select session.* replace (early.file_id as file_id)
from landed.session as session
join landed.conversation as early on early.conversation_id = session.conversation_id and early.ended_ms is null;

insert into landed.segment by name
select segment.* replace (early.file_id as file_id)
from landed.segment as segment
join landed.conversation as early on early.conversation_id = segment.conversation_id and early.ended_ms is null;

-- the carriers ------------------------------------------------------------------------------------------------
-- clearline: inbound, seconds but no amounts, answer times by its own clock. bluewave: outbound, with amounts and
-- set-up times. Of a hundred calls two or three have no record; seven in a thousand records have no call.

create table leg as
select
    session.conversation_id || '/' || session_id as leg_id, session.n, session.started_ms, pickup_ms, far_to_ms, kind,
    case when is_withheld and kind = 'inbound' then '' else far.number end as far_number,
    case when is_withheld and kind = 'inbound' then 'withheld' else far.number_type end as far_type,
    case when is_withheld and kind = 'inbound' then '' else far.country end as far_country, far.rate_nano,
    own.number as own_number, own.number_type as own_type, uuid_of('sip', session_id) as sip_id
from session
join far_number as far on far.i = far_i
join own_number as own on own.i = own_i
where (who = 'customer' or kind = 'direct') and media_type = 'voice' and fate <> 'missed';

insert into landed.carrier_record by name
with inbound as (
    select *, (started_ms + pickup_ms + roll('clock', n, 3000) - 1500) // 1000 * 1000 as event_ms, (far_to_ms - pickup_ms + 999) // 1000 as seconds
    from leg where kind = 'inbound' and roll('lost', n, 1000) >= 25
),

outbound as (
    select *, (started_ms + roll('clock', n, 2000) - 1000) // 1000 * 1000 as event_ms, (far_to_ms - pickup_ms + 999) // 1000 as seconds
    from leg where kind in ('outbound', 'direct') and roll('lost', n, 1000) >= 20
),

told as (
    select
        'clearline' as supplier, n, event_ms, 'answer' as event, seconds, 'inbound' as direction,
        case when roll('sip', n, 100) < 20 then sip_id else uuid_of('clearline', n) end as call_id,
        far_number as ani, far_type as ani_type, far_country as ani_country,
        own_number as dnis, own_type as dnis_type, 'US' as dnis_country,
        case when own_type = 'toll_free' then '+1332555' || padded(n % 400, 4) else '' end as terminating,
        cast(null as bigint) as billed_seconds, cast(null as bigint) as amount_micro, '' as product
    from inbound
    union all
    select
        'bluewave', n, event_ms, 'setup', seconds, 'outbound', uuid_of('bluewave', n),
        own_number, own_type, 'US', far_number, far_type, far_country, '',
        (seconds + 5) // 6 * 6, rate_nano * ((seconds + 5) // 6) // 10 // 1000, 'Outbound usage'
    from outbound
),

-- A record nobody's conversation answers to: the same call two hours later, under an id of its own.
all_told as (
    select * from told
    union all
    select * replace (event_ms + 7200000 as event_ms, call_id || 'x' as call_id) from told where n % 1000 < 7
)

select
    supplier || ' day ' || (event_ms - getvariable('start_ms')) // 86400000 as file_id,
    row_number() over (partition by supplier, (event_ms - getvariable('start_ms')) // 86400000 order by event_ms, call_id) + 1 as line,
    supplier, supplier as format, call_id, '' as leg_number, event, event_ms, 1000 as precision_ms,
    event_ms as started_ms, seconds * 1000 as duration_ms, direction, ani, ani_type, ani_country, dnis, dnis_type,
    dnis_country, terminating, billed_seconds, amount_micro, 'USD' as currency, '' as invoice_number, product,
    md5(supplier || call_id || cast(event_ms as varchar)) as digest, 1 as occurrence
from all_told;

-- An export that overlaps the next one: one record in two hundred lies in two files.
insert into landed.carrier_record by name
select record.* replace (supplier || ', late' as file_id)
from landed.carrier_record as record
where md5_number_lower(digest) % 200 = 0;

-- configuration, lists, cards ---------------------------------------------------------------------------------

insert into landed.platform_queue by name
select 'queues' as file_id, i + 1 as line, queue_id, name, description, '' as division, 0 as modified_ms from queue;
insert into landed.platform_user by name
select 'users' as file_id, i + 1 as line, user_id, name, email,
    case when i % 10 = 3 then 'Dept' || padded(department_i, 2) else '' end as department, 'active' as state, '' as division, 1 as version
from agent;
insert into landed.campaign by name
select 'campaigns' as file_id, i + 1 as line, uuid_of('campaign', i) as campaign_id, 'Campaign ' || i as name, '' as queue_id
from range(20) t(i);
insert into landed.billable_usage by name
select 'billable usage' as file_id, i + 2 as line, 'Genesys Cloud CX ' || (2 + i % 2) || ' Named' as charge_name,
    email as entity, getvariable('start_ms') + 86400000 + i as used_ms
from agent;

insert into landed.department by name
select 'department' as file_id, i + 2 as line, department, department as label, '' as aliases, true as shares,
    date '0001-01-01' as valid_from, date '9999-12-31' as valid_to
from department;
insert into landed.cost_centre by name
select 'cost centre' as file_id, i + 2 as line, cost_centre, department as label, department,
    'CC-4' || padded(i // 10, 3) as parent, true as is_default, date '0001-01-01' as valid_from, date '9999-12-31' as valid_to
from department
union all
select 'cost centre', i + 52, 'CC-4' || padded(i, 3), 'Division ' || i, '', '', false, date '0001-01-01', date '9999-12-31'
from range(5) t(i);
insert into landed.queue by name
select 'queue' as file_id, queue.i + 2 as line, queue_id, '' as queue, department, '' as cost_centre, false as is_shared,
    date '0001-01-01' as valid_from, date '9999-12-31' as valid_to
from queue join department on department.i = department_i
where queue.i % 10 not in (7, 8, 9);
insert into landed.user by name
select 'user' as file_id, agent.i + 2 as line, '' as user_id, email, department, '' as cost_centre,
    date '0001-01-01' as valid_from, date '9999-12-31' as valid_to
from agent join department on department.i = department_i
where agent.i % 10 <> 3 and agent.i % 100 <> 99;
insert into landed.number by name
select 'number' as file_id, i + 2 as line, number as number_from, number as number_to, 'clearline' as supplier, '' as region,
    case when i % 3 = 0 then 'Dept' || padded(i % 50, 2) else '' end as department, '' as cost_centre, '' as label,
    date '0001-01-01' as valid_from, date '9999-12-31' as valid_to
from own_number where i < 24
union all
-- Direct numbers serve both ways: no supplier of their own, the default of the direction decides.
select 'number', i + 2, number, number, '', '', case when i % 3 = 0 then 'Dept' || padded(i % 50, 2) else '' end, '', '',
    date '0001-01-01', date '9999-12-31'
from own_number where i >= 24;
insert into landed.supplier by name
select 'supplier' as file_id, line, supplier, supplier as label, role, 'USD' as currency, 'US' as home_country,
    1 as cycle_day, '00:00' as cycle_time, 'America/New_York' as cycle_zone, 'America/New_York' as rate_zone, default_for,
    has_call_files, 5 as match_tolerance_seconds, date '0001-01-01' as valid_from, date '9999-12-31' as valid_to
from (values (2, 'genesys', 'platform', '', false), (3, 'clearline', 'carrier', 'inbound', true), (4, 'bluewave', 'carrier', 'outbound', true))
    as t(line, supplier, role, default_for, has_call_files);
insert into landed.policy by name
select 'policy' as file_id, line, policy, value, date '0001-01-01' as valid_from, date '9999-12-31' as valid_to
from (values (2, 'billing_zone', 'America/New_York'), (3, 'reporting_currency', 'USD'), (4, 'variance_limit_percent', '1'), (5, 'absorbed_by', 'CC-5000'))
    as t(line, policy, value);
insert into landed.pool by name
select 'pool' as file_id, line, pool, pool as label, driver, date '0001-01-01' as valid_from, date '9999-12-31' as valid_to
from (values (2, 'platform', 'interactions'), (3, 'trunk', 'minutes'), (4, 'support', 'seats')) as t(line, pool, driver);

insert into landed.rate by name
with rows as (
    -- Half of the deck changes in the middle of the month.
    select 'bluewave' as supplier, 'Outbound usage' as product, 'outbound' as direction, '' as number_class, prefix, 'minute' as unit, rate_nano,
        date '0001-01-01' as valid_from, case when i % 2 = 0 then date '2026-03-15' else date '9999-12-31' end as valid_to, 6 as increment
    from destination
    union all
    select 'bluewave', 'Outbound usage', 'outbound', '', prefix, 'minute', rate_nano + 500000, date '2026-03-15', date '9999-12-31', 6
    from destination where i % 2 = 0
    union all
    select 'bluewave', 'Outbound usage', 'outbound', '', '', 'minute', 900000000, date '0001-01-01', date '9999-12-31', 60
    union all
    select 'clearline', 'Toll-free usage', 'inbound', 'toll_free', '', 'minute', 22500000, date '0001-01-01', date '9999-12-31', 6
    union all
    select 'clearline', 'DID usage', 'inbound', '', '', 'minute', 6000000, date '0001-01-01', date '9999-12-31', 6
    union all
    select 'genesys', 'platform_minutes', '', '', '', 'minute', 10500000, date '0001-01-01', date '9999-12-31', 6
    union all
    select 'genesys', 'Genesys Cloud CX ' || i || ' Named', '', '', '', 'seat', (35 + 40 * i) * 1000000000, date '0001-01-01', date '9999-12-31', 1
    from range(2, 4) t(i)
),

counted as (
    select rows.*, row_number() over (partition by supplier order by product, prefix, number_class, valid_from) + 1 as line from rows
)

select
    'card ' || supplier as file_id, line, supplier || ':' || line as rate_id, supplier, product, valid_from, valid_to,
    case when unit = 'minute' then 'voice' else '' end as media_type, direction, number_class, prefix, '' as region, '' as department,
    '' as queue, '' as time_band, unit, rate_nano, 0 as connection_fee_nano, 0 as from_second, increment as first_increment_seconds,
    increment as next_increment_seconds, 0 as minimum_seconds, 0 as free_seconds, 'half_up' as amount_rounding, 6 as amount_decimals,
    '' as tier_mode, 'USD' as currency, prefix as label
from counted;

insert into landed.invoice_rule by name
select 'invoice rule' as file_id, position + 1 as line, position, supplier, contains, kind, number_class, explained_by, pool,
    '' as department, '' as cost_centre, date '0001-01-01' as valid_from, date '9999-12-31' as valid_to
from (values
    (1, 'genesys', 'CX', 'licence', '', 'licence', ''),
    (2, 'genesys', 'BYOC', 'platform_minutes', '', 'usage', ''),
    (3, 'genesys', 'subscription', 'platform_subscription', '', 'pool', 'platform'),
    (4, 'genesys', 'support', 'support', '', 'pool', 'support'),
    (5, 'clearline', 'Toll-free', 'toll_free_inbound', '', 'usage', ''),
    (6, 'clearline', 'DID', 'did_inbound', '', 'usage', ''),
    (7, 'clearline', 'Trunks', 'trunk', '', 'pool', 'trunk'),
    (8, 'bluewave', 'Outbound', 'outbound', '', 'usage', '')
) as t(position, supplier, contains, kind, number_class, explained_by, pool);

-- Each bills what its own records say, to the cent; the platform what the legs took, in steps of six seconds.
insert into landed.invoice_line by name
with billed as (
    select 'bluewave' as supplier, 1 as line_number, 'Outbound usage' as product, sum(amount_micro) as amount_micro
    from landed.carrier_record where supplier = 'bluewave' and file_id <> 'bluewave, late'
    union all
    select 'clearline', 1, 'Toll-free usage', sum((duration_ms // 1000 + 5) // 6 * 2250)
    from landed.carrier_record where dnis_type = 'toll_free' and file_id <> 'clearline, late' and supplier = 'clearline'
    union all
    select 'clearline', 2, 'DID usage', sum((duration_ms // 1000 + 5) // 6 * 600)
    from landed.carrier_record where dnis_type <> 'toll_free' and file_id <> 'clearline, late' and supplier = 'clearline'
    union all
    select 'clearline', 3, 'Trunks', 12500000000
    union all
    select 'genesys', 1, 'BYOC Cloud minutes', sum((far_to_ms - pickup_ms + 5999) // 6000 * 1050) from leg
    union all
    select 'genesys', 1 + i, 'Genesys Cloud CX ' || i || ' Named', 1500 * (35 + 40 * i) * 1000000 from range(2, 4) t(i)
    union all
    select 'genesys', 5, 'Platform subscription', 64000000000
    union all
    select 'genesys', 6, 'Premium support', 9000000000
    union all
    select 'genesys', 7, 'Regulatory recovery fee', 841500000
)
select
    'invoice ' || supplier as file_id, line_number + 1 as line, supplier, supplier || '-2026-03' as invoice_number,
    date '2026-04-02' as invoice_on, date '2026-03-01' as from_on, date '2026-04-01' as to_on, line_number, product,
    product as description, 0 as quantity_micro, '' as unit, amount_micro // 10000 * 10000 as amount_micro, 'USD' as currency
from billed;
