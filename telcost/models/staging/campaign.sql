-- One row per outbound campaign: its name.
select * from landed.campaign
qualify row_number() over (partition by campaign_id order by file_id, line) = 1
