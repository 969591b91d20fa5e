-- One row per supplier whose card has rows this version does not price with: they are named, not guessed at.
select
    supplier as subject,
    cast(count(*) as varchar) || ' card rows with a time band, department, queue, tier, allowance or later second are not priced with, '
        || 'the first in line ' || cast(min(line) as varchar) as message,
    cast(0 as bigint) as amount_micro
from landed.rate
where time_band <> ''
    or department <> ''
    or queue <> ''
    or tier_mode <> ''
    or coalesce(from_second, 0) <> 0
    or coalesce(included_quantity_micro, 0) <> 0
group by supplier
