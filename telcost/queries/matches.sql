-- One row per supplier and match class: how carrier calls and legs found each other.
select
    supplier,
    match_class,
    calls,
    money(amount_micro) as amount
from match
order by supplier, match_class
