-- Who leads together, in streets and in the countryside: what the rules of leadership share.

CREATE TEMP TABLE enlarged AS
SELECT id, division AS street FROM asked
WHERE function = 'enlarged_working_committee' AND is_street(division);

-- The three committees of each street in or under which they lie.
CREATE TEMP TABLE three AS
SELECT a.id, a.function, n.around AS street
FROM asked a JOIN nesting n ON n.place = a.division
WHERE a.function IN ('comprehensive_committee', 'community_committee', 'government_organs_committee')
  AND is_street(n.around);

-- The part-time seats of deputies and members on enlarged committees.
CREATE TEMP TABLE concurrent AS
SELECT s.id, s.holder, s.represents_organization, a.division AS street
FROM held s JOIN asked a ON a.id = s.organization
WHERE s.part_time AND s.role IN ('deputy_secretary', 'member') AND a.function = 'enlarged_working_committee';

-- Co-building councils; one whose 1+N unit is not current is of no unit.
CREATE TEMP TABLE co_building AS
SELECT b.division, r.id AS regional_unit
FROM bodies b LEFT JOIN regional_units r ON r.id = b.regional_unit
WHERE b.kind = 'co_building_council';

-- L001 no-enlarged-committee
SELECT code AS id FROM divisions
WHERE level = 'township' AND is_street(code) AND code NOT IN (SELECT street FROM enlarged)

-- L002 several-enlarged-committees
SELECT code AS id FROM divisions
WHERE level = 'township' AND code IN (SELECT street FROM enlarged GROUP BY street HAVING count(*) > 1)

-- L003 missing-of-three
SELECT e.id
FROM enlarged e
SEMI JOIN divisions d ON d.code = e.street
LEFT JOIN three ON three.street = e.street
GROUP BY e.id
HAVING count(DISTINCT three.function) < 3

-- L004 concurrent-seat-not-head
SELECT c.id
FROM concurrent c
SEMI JOIN organizations o ON o.id = c.represents_organization
ANTI JOIN secretaries s ON s.organization = c.represents_organization AND s.holder = c.holder

-- L005 represented-outside
SELECT id FROM concurrent c ANTI JOIN organizations o ON o.id = c.represents_organization
UNION ALL
SELECT c.id
FROM concurrent c
JOIN organizations o ON o.id = c.represents_organization
JOIN territory here ON here.id = o.division
JOIN territory street ON street.id = c.street
WHERE NOT list_contains(here.path, street.id)

-- L006 no-concurrent-seat
SELECT id FROM asked
WHERE function = 'enlarged_working_committee'
  AND id NOT IN (SELECT organization FROM held WHERE part_time AND organization IS NOT NULL)

-- L007 community-without-part-timers
SELECT id FROM asked
WHERE function = 'community_committee'
  AND id NOT IN (SELECT organization FROM held WHERE part_time AND role = 'member' AND organization IS NOT NULL)

-- L008 broken-vertical
WITH
    nearest AS (
        SELECT place, any_value(around) FILTER (level = 'township') AS township,
               any_value(around) FILTER (level = 'county') AS county
        FROM nesting WHERE nth = 1 GROUP BY place
    ),
    led AS (
        SELECT id, division AS place FROM asked WHERE function = 'village_organization'
        UNION
        SELECT r.hub, r.division
        FROM regional_units r JOIN nearest n ON n.place = r.division
        WHERE length(r.division) >= 9 AND is_rural(n.township)
    ),
    heads AS (
        SELECT division,
               list(id) FILTER (function IN ('township_committee', 'street_working_committee')) AS of_township,
               list(id) FILTER (function = 'local_committee') AS of_county
        FROM organizations
        WHERE function IN ('township_committee', 'street_working_committee', 'local_committee')
        GROUP BY division
    )
SELECT DISTINCT led.id
FROM led
JOIN asked a ON a.id = led.id
JOIN nearest n ON n.place = led.place
LEFT JOIN heads t ON t.division = n.township
LEFT JOIN heads c ON c.division = n.county
WHERE (n.township IS NOT NULL AND NOT coalesce(list_has_any(a.path, t.of_township), false))
   OR (n.county IS NOT NULL AND NOT coalesce(list_has_any(a.path, c.of_county), false))

-- L009 no-county-coordination
SELECT around AS id FROM nesting WHERE level = 'county' AND is_rural(place)
EXCEPT
SELECT division FROM bodies WHERE kind = 'coordination_committee'

-- L010 no-township-coordination
SELECT code AS id FROM divisions WHERE level = 'township' AND is_rural(code)
EXCEPT
SELECT division FROM bodies WHERE kind = 'coordination_committee'

-- L011 no-council
SELECT r.id
FROM regional_units r
SEMI JOIN nesting n ON n.place = r.division AND is_rural(n.around)
ANTI JOIN co_building own ON own.regional_unit = r.id
ANTI JOIN co_building there ON there.regional_unit IS NULL AND there.division = r.division

-- L012 village-without-council
SELECT a.id
FROM asked a
SEMI JOIN nesting n ON n.place = a.division AND is_rural(n.around)
ANTI JOIN co_building here ON here.regional_unit IS NULL AND here.division = a.division
ANTI JOIN co_building own ON own.regional_unit = a.regional_unit
ANTI JOIN (
    SELECT r.id FROM regional_units r JOIN co_building there ON there.division = r.division
    WHERE there.regional_unit IS NULL
) AS area ON area.id = a.regional_unit
WHERE a.function = 'village_organization'

-- L013 three-not-under
SELECT DISTINCT three.id
FROM three
JOIN subordination tree ON tree.id = three.id
JOIN (SELECT street, list(id) AS heads FROM enlarged GROUP BY street) AS one ON one.street = three.street
WHERE NOT list_has_any(tree.path, one.heads)

-- L014 influential-without-seat
WITH
    influential AS (
        SELECT u.id, u.organization, n.around AS street
        FROM units_all u
        SEMI JOIN units ON units.row = u.file_row_number
        SEMI JOIN organizations o ON o.id = u.organization
        JOIN nesting n ON n.place = u.division
        SEMI JOIN enlarged e ON e.street = n.around
        WHERE u.influential
    ),
    heard AS (
        SELECT e.street, s.represents_organization, s.represents_unit
        FROM held s JOIN enlarged e ON e.id = s.organization
        WHERE s.part_time
    )
SELECT DISTINCT i.id
FROM influential i
ANTI JOIN heard itself ON itself.street = i.street AND itself.represents_unit = i.id
ANTI JOIN heard its ON its.street = i.street AND its.represents_organization = i.organization
