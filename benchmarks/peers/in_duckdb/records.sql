-- What holds on the day of the tables beside the spine, and what several families ask of it.

CREATE TEMP TABLE bodies AS
SELECT id, kind, division, regional_unit
FROM bodies_all
WHERE (start IS NULL OR start <= getvariable('day')) AND ("end" IS NULL OR "end" > getvariable('day'))
QUALIFY row_number() OVER (PARTITION BY id ORDER BY start DESC NULLS LAST, file_row_number DESC) = 1;

CREATE TEMP TABLE service_points AS
SELECT id, kind, division, services, circles, latitude, longitude
FROM service_points_all
WHERE (start IS NULL OR start <= getvariable('day')) AND ("end" IS NULL OR "end" > getvariable('day'))
QUALIFY row_number() OVER (PARTITION BY id ORDER BY start DESC NULLS LAST, file_row_number DESC) = 1;

CREATE TEMP TABLE volunteer_teams AS
SELECT id, body
FROM volunteer_teams_all
WHERE (start IS NULL OR start <= getvariable('day')) AND ("end" IS NULL OR "end" > getvariable('day'))
QUALIFY row_number() OVER (PARTITION BY id ORDER BY start DESC NULLS LAST, file_row_number DESC) = 1;

CREATE TEMP TABLE seats AS
SELECT id, role, organization, body, holder, coalesce(part_time, false) AS part_time, represents_organization,
       represents_unit
FROM seats_all
WHERE (start IS NULL OR start <= getvariable('day')) AND ("end" IS NULL OR "end" > getvariable('day'))
QUALIFY row_number() OVER (PARTITION BY id ORDER BY start DESC NULLS LAST, file_row_number DESC) = 1;

CREATE TEMP TABLE pairings AS
SELECT id, "left", "right", tasks
FROM pairings_all
WHERE (start IS NULL OR start <= getvariable('day')) AND ("end" IS NULL OR "end" > getvariable('day'))
QUALIFY row_number() OVER (PARTITION BY id ORDER BY start DESC NULLS LAST, file_row_number DESC) = 1;

CREATE TEMP TABLE liaisons AS
SELECT id, leader, township, village
FROM liaisons_all
WHERE (start IS NULL OR start <= getvariable('day')) AND ("end" IS NULL OR "end" > getvariable('day'))
QUALIFY row_number() OVER (PARTITION BY id ORDER BY start DESC NULLS LAST, file_row_number DESC) = 1;

CREATE TEMP TABLE workers AS
SELECT id, post, organization, annual_pay, insured, certified_on
FROM workers_all
WHERE (start IS NULL OR start <= getvariable('day')) AND ("end" IS NULL OR "end" > getvariable('day'))
QUALIFY row_number() OVER (PARTITION BY id ORDER BY start DESC NULLS LAST, file_row_number DESC) = 1;

CREATE TEMP TABLE transfers AS
SELECT id, member, source, target, issued, received
FROM transfers_all
WHERE issued <= getvariable('day')
QUALIFY row_number() OVER (PARTITION BY id ORDER BY issued DESC, file_row_number DESC) = 1;

-- There are many meetings and attendances, and hardly one that occurs twice: only those are ordered.
CREATE TEMP TABLE superseded AS
SELECT 'meetings' AS tbl, file_row_number AS row
FROM meetings_all SEMI JOIN (FROM repeated WHERE tbl = 'meetings') USING (id)
WHERE held_on <= getvariable('day')
QUALIFY row_number() OVER (PARTITION BY id ORDER BY held_on DESC, file_row_number DESC) > 1
UNION ALL
SELECT 'attendances', file_row_number
FROM attendances_all SEMI JOIN (FROM repeated WHERE tbl = 'attendances') USING (id)
QUALIFY row_number() OVER (PARTITION BY id ORDER BY file_row_number DESC) > 1;

CREATE TEMP VIEW meetings AS
SELECT id, kind, organization, body, team, held_on, expected, attended
FROM meetings_all
WHERE held_on <= getvariable('day')
  AND file_row_number NOT IN (SELECT row FROM superseded WHERE tbl = 'meetings');

-- Members of whom something is said that most have not; only they are looked at again.
CREATE TEMP TABLE noted AS
SELECT id, status, joined, confirmed, probation_until, birth_year, floating, floating_stage, floating_since,
       host_organization, lost_since
FROM members_all AS m
SEMI JOIN members ON members.row = m.file_row_number
WHERE status = 'probationary' OR confirmed < joined OR lost_since IS NOT NULL OR floating
   OR year(joined) - birth_year < getvariable('joining_age');

-- The townships and counties that a division is or lies in, the nearest of a level first.
CREATE TEMP TABLE nesting AS
SELECT t.id AS place, d.level, d.code AS around,
       row_number() OVER (PARTITION BY t.id, d.level ORDER BY depth DESC) AS nth
FROM (SELECT id, unnest(path) AS above, generate_subscripts(path, 1) AS depth FROM territory) AS t
JOIN divisions d ON d.code = t.above
WHERE d.level IN ('township', 'county');

CREATE TEMP MACRO is_street(code) AS length(code) = 9 AND substr(code, 7) BETWEEN '001' AND '099';
CREATE TEMP MACRO is_rural(code) AS length(code) = 9 AND substr(code, 7) BETWEEN '100' AND '399';

-- The seats that count: somebody holds them who has not ended.
CREATE TEMP TABLE held AS
SELECT seats.* FROM seats SEMI JOIN members ON members.id = seats.holder;

-- When things began to exist that did not up to then: no other version of theirs reaches up to that day.
CREATE TEMP TABLE beginnings AS
WITH versions AS (
    SELECT 'organizations' AS tbl, id, start, "end" FROM organizations_all
    UNION ALL
    SELECT 'bodies', id, start, "end" FROM bodies_all
    UNION ALL
    SELECT 'volunteer_teams', id, start, "end" FROM volunteer_teams_all
)
SELECT DISTINCT v.tbl, v.id, v.start AS begun
FROM versions v
ANTI JOIN versions o
    ON o.tbl = v.tbl AND o.id = v.id
   AND (o.start IS NULL OR o.start < v.start) AND (o."end" IS NULL OR o."end" >= v.start)
WHERE v.start <= getvariable('day');

-- Since when what is there on the day has been there without a break; what is not listed has been there for ever.
CREATE TEMP TABLE standing AS
SELECT tbl, id, max(begun) AS since FROM beginnings GROUP BY tbl, id;
