-- One row per slice: the department and cost centre that caused it, the class, the rule and the reason in words.
-- The first rule in force that answers wins. Flow time and legs that reached nobody are overhead when none does;
-- every other slice is unattributed, and its reason names the row that is missing. Behind a shared queue neither the
-- queue nor the agent answers.
with

rules as (
    select
        places.local_on,
        min(case when rules.rule = 'queue' then rules.position end) as queue_position,
        min(case when rules.rule = 'user' then rules.position end) as user_position,
        min(case when rules.rule = 'number' then rules.position end) as number_position
    from (select local_on from usage.leg_place group by local_on) as places
    left join staging.attribution_rule as rules
        on rules.valid_from <= places.local_on
        and rules.valid_to > places.local_on
    group by places.local_on
),

answers as (
    select
        slices.leg_id,
        slices.slice,
        slices.purpose,
        slices.flow,
        slices.user_id,
        coalesce(people.name || ' (' || people.email || ')', slices.user_id) as user_label,
        places.our_number,
        queues.department as queue_department,
        queues.cost_centre as queue_cost_centre,
        queues.reason as queue_reason,
        users.department as user_department,
        users.cost_centre as user_cost_centre,
        users.reason as user_reason,
        numbers.department as number_department,
        numbers.cost_centre as number_cost_centre,
        numbers.reason as number_reason,
        case when coalesce(queues.department, '') <> '' then coalesce(rules.queue_position, 999) else 999 end as queue_position,
        case
            when users.department is not null and not coalesce(queues.is_shared, false)
            then coalesce(rules.user_position, 999)
            else 999
        end as user_position,
        case when numbers.department is not null then coalesce(rules.number_position, 999) else 999 end as number_position
    from usage.slice as slices
    join usage.leg_place as places on places.leg_id = slices.leg_id
    join rules on rules.local_on = places.local_on
    left join attribution.queue_owner as queues
        on queues.queue_id = slices.queue_id and queues.local_on = places.local_on
    left join attribution.user_owner as users
        on users.user_id = slices.user_id and users.local_on = places.local_on
    left join staging.platform_user as people on people.user_id = slices.user_id
    left join attribution.number_owner as numbers
        on numbers.number = places.our_number and numbers.local_on = places.local_on
),

chosen as (
    select
        answers.*,
        case
            when queue_position < 999 and queue_position <= user_position and queue_position <= number_position then 'queue'
            when user_position < 999 and user_position <= number_position then 'user'
            when number_position < 999 then 'number'
            when purpose in ('flow', 'none') then 'overhead'
            else 'unattributed'
        end as rule
    from answers
)

select
    leg_id,
    slice,
    case rule when 'overhead' then 'overhead' when 'unattributed' then 'unattributed' else 'direct' end as class,
    case rule
        when 'queue' then queue_department
        when 'user' then user_department
        when 'number' then number_department
        when 'overhead' then 'Corporate overhead'
        else 'Unattributed'
    end as department,
    case rule
        when 'queue' then queue_cost_centre
        when 'user' then user_cost_centre
        when 'number' then number_cost_centre
        else ''
    end as cost_centre,
    rule,
    case rule
        when 'queue' then queue_reason
        when 'user' then user_reason
        when 'number' then number_reason
        when 'overhead' then case
            when flow <> '' then 'flow ' || flow || ', before any queue or agent'
            else 'nobody was reached'
        end
        else coalesce(queue_reason, user_reason, case
            when user_id <> '' then 'user: no row in user.csv for ' || user_label
            when our_number <> '' then coalesce(number_reason, 'number: no row in number.csv for ' || our_number)
            else 'our own number on this call is withheld'
        end)
    end as reason
from chosen
