-- T001 transfer-overdue
SELECT id FROM transfers
WHERE (received IS NULL OR received > getvariable('day'))
  AND getvariable('day') - issued >= getvariable('transfer_days')

-- T002 several-open-transfers
SELECT t.id FROM transfers t SEMI JOIN members m ON m.id = t.member
WHERE t.received IS NULL OR t.received > getvariable('day')
QUALIFY count(*) OVER (PARTITION BY t.member) > 1

-- T003 wrong-source
WITH was AS (
    SELECT t.id, t.source, t.issued, m.organization
    FROM transfers t JOIN members_all m ON m.id = t.member
    WHERE (m.start IS NULL OR m.start < t.issued) AND (m."end" IS NULL OR m."end" >= t.issued)
    QUALIFY row_number() OVER (PARTITION BY t.id ORDER BY m.start DESC NULLS LAST, m.file_row_number DESC) = 1
)
SELECT was.id
FROM was
SEMI JOIN organizations_all o
    ON o.id = was.organization
   AND (o.start IS NULL OR o.start < was.issued) AND (o."end" IS NULL OR o."end" >= was.issued)
WHERE was.organization <> was.source

-- T004 target-ended
SELECT id FROM transfers
WHERE (received IS NULL OR received > getvariable('day'))
  AND target IN (SELECT id FROM organizations_all) AND target NOT IN (SELECT id FROM organizations)

-- T005 received-before-issued
SELECT id FROM transfers WHERE received < issued

-- T006 received-not-moved
WITH
    came AS (SELECT id, member, target, received FROM transfers WHERE received <= getvariable('day')),
    was AS (
        SELECT c.id, c.target, c.received, m.organization
        FROM came c JOIN members_all m ON m.id = c.member
        WHERE (m.start IS NULL OR m.start <= c.received) AND (m."end" IS NULL OR m."end" > c.received)
        QUALIFY row_number() OVER (PARTITION BY c.id ORDER BY m.start DESC NULLS LAST, m.file_row_number DESC) = 1
    )
SELECT was.id
FROM was
SEMI JOIN organizations_all o
    ON o.id = was.organization
   AND (o.start IS NULL OR o.start <= was.received) AND (o."end" IS NULL OR o."end" > was.received)
WHERE was.organization <> was.target
UNION ALL
SELECT id FROM came ANTI JOIN was USING (id) WHERE member IN (SELECT id FROM members_all)

-- T007 floating-unlinked
SELECT id FROM noted
WHERE floating
  AND floating_since + to_months(getvariable('floating_months')::INTEGER) <= getvariable('day')
  AND (coalesce(floating_stage NOT IN ('linked', 'managed', 'engaged'), true)
    OR host_organization IS NULL
    OR host_organization NOT IN (SELECT id FROM organizations))

-- T008 floating-without-date
SELECT id FROM noted WHERE floating AND floating_since IS NULL
