-- C001 no-consultation
SELECT r.id
FROM regional_units r
ANTI JOIN bodies own ON own.regional_unit = r.id AND own.kind = 'consultative_council'
ANTI JOIN (
    SELECT b.division
    FROM bodies b
    SEMI JOIN divisions d ON d.code = b.division
    ANTI JOIN regional_units u ON u.id = b.regional_unit
    WHERE b.kind = 'consultative_council'
) AS shared ON shared.division = r.division

-- C002 narrow-council
SELECT b.id
FROM bodies b
LEFT JOIN seats s ON s.body = b.id
LEFT JOIN units u ON u.id = s.represents_unit
WHERE b.kind = 'consultative_council'
GROUP BY b.id
HAVING count(*) FILTER (u.kind = 'social_organization') = 0
    OR count(*) FILTER (u.kind IN ('public_enterprise', 'non_public_enterprise')) = 0

-- C003 idle-council
SELECT b.id
FROM bodies b
LEFT JOIN standing ON standing.tbl = 'bodies' AND standing.id = b.id
ANTI JOIN meetings m
    ON m.body = b.id AND m.kind = 'consultation'
   AND m.held_on >= getvariable('day') - getvariable('council_idle_days')::INTEGER
WHERE b.kind = 'consultative_council'
  AND coalesce(standing.since <= getvariable('day') - getvariable('council_idle_days')::INTEGER, true)

-- C004 matter-open
SELECT id
FROM (
    FROM matters_all WHERE raised_on <= getvariable('day')
    QUALIFY row_number() OVER (PARTITION BY id ORDER BY raised_on DESC, file_row_number DESC) = 1
)
WHERE raised_on <= getvariable('day') - getvariable('matter_open_days')::INTEGER
  AND (resolved_on IS NULL OR resolved_on > getvariable('day'))
