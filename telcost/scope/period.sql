-- One row: the period. It names nobody.
select *
from marts.period
