-- One row per Genesys Cloud user: the newest version of the listing.
select * from landed.platform_user
qualify row_number() over (partition by user_id order by version desc, file_id, line) = 1
