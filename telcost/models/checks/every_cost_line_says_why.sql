-- One row per cost line without a reason, an evidence, a class or a department.
select
    kind || ':' || source_id || ':' || part as subject,
    'no reason, evidence, class or department' as message
from marts.cost_line
where coalesce(reason, '') = ''
    or coalesce(evidence, '') = ''
    or coalesce(department, '') = ''
    or coalesce(class, '') not in ('direct', 'shared', 'overhead', 'unattributed', 'variance')
