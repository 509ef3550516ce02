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
