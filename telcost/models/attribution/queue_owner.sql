-- One row per queue and local date on which it owns a slice: its department, the rule and the reason in words.
-- The list decides, else the description `Department | Purpose`, else the name's prefix `SALES_…`.
-- A queue no rule places has department '': the reason names the row that is missing.
with

used as (
    select
        slices.queue_id,
        places.local_on
    from usage.slice as slices
    join usage.leg_place as places on places.leg_id = slices.leg_id
    where slices.queue_id <> ''
    group by slices.queue_id, places.local_on
),

named as (
    select
        used.queue_id,
        used.local_on,
        coalesce(queues.name, '') as queue,
        lower(replace(trim(coalesce(queues.description, '')), ' |', '|')) as description,
        lower(coalesce(queues.name, '')) as spelling
    from used
    left join staging.platform_queue as queues on queues.queue_id = used.queue_id
),

listed as (
    select
        named.queue_id,
        named.local_on,
        1 as rank,
        list.department,
        list.cost_centre,
        case when list.queue_id <> '' then 0 else 1 end as preference,
        list.line,
        'listed' as rule
    from named
    join landed.queue as list
        on (list.queue_id = named.queue_id or (list.queue_id = '' and list.queue = named.queue))
        and list.valid_from <= named.local_on
        and list.valid_to > named.local_on
        and list.department <> ''
        and not list.is_shared
),

described as (
    select
        named.queue_id,
        named.local_on,
        2 as rank,
        names.department,
        names.cost_centre,
        0 - length(names.name) as preference,
        0 as line,
        'described' as rule
    from named
    join attribution.name as names
        on substr(named.description, 1, length(names.name) + 1) = names.name || '|'
        and names.valid_from <= named.local_on
        and names.valid_to > named.local_on
),

prefixed as (
    select
        named.queue_id,
        named.local_on,
        3 as rank,
        names.department,
        names.cost_centre,
        0 - length(names.name) as preference,
        0 as line,
        'prefixed' as rule
    from named
    join attribution.name as names
        on substr(named.spelling, 1, length(names.name) + 1) = names.name || '_'
        and names.valid_from <= named.local_on
        and names.valid_to > named.local_on
),

answers as (
    select * from listed
    union all
    select * from described
    union all
    select * from prefixed
),

first_answer as (
    select * from answers
    qualify row_number() over (
        partition by queue_id, local_on order by rank, preference, line, department, cost_centre
    ) = 1
)

select
    named.queue_id,
    named.local_on,
    named.queue,
    coalesce(first_answer.department, '') as department,
    coalesce(first_answer.cost_centre, '') as cost_centre,
    coalesce(first_answer.rule, '') as rule,
    case coalesce(first_answer.rule, '')
        when 'listed' then 'queue ' || named.queue || ': listed under ' || first_answer.department
            || ' (queue.csv, line ' || cast(first_answer.line as varchar) || ')'
        when 'described' then 'queue ' || named.queue || ': its description names ' || first_answer.department
        when 'prefixed' then 'queue ' || named.queue || ': its name begins with ' || first_answer.department
        else 'queue ' || case when named.queue <> '' then named.queue else named.queue_id end
            || ': no row in queue.csv for ' || named.queue_id
    end as reason
from named
left join first_answer
    on first_answer.queue_id = named.queue_id
    and first_answer.local_on = named.local_on
