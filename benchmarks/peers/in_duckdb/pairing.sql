-- P001 self-pairing
SELECT id FROM pairings WHERE "left" = "right" AND "left" IN (SELECT id FROM organizations)

-- P002 partner-ended
WITH ended AS (SELECT id FROM organizations_all EXCEPT SELECT id FROM organizations)
SELECT id FROM pairings WHERE "left" IN (FROM ended) OR "right" IN (FROM ended)

-- P003 repeated-pairing
SELECT id FROM pairings
WHERE "left" <> "right"
  AND "left" IN (SELECT id FROM organizations) AND "right" IN (SELECT id FROM organizations)
QUALIFY count(*) OVER (PARTITION BY least("left", "right"), greatest("left", "right")) > 1

-- P004 no-shared-task
SELECT id FROM pairings WHERE coalesce(len(tasks), 0) = 0

-- P005 unpaired-village
SELECT id FROM organizations
WHERE id IN (SELECT organization FROM units WHERE kind IN ('village', 'community'))
EXCEPT
SELECT "left" FROM pairings
EXCEPT
SELECT "right" FROM pairings

-- P006 leader-without-liaison
SELECT s.id
FROM held s
JOIN organizations o ON o.id = s.organization
JOIN divisions d ON d.code = o.division
ANTI JOIN liaisons l ON l.leader = s.holder
WHERE s.role = 'leading_cadre' AND o.function = 'local_committee' AND d.level IN ('county', 'prefecture')

-- P007 liaison-level
SELECT l.id
FROM liaisons l
LEFT JOIN divisions t ON t.code = l.township
LEFT JOIN divisions v ON v.code = l.village
WHERE t.level <> 'township' OR v.level <> 'village'

-- P008 village-outside-township
SELECT l.id
FROM liaisons l
JOIN territory t ON t.id = l.township
JOIN territory v ON v.id = l.village
WHERE NOT list_contains(v.path, t.id)
