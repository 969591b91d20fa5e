-- One row per leg: its local date in the billing zone and whether it lies in the period's calendar month.
with

period as (
    select * from landed.period
),

legs as (
    select
        leg_id,
        tc_idiv(started_ms, 900000) as slot
    from usage.leg
)

select
    legs.leg_id,
    slots.local_on,
    slots.local_on >= period.start_on and slots.local_on < period.end_on as is_in_month
from legs
join period on period.start_ms < period.end_ms
join landed.local_slot as slots
    on slots.slot = legs.slot
    and slots.zone = period.billing_zone
