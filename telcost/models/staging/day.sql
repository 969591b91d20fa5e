-- One row per local date of the period's calendar month in the billing zone.
with

period as (
    select * from landed.period
)

select slot.local_on
from landed.local_slot as slot
join period on slot.zone = period.billing_zone
where slot.local_on >= period.start_on and slot.local_on < period.end_on
group by slot.local_on
