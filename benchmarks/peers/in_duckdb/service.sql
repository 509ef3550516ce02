-- Service points of each kind within each division.
CREATE TEMP TABLE served AS
SELECT d.code, d.level,
       count(*) FILTER (p.kind = 'centre') AS centres,
       count(*) FILTER (p.kind = 'station') AS stations,
       count(*) FILTER (p.kind = 'point') AS points,
       count(*) FILTER (p.kind = 'public_centre') AS public_centres
FROM divisions d
LEFT JOIN (
    SELECT unnest(t.path) AS code, p.kind FROM service_points p JOIN territory t ON t.id = p.division
) AS p USING (code)
GROUP BY d.code, d.level;

-- How far one may walk: the straight line through the globe of radius 1, with room for rounding.
CREATE TEMP MACRO line() AS sin(
    least(pi(), greatest(0, getvariable('service_circle_minutes') * getvariable('walking_metres_per_minute') / 6371000))
    / 2
) * 2 * (1 + 1e-12);

-- Where things stand on that globe, and the cubes they stand in: who is near enough stands in the same or the next.
CREATE TEMP MACRO in_space(latitude, longitude) AS {
    'x': cos(radians(latitude)) * cos(radians(longitude)),
    'y': cos(radians(latitude)) * sin(radians(longitude)),
    'z': sin(radians(latitude))
};
CREATE TEMP MACRO cube(along) AS floor(along / greatest(line(), 1e-7))::BIGINT;
CREATE TEMP MACRO is_placed(latitude, longitude) AS
    latitude IS NOT NULL AND longitude IS NOT NULL AND NOT isnan(latitude) AND NOT isnan(longitude);

-- S001 no-service-point
SELECT code AS id FROM served
WHERE centres = 0 AND (level = 'county' OR (level = 'township' AND stations = 0))

-- S002 no-public-centre
SELECT v.code AS id
FROM served v
LEFT JOIN nesting n ON n.place = v.code AND n.level = 'township' AND n.nth = 1
LEFT JOIN served t ON t.code = n.around
WHERE v.level = 'village' AND v.public_centres = 0 AND coalesce(t.public_centres, 0) = 0

-- S003 incomplete-centre
SELECT id FROM service_points
WHERE kind = 'public_centre'
  AND NOT list_has_all(
      coalesce(services, []),
      ['party_activity', 'social_security', 'family_planning', 'health', 'enterprise', 'migrants']
  )

-- S004 beyond-ten-minutes
WITH
    offers AS (
        SELECT unnest(circles) AS circle, in_space(latitude, longitude) AS place,
               is_placed(latitude, longitude) AS placed
        FROM service_points
    ),
    there AS (
        SELECT DISTINCT circle, place.x, place.y, place.z, cube(place.x) + dx AS cx, cube(place.y) + dy AS cy,
               cube(place.z) + dz AS cz
        FROM offers, range(-1, 2) AS a(dx), range(-1, 2) AS b(dy), range(-1, 2) AS c(dz)
        WHERE placed
    ),
    villages AS (
        SELECT code, place.x, place.y, place.z, cube(place.x) AS cx, cube(place.y) AS cy, cube(place.z) AS cz
        FROM (
            SELECT code, in_space(latitude, longitude) AS place
            FROM divisions_all AS d
            SEMI JOIN divisions ON divisions.row = d.file_row_number
            WHERE level = 'village' AND is_placed(latitude, longitude)
        )
    ),
    -- What only points without coordinates offer cannot be measured.
    measured AS (
        SELECT unnest(['life', 'health', 'education', 'culture_sport']) AS circle
        EXCEPT
        SELECT circle FROM offers GROUP BY circle HAVING NOT bool_or(placed)
    ),
    near AS (
        SELECT DISTINCT v.code, t.circle
        FROM villages v
        JOIN there t USING (cx, cy, cz)
        WHERE (v.x - t.x) ** 2 + (v.y - t.y) ** 2 + (v.z - t.z) ** 2 <= line() ** 2
    )
SELECT DISTINCT v.code AS id
FROM villages v
CROSS JOIN measured
ANTI JOIN near ON near.code = v.code AND near.circle = measured.circle

-- S005 request-open
SELECT id
FROM (
    FROM requests_all WHERE opened_on <= getvariable('day')
    QUALIFY row_number() OVER (PARTITION BY id ORDER BY opened_on DESC, file_row_number DESC) = 1
)
WHERE getvariable('day') - opened_on >= getvariable('request_days')
  AND (closed_on IS NULL OR closed_on > getvariable('day'))

-- S006 no-point-in-village
SELECT code AS id FROM served
WHERE level = 'village' AND centres = 0 AND stations = 0 AND points = 0 AND public_centres = 0
