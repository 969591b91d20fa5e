-- One row per file this period was built from.
select * from landed.file
