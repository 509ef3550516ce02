-- Organizations dissolved by the day, and the members who were in them and went on in another current organization.
CREATE TEMP TABLE dissolved AS
SELECT id AS source, "end" AS dissolved_on, regional_unit
FROM organizations_all
WHERE "end" <= getvariable('day') AND end_reason = 'dissolved';

CREATE TEMP TABLE went_on AS
WITH
    leaving AS (
        SELECT DISTINCT m.id, d.source, d.dissolved_on
        FROM members_all m JOIN dissolved d ON d.source = m.organization
        WHERE (m.start IS NULL OR m.start < d.dissolved_on) AND (m."end" IS NULL OR m."end" >= d.dissolved_on)
    ),
    versions AS (
        SELECT l.source, l.dissolved_on, m.*
        FROM members_all m JOIN leaving l USING (id)
    ),
    before AS (
        SELECT id, source, dissolved_on FROM versions
        WHERE (start IS NULL OR start < dissolved_on) AND ("end" IS NULL OR "end" >= dissolved_on)
        QUALIFY row_number() OVER (
            PARTITION BY id, source, dissolved_on ORDER BY start DESC NULLS LAST, file_row_number DESC
        ) = 1 AND organization = source
    ),
    after AS (
        SELECT id, source, dissolved_on, organization AS home FROM versions
        WHERE (start IS NULL OR start <= dissolved_on) AND ("end" IS NULL OR "end" > dissolved_on)
        QUALIFY row_number() OVER (
            PARTITION BY id, source, dissolved_on ORDER BY start DESC NULLS LAST, file_row_number DESC
        ) = 1
    )
SELECT after.*
FROM after
JOIN before USING (id, source, dissolved_on)
SEMI JOIN organizations_all o
    ON o.id = after.home
   AND (o.start IS NULL OR o.start <= after.dissolved_on) AND (o."end" IS NULL OR o."end" > after.dissolved_on)
WHERE after.home <> after.source;

-- R001 stranded-member
SELECT id FROM members
WHERE organization NOT IN (SELECT id FROM organizations) AND organization IN (SELECT id FROM organizations_all)

-- R002 lost-member
WITH
    ended AS (
        SELECT id, coalesce(start, DATE '0001-01-01') AS start, file_row_number FROM members_all
        WHERE "end" <= getvariable('day') AND exit IS NULL
    ),
    later AS (
        SELECT e.id, e.file_row_number
        FROM ended e
        JOIN (
            SELECT id, coalesce(start, DATE '0001-01-01') AS start, file_row_number FROM members_all
        ) AS m ON m.id = e.id
        WHERE m.start <= getvariable('day')
          AND (m.start > e.start OR (m.start = e.start AND m.file_row_number > e.file_row_number))
    )
SELECT id FROM ended ANTI JOIN later USING (id, file_row_number)

-- R003 absorbed-elsewhere
WITH
    led AS (
        SELECT d.source, d.dissolved_on, r.hub, r.reservoir
        FROM dissolved d
        JOIN regional_units_all r ON r.id = d.regional_unit
        WHERE (r.start IS NULL OR r.start <= d.dissolved_on) AND (r."end" IS NULL OR r."end" > d.dissolved_on)
        QUALIFY row_number() OVER (
            PARTITION BY d.source, d.dissolved_on ORDER BY r.start DESC NULLS LAST, r.file_row_number DESC
        ) = 1
    )
SELECT DISTINCT g.id
FROM went_on g
JOIN led USING (source, dissolved_on)
SEMI JOIN organizations_all hub
    ON hub.id = led.hub
   AND (hub.start IS NULL OR hub.start <= g.dissolved_on) AND (hub."end" IS NULL OR hub."end" > g.dissolved_on)
ANTI JOIN transfers_all t ON t.member = g.id AND t.source = g.source AND t.issued <= getvariable('day')
WHERE g.home <> led.hub AND g.home IS DISTINCT FROM led.reservoir

-- R004 incubation-due
SELECT u.id
FROM units u
ANTI JOIN organizations o ON o.id = u.organization
JOIN members m ON m.unit = u.id
WHERE m.status = 'full'
GROUP BY u.id
HAVING count(*) >= getvariable('minimum_full_members')

-- R005 still-in-reservoir
WITH star AS (
    SELECT hub, reservoir, hub AS store FROM regional_units
    UNION
    SELECT hub, reservoir, reservoir FROM regional_units
)
SELECT DISTINCT m.id
FROM members m
JOIN star ON star.store = m.organization
JOIN units u ON u.id = m.unit
SEMI JOIN organizations home ON home.id = m.organization
SEMI JOIN organizations covering ON covering.id = u.organization
WHERE u.organization IS DISTINCT FROM star.hub AND u.organization IS DISTINCT FROM star.reservoir

-- R006 joint-member-ready
SELECT u.id
FROM units u
JOIN organizations o ON o.id = u.organization
JOIN members m ON m.unit = u.id AND m.organization = u.organization
WHERE o.form = 'joint_branch' AND m.status = 'full'
GROUP BY u.id
HAVING count(*) >= getvariable('minimum_full_members')

-- R007 joint-candidate
SELECT u.id
FROM units u
ANTI JOIN organizations o ON o.id = u.organization
JOIN members m ON m.unit = u.id
WHERE m.status = 'full'
GROUP BY u.id
HAVING count(*) <= getvariable('joint_candidate_up_to')

-- R008 source-still-responsible
SELECT DISTINCT g.id
FROM went_on g
ANTI JOIN transfers_all t
    ON t.member = g.id AND t.source = g.source AND t.issued <= getvariable('day') AND t.received <= getvariable('day')
