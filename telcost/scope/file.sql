-- One row per file a leg, charge, segment or invoice line of the viewer came from; its counts are not theirs.
with

named as (
    select file_id from leg
    union
    select file_id from charge
    union
    select rate_file_id as file_id from charge
    union
    select file_id from segment
    union
    select file_id from invoice_line
    union
    select file_id from seat
)

select file_id, name, source, supplier
from marts.file
where file_id in (select file_id from named)
