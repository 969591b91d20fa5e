-- One row per currency: more than one cannot be added.
select distinct currency
from posting
order by currency
