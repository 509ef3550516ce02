-- Branches, since when they have been there, and when they last met for what.
CREATE TEMP TABLE branches AS
WITH last AS (
    SELECT organization AS id,
           max(held_on) FILTER (kind = 'general_meeting') AS general_meeting,
           max(held_on) FILTER (kind = 'committee_meeting') AS committee_meeting,
           max(held_on) FILTER (kind = 'lecture') AS lecture,
           max(held_on) FILTER (kind = 'theme_day') AS theme_day,
           max(held_on) FILTER (kind = 'life_meeting') AS life_meeting,
           max(held_on) FILTER (kind = 'appraisal') AS appraisal
    FROM meetings
    WHERE organization IS NOT NULL
    GROUP BY organization
)
SELECT a.id, a.members_in, coalesce(standing.since, DATE '0001-01-01') AS since, last.* EXCLUDE (id)
FROM asked a
LEFT JOIN standing ON standing.tbl = 'organizations' AND standing.id = a.id
LEFT JOIN last ON last.id = a.id
WHERE a.form IN ('branch', 'joint_branch', 'temporary_branch');

-- Whether something that was there all the time last happened longer ago than so many days.
CREATE TEMP MACRO overdue(since, last, days) AS
    since <= getvariable('day') - days::INTEGER AND coalesce(last < getvariable('day') - days::INTEGER, true);

-- A001 general-meeting-overdue
SELECT id FROM branches WHERE overdue(since, general_meeting, getvariable('general_meeting_days'))

-- A002 committee-meeting-overdue
SELECT id FROM branches
WHERE members_in >= getvariable('branch_committee_from')
  AND overdue(since, committee_meeting, getvariable('committee_meeting_days'))

-- A003 lecture-overdue
SELECT id FROM branches WHERE overdue(since, lecture, getvariable('lecture_days'))

-- A004 theme-day-overdue
SELECT id FROM branches WHERE overdue(since, theme_day, getvariable('theme_day_days'))

-- A005 life-meeting-overdue
SELECT id FROM branches WHERE overdue(since, life_meeting, getvariable('life_meeting_days'))

-- A006 appraisal-overdue
SELECT id FROM branches WHERE overdue(since, appraisal, getvariable('appraisal_days'))

-- A007 more-present-than-expected
SELECT id FROM meetings WHERE attended > expected

-- A008 thin-meeting
SELECT id FROM meetings WHERE attended < expected - attended

-- A009 attendance-count-disagrees
SELECT m.id
FROM meetings m
JOIN (
    SELECT meeting, count(*) AS recorded FROM attendances_all
    WHERE file_row_number NOT IN (SELECT row FROM superseded WHERE tbl = 'attendances')
    GROUP BY meeting
) AS cards ON cards.meeting = m.id
WHERE m.attended <> cards.recorded
