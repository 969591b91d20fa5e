-- One row per piece and owner, adjacent pieces with the same owners made one: cutting a piece changes nothing.
with

pieces as (
    select * from usage.piece
),

starts as (
    select
        leg_id,
        from_ms,
        max(owners) as owners
    from pieces
    group by leg_id, from_ms
),

chained as (
    select
        leg_id,
        from_ms,
        owners,
        lag(from_ms) over (partition by leg_id order by from_ms) as before_from_ms,
        lag(owners) over (partition by leg_id order by from_ms) as before_owners
    from starts
),

kept as (
    select
        chained.leg_id,
        chained.from_ms,
        count(*) as owners
    from chained
    join pieces as now_owner
        on now_owner.leg_id = chained.leg_id
        and now_owner.from_ms = chained.from_ms
    join pieces as before_owner
        on before_owner.leg_id = chained.leg_id
        and before_owner.from_ms = chained.before_from_ms
        and before_owner.precedence = now_owner.precedence
        and before_owner.user_id = now_owner.user_id
        and before_owner.queue_id = now_owner.queue_id
        and before_owner.flow = now_owner.flow
    where chained.owners = chained.before_owners
    group by chained.leg_id, chained.from_ms
),

islands as (
    select
        chained.leg_id,
        chained.from_ms,
        cast(sum(case when kept.owners = chained.owners then 0 else 1 end) over (
            partition by chained.leg_id order by chained.from_ms rows between unbounded preceding and current row
        ) as bigint) as piece
    from chained
    left join kept on kept.leg_id = chained.leg_id and kept.from_ms = chained.from_ms
)

select
    pieces.leg_id,
    islands.piece,
    pieces.owner,
    min(pieces.owners) as owners,
    min(pieces.precedence) as precedence,
    min(pieces.user_id) as user_id,
    min(pieces.queue_id) as queue_id,
    min(pieces.flow) as flow,
    min(pieces.from_ms) as from_ms,
    max(pieces.to_ms) as to_ms
from pieces
join islands on islands.leg_id = pieces.leg_id and islands.from_ms = pieces.from_ms
group by pieces.leg_id, islands.piece, pieces.owner
