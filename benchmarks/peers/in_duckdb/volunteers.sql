-- The last month that is over, and the last March.
CREATE TEMP MACRO month_before() AS date_trunc('month', getvariable('day') - INTERVAL 1 MONTH)::DATE;
CREATE TEMP MACRO past_march() AS make_date(
    year(getvariable('day')) - CASE WHEN month(getvariable('day')) > 3 THEN 0 ELSE 1 END, 3, 1
);

-- Teams that were there on every day of a month.
CREATE TEMP MACRO teams_through(first) AS TABLE
SELECT t.id
FROM volunteer_teams t
SEMI JOIN volunteer_teams_all v
    ON v.id = t.id AND (v.start IS NULL OR v.start <= last_day(first)) AND (v."end" IS NULL OR v."end" > last_day(first))
ANTI JOIN beginnings b
    ON b.tbl = 'volunteer_teams' AND b.id = t.id AND b.begun > first AND b.begun <= last_day(first);

-- V001 uncoordinated-team
SELECT t.id FROM volunteer_teams t ANTI JOIN bodies b ON b.id = t.body

-- V002 no-project
SELECT t.id
FROM volunteer_teams t
ANTI JOIN (
    FROM projects_all
    WHERE (start IS NULL OR start <= getvariable('day')) AND ("end" IS NULL OR "end" > getvariable('day'))
    QUALIFY row_number() OVER (PARTITION BY id ORDER BY start DESC NULLS LAST, file_row_number DESC) = 1
) AS p ON p.team = t.id

-- V003 service-day-missed
SELECT t.id
FROM teams_through(month_before()) t
ANTI JOIN meetings m
    ON m.team = t.id AND m.kind = 'service_day'
   AND m.held_on = month_before() + ((13 - isodow(month_before())) % 7)::INTEGER

-- V004 service-month-missed
SELECT t.id
FROM teams_through(past_march()) t
ANTI JOIN meetings m
    ON m.team = t.id AND m.kind = 'service_day' AND m.held_on BETWEEN past_march() AND last_day(past_march())

-- V005 volunteer-ended
WITH
    volunteers AS (
        FROM volunteers_all
        WHERE (start IS NULL OR start <= getvariable('day')) AND ("end" IS NULL OR "end" > getvariable('day'))
        QUALIFY row_number() OVER (PARTITION BY id ORDER BY start DESC NULLS LAST, file_row_number DESC) = 1
    )
SELECT id FROM volunteers v ANTI JOIN members m ON m.id = v.member WHERE v.member IN (SELECT id FROM members_all)
UNION
SELECT id FROM volunteers v ANTI JOIN volunteer_teams t ON t.id = v.team
WHERE v.team IN (SELECT id FROM volunteer_teams_all)

-- V006 undertrained
SELECT t.id
FROM volunteer_teams t
LEFT JOIN standing ON standing.tbl = 'volunteer_teams' AND standing.id = t.id
ANTI JOIN meetings m
    ON m.team = t.id AND m.kind = 'training'
   AND m.held_on >= getvariable('day') - getvariable('volunteer_training_days')::INTEGER
WHERE coalesce(standing.since <= getvariable('day') - getvariable('volunteer_training_days')::INTEGER, true)
