-- One row per pooled invoice line and department: driver quantity, weight, total weight, share in micro-units.
select * from allocation.share
