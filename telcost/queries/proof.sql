-- One row: the five classes.
select
    minor(coalesce(sum(amount_cents) filter (class = 'direct'), 0)) as direct,
    minor(coalesce(sum(amount_cents) filter (class = 'shared'), 0)) as shared,
    minor(coalesce(sum(amount_cents) filter (class = 'overhead'), 0)) as overhead,
    minor(coalesce(sum(amount_cents) filter (class = 'unattributed'), 0)) as unattributed,
    minor(coalesce(sum(amount_cents) filter (class = 'variance'), 0)) as variance,
    minor(coalesce(sum(amount_cents), 0)) as total
from posting
