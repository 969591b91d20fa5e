-- One row per thing a person must act on before the month can be closed.
select
    gate,
    subject,
    message,
    money(amount_micro) as amount
from gate
order by gate, amount desc, subject
