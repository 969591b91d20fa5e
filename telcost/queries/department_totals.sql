-- One row per department: its total, for the trend.
select
    department,
    minor(sum(amount_cents)) as total_cost
from posting
group by department
order by department
