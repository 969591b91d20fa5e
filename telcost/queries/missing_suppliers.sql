-- One row per supplier whose invoice is not in: its own sum stands in for it.
select distinct supplier
from invoice_line
where is_estimate
order by supplier
