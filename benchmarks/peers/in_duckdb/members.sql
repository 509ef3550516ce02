-- M001 probation-overdue
SELECT id FROM noted
WHERE status = 'probationary'
  AND (probation_until < getvariable('day')
    OR (probation_until IS NULL
        AND joined + to_months(getvariable('probation_months')::INTEGER) < getvariable('day')))

-- M002 confirmed-before-joined
SELECT id FROM noted WHERE confirmed < joined

-- M003 joined-underage
SELECT id FROM noted WHERE year(joined) - birth_year < getvariable('joining_age')

-- M004 confirmed-while-probationary
SELECT id FROM noted WHERE status = 'probationary' AND confirmed <= getvariable('day')

-- M005 out-of-contact
SELECT id FROM noted
WHERE lost_since + to_months(getvariable('lost_contact_months')::INTEGER) <= getvariable('day')

-- M006 unit-ended
SELECT m.id
FROM members m
SEMI JOIN (SELECT id FROM units_all EXCEPT SELECT id FROM units) AS ended ON ended.id = m.unit

-- M007 not-in-branch
SELECT m.id
FROM members m
SEMI JOIN (
    SELECT id FROM organizations WHERE form NOT IN ('branch', 'joint_branch', 'temporary_branch')
    EXCEPT
    SELECT hub FROM regional_units
    EXCEPT
    SELECT reservoir FROM regional_units
) AS other ON other.id = m.organization
