-- U001 no-hub
SELECT r.id FROM regional_units r ANTI JOIN organizations o ON o.id = r.hub

-- U002 shared-hub
SELECT r.id FROM regional_units r JOIN organizations o ON o.id = r.hub
QUALIFY count(*) OVER (PARTITION BY r.hub) > 1

-- U003 hub-outside
SELECT r.id
FROM regional_units r
JOIN organizations o ON o.id = r.hub
JOIN territory here ON here.id = o.division
JOIN territory there ON there.id = r.division
WHERE NOT list_contains(here.path, there.id)

-- U004 not-under-hub
SELECT a.id
FROM asked a
JOIN regional_units r ON r.id = a.regional_unit
JOIN organizations hub ON hub.id = r.hub
WHERE NOT list_contains(a.path, hub.id)

-- U005 outside-unit
SELECT a.id
FROM asked a
JOIN regional_units r ON r.id = a.regional_unit
JOIN territory here ON here.id = a.division
JOIN territory there ON there.id = r.division
WHERE r.mode NOT IN ('trade', 'industry', 'personnel')
  AND a.id IS DISTINCT FROM r.hub
  AND NOT list_contains(here.path, there.id)

-- U006 hub-alone
SELECT r.id FROM regional_units r
ANTI JOIN organizations o ON o.regional_unit = r.id AND o.id IS DISTINCT FROM r.hub

-- U007 hub-belongs-elsewhere
SELECT DISTINCT a.id
FROM asked a
JOIN regional_units own ON own.id = a.regional_unit
JOIN regional_units led ON led.hub = a.id
WHERE led.id <> own.id

-- U008 mode-mismatch
SELECT r.id
FROM regional_units r LEFT JOIN units u ON u.regional_unit = r.id
WHERE r.mode IN ('village_enterprise', 'village_neighbourhood', 'trade')
GROUP BY r.id, r.mode
HAVING (r.mode = 'village_enterprise'
        AND (count(*) FILTER (u.kind = 'village') = 0
          OR count(*) FILTER (u.kind IN ('public_enterprise', 'non_public_enterprise')) = 0))
    OR (r.mode = 'village_neighbourhood'
        AND (count(*) FILTER (u.kind = 'village') = 0 OR count(*) FILTER (u.kind = 'community') = 0))
    OR (r.mode = 'trade' AND count(DISTINCT u.trade) > 1)

-- U009 uncovered-unit
SELECT u.id
FROM units u
ANTI JOIN organizations o ON o.id = u.organization
ANTI JOIN regional_units r ON r.id = u.regional_unit
WHERE u.kind NOT IN ('village', 'community')

-- U010 unit-organization-disagree
SELECT u.id
FROM units u
JOIN organizations o ON o.id = u.organization
JOIN regional_units mine ON mine.id = u.regional_unit
JOIN regional_units theirs ON theirs.id = o.regional_unit
WHERE mine.id <> theirs.id

-- U011 division-ended
SELECT id FROM units
WHERE division IN (SELECT code FROM divisions_all) AND division NOT IN (SELECT code FROM divisions)

-- U012 reservoir-not-under-hub
SELECT r.id
FROM regional_units r
JOIN subordination reservoir ON reservoir.id = r.reservoir
JOIN organizations hub ON hub.id = r.hub
WHERE NOT list_contains(reservoir.path, hub.id)
