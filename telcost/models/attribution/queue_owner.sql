-- One row per queue and local date on which it owns a slice: its department, the rule and the reason in words.
-- The list decides (by id, else name), else the queue's own words. A shared queue never answers, and a list only with
-- a department in force. A queue no rule places has department '': the reason names the row that is missing or wrong.
with

used as (
    select * from attribution.used_queue
),

listed as (
    select * from attribution.listed_queue
),

own_words as (
    select
        used.queue_id,
        used.local_on,
        names.rule,
        names.department,
        names.cost_centre
    from used
    join attribution.named_queue as names
        on names.queue_id = used.queue_id
        and names.valid_from <= used.local_on
        and names.valid_to > used.local_on
    qualify row_number() over (
        partition by used.queue_id, used.local_on
        order by names.rank, names.shortness, names.name_rank, names.department, names.cost_centre
    ) = 1
),

answers as (
    select
        used.queue_id,
        used.local_on,
        used.queue,
        coalesce(listed.is_shared, false) as is_shared,
        listed.line,
        listed.written,
        case
            when listed.is_shared then 'shared'
            when listed.department is not null then 'listed'
            when own_words.rule is not null then own_words.rule
            when listed.line is not null then 'unmapped'
            else ''
        end as rule,
        coalesce(listed.department, own_words.department) as department,
        coalesce(listed.cost_centre, own_words.cost_centre) as cost_centre
    from used
    left join listed on listed.queue_id = used.queue_id and listed.local_on = used.local_on
    left join own_words on own_words.queue_id = used.queue_id and own_words.local_on = used.local_on
)

select
    queue_id,
    local_on,
    queue,
    is_shared,
    case when rule in ('listed', 'described', 'prefixed') then department else '' end as department,
    case when rule in ('listed', 'described', 'prefixed') then cost_centre else '' end as cost_centre,
    case when rule in ('listed', 'described', 'prefixed') then rule else '' end as rule,
    'queue ' || case when queue <> '' then queue else queue_id end || ': ' || case rule
        when 'listed' then 'listed under ' || department || ' (queue.csv, line ' || cast(line as varchar) || ')'
        when 'described' then 'its description names ' || department
        when 'prefixed' then 'its name begins with ' || department
        when 'shared' then 'shared (queue.csv, line ' || cast(line as varchar) || '), and nothing else says whose call it was'
        when 'unmapped' then 'queue.csv, line ' || cast(line as varchar) || ' names ' || written
            || ', no department or cost centre in force'
        else 'no row in queue.csv for ' || queue_id
    end as reason
from answers
