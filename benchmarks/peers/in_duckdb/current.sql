-- What holds on the day, and the two forests: made once, used by all rules.

CREATE TEMP TABLE divisions AS
SELECT code, name, level, parent, file_row_number AS row,
       list_position(['province', 'prefecture', 'county', 'township', 'village'], level) AS rank
FROM divisions_all
WHERE (start IS NULL OR start <= getvariable('day')) AND ("end" IS NULL OR "end" > getvariable('day'))
QUALIFY row_number() OVER (PARTITION BY code ORDER BY start DESC NULLS LAST, file_row_number DESC) = 1;

CREATE TEMP TABLE organizations AS
SELECT id, form, coalesce(function, 'general') AS function, superior, division, regional_unit, elected_on, elected_by,
       term_years, coalesce(approved, false) AS approved, coalesce(external, false) AS external, member_count
FROM organizations_all
WHERE (start IS NULL OR start <= getvariable('day')) AND ("end" IS NULL OR "end" > getvariable('day'))
QUALIFY row_number() OVER (PARTITION BY id ORDER BY start DESC NULLS LAST, file_row_number DESC) = 1;

CREATE TEMP TABLE units AS
SELECT id, kind, trade, division, organization, regional_unit, file_row_number AS row
FROM units_all
WHERE (start IS NULL OR start <= getvariable('day')) AND ("end" IS NULL OR "end" > getvariable('day'))
QUALIFY row_number() OVER (PARTITION BY id ORDER BY start DESC NULLS LAST, file_row_number DESC) = 1;

CREATE TEMP TABLE regional_units AS
SELECT id, mode, division, hub, reservoir
FROM regional_units_all
WHERE (start IS NULL OR start <= getvariable('day')) AND ("end" IS NULL OR "end" > getvariable('day'))
QUALIFY row_number() OVER (PARTITION BY id ORDER BY start DESC NULLS LAST, file_row_number DESC) = 1;

CREATE TEMP TABLE members AS
SELECT id, organization, status, unit, file_row_number AS row
FROM members_all
WHERE (start IS NULL OR start <= getvariable('day')) AND ("end" IS NULL OR "end" > getvariable('day'))
QUALIFY row_number() OVER (PARTITION BY id ORDER BY start DESC NULLS LAST, file_row_number DESC) = 1;

-- Seats of secretaries whose holder is current, with the organization the holder is in.
CREATE TEMP TABLE secretaries AS
SELECT seat.organization, seat.holder, members.organization AS home
FROM (
    SELECT id, role, organization, holder
    FROM seats_all
    WHERE (start IS NULL OR start <= getvariable('day')) AND ("end" IS NULL OR "end" > getvariable('day'))
    QUALIFY row_number() OVER (PARTITION BY id ORDER BY start DESC NULLS LAST, file_row_number DESC) = 1
) AS seat
JOIN members ON members.id = seat.holder
WHERE seat.role = 'secretary';

-- A forest holds for each node the path down to it: "x is under y" is list_contains(path of x, y). It is walked from
-- the roots; what no root reaches lies on a cycle or below one, and is walked upward until it meets itself. What lies
-- on a cycle is a root then.
CREATE TEMP TABLE territory AS
WITH RECURSIVE
    edge AS (SELECT d.code AS id, p.code AS parent FROM divisions d LEFT JOIN divisions p ON p.code = d.parent),
    down AS (
        SELECT id, parent, [id] AS path FROM edge WHERE parent IS NULL
        UNION ALL
        SELECT edge.id, edge.parent, list_append(down.path, edge.id) FROM edge JOIN down ON edge.parent = down.id
    ),
    lost AS (SELECT id, parent FROM edge ANTI JOIN down USING (id)),
    up AS (
        SELECT id, parent AS above FROM lost
        UNION
        SELECT up.id, lost.parent FROM up JOIN lost ON lost.id = up.above
    ),
    turning AS (SELECT id FROM up WHERE above = id),
    below AS (
        SELECT id, NULL::VARCHAR AS parent, [id] AS path, true AS on_cycle FROM turning
        UNION ALL
        SELECT rest.id, rest.parent, list_append(below.path, rest.id), false
        FROM (FROM lost ANTI JOIN turning USING (id)) AS rest JOIN below ON rest.parent = below.id
    )
SELECT id, parent, path, false AS on_cycle FROM down
UNION ALL
SELECT id, parent, path, on_cycle FROM below;

CREATE TEMP TABLE subordination AS
WITH RECURSIVE
    edge AS (SELECT o.id, s.id AS parent FROM organizations o LEFT JOIN organizations s ON s.id = o.superior),
    down AS (
        SELECT id, parent, [id] AS path FROM edge WHERE parent IS NULL
        UNION ALL
        SELECT edge.id, edge.parent, list_append(down.path, edge.id) FROM edge JOIN down ON edge.parent = down.id
    ),
    lost AS (SELECT id, parent FROM edge ANTI JOIN down USING (id)),
    up AS (
        SELECT id, parent AS above FROM lost
        UNION
        SELECT up.id, lost.parent FROM up JOIN lost ON lost.id = up.above
    ),
    turning AS (SELECT id FROM up WHERE above = id),
    below AS (
        SELECT id, NULL::VARCHAR AS parent, [id] AS path, true AS on_cycle FROM turning
        UNION ALL
        SELECT rest.id, rest.parent, list_append(below.path, rest.id), false
        FROM (FROM lost ANTI JOIN turning USING (id)) AS rest JOIN below ON rest.parent = below.id
    )
SELECT id, parent, path, false AS on_cycle FROM down
UNION ALL
SELECT id, parent, path, on_cycle FROM below;

-- The organizations that are asked, with where they stand and the members in and under them.
CREATE TEMP TABLE asked AS
WITH
    inside AS (
        SELECT organization AS id, count(*) AS members, count(*) FILTER (status = 'full') AS full_members
        FROM members GROUP BY organization
    ),
    under AS (
        SELECT above AS id, sum(members) AS members
        FROM (SELECT unnest(path) AS above, members FROM subordination JOIN inside USING (id)) GROUP BY above
    ),
    covering AS (
        SELECT organization AS id, count(*) AS units, bool_or(kind IN ('village', 'community')) AS in_villages
        FROM units GROUP BY organization
    )
SELECT o.*, tree.parent, tree.path, tree.on_cycle,
       coalesce(inside.members, 0) AS members_in, coalesce(inside.full_members, 0) AS full_in,
       coalesce(under.members, 0) AS members_under,
       coalesce(covering.units, 0) AS units, coalesce(covering.in_villages, false) AS in_villages
FROM organizations o
JOIN subordination AS tree USING (id)
LEFT JOIN inside USING (id)
LEFT JOIN under USING (id)
LEFT JOIN covering USING (id)
WHERE NOT o.external;
