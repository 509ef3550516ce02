-- H001 gap
SELECT ended.id
FROM (SELECT id, "end", file_row_number AS row FROM members_all WHERE "end" IS NOT NULL) AS ended
JOIN members_all o ON o.id = ended.id
GROUP BY ended.id, ended.row
HAVING bool_or(o.start > ended."end" AND o.start <= getvariable('day'))
   AND NOT bool_or((o.start IS NULL OR o.start <= ended."end") AND (o."end" IS NULL OR o."end" > ended."end"))
   AND NOT coalesce(bool_or(o."end" = ended."end" AND o.exit IS NOT NULL), false)

-- H002 subordinate-outlives
WITH
    every AS (
        SELECT id, superior, coalesce(start, DATE '0001-01-01') AS began, "end", file_row_number AS row
        FROM organizations_all
    ),
    -- A superior that always was and still is cannot be missed.
    led AS (
        FROM every
        SEMI JOIN (SELECT id FROM organizations_all WHERE start IS NOT NULL OR "end" IS NOT NULL) AS passing
            ON passing.id = every.superior
    ),
    -- The days on which a version may come to be without its superior.
    days AS (
        SELECT id, superior, row, began, began AS day FROM led
        UNION
        SELECT led.id, led.superior, led.row, led.began, e."end"
        FROM led JOIN every e ON e.id = led.superior
        WHERE e."end" >= led.began AND (led."end" IS NULL OR e."end" < led."end")
        UNION
        SELECT led.id, led.superior, led.row, led.began, e."end"
        FROM led JOIN every e ON e.id = led.id
        WHERE e."end" >= led.began AND (led."end" IS NULL OR e."end" < led."end")
    )
SELECT DISTINCT d.id
FROM days d
ANTI JOIN every above
    ON above.id = d.superior AND above.began <= d.day AND (above."end" IS NULL OR above."end" > d.day)
ANTI JOIN every later
    ON later.id = d.id AND later.began <= d.day AND (later."end" IS NULL OR later."end" > d.day)
   AND (later.began > d.began OR (later.began = d.began AND later.row > d.row))

-- H003 dissolved-without-reason
WITH
    every AS (
        SELECT id, coalesce(start, DATE '0001-01-01') AS start, "end", end_reason, file_row_number AS row
        FROM organizations_all
    )
SELECT e.id
FROM every e
ANTI JOIN every later
    ON later.id = e.id AND later.start <= getvariable('day')
   AND (later.start > e.start OR (later.start = e.start AND later.row > e.row))
WHERE e."end" <= getvariable('day') AND e.end_reason IS NULL
