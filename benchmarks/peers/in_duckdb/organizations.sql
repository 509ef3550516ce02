-- O001 cycle
SELECT id FROM asked WHERE on_cycle

-- O002 extra-root
WITH placed AS (SELECT a.id, a.form, a.superior, d.rank FROM asked a LEFT JOIN divisions d ON d.code = a.division)
SELECT id FROM placed
WHERE superior IS NULL
  AND (form NOT IN ('working_committee', 'committee') OR rank > (SELECT min(rank) FROM placed))

-- O003 superior-ended
SELECT id FROM asked
WHERE superior IN (SELECT id FROM organizations_all) AND superior NOT IN (SELECT id FROM organizations)

-- O004 form-order
SELECT a.id FROM asked a JOIN organizations s ON s.id = a.parent
WHERE s.form IN ('branch', 'joint_branch', 'temporary_branch')
   OR (s.form IN ('general_branch', 'joint_general_branch', 'temporary_general_branch')
       AND a.form NOT IN ('branch', 'joint_branch', 'temporary_branch'))

-- O005 outside-superior
SELECT a.id
FROM asked a
JOIN organizations s ON s.id = a.parent
JOIN territory here ON here.id = a.division
JOIN territory there ON there.id = s.division
LEFT JOIN regional_units r ON r.id = a.regional_unit
WHERE NOT list_contains(here.path, there.id)
  AND NOT (coalesce(r.mode, 'park') IN ('trade', 'industry', 'personnel') AND a.id IS DISTINCT FROM r.hub)

-- O006 too-few-members
SELECT id FROM asked WHERE form IN ('branch', 'joint_branch') AND full_in < getvariable('minimum_full_members')

-- O007 branch-too-large
SELECT id FROM asked
WHERE form IN ('branch', 'joint_branch', 'temporary_branch') AND members_in > getvariable('largest_branch')

-- O008 should-be-committee
SELECT id FROM asked
WHERE form IN ('general_branch', 'joint_general_branch') AND NOT approved
  AND members_under >= getvariable('committee_from')

-- O009 form-too-high
SELECT id FROM asked
WHERE NOT approved
  AND ((form = 'committee' AND function = 'general' AND members_under < getvariable('committee_from'))
    OR (form IN ('general_branch', 'joint_general_branch') AND members_under < getvariable('general_branch_from')))

-- O010 no-secretary
SELECT id FROM asked WHERE id NOT IN (SELECT organization FROM secretaries WHERE organization IS NOT NULL)

-- O011 several-secretaries
SELECT id FROM asked WHERE id IN (SELECT organization FROM secretaries GROUP BY organization HAVING count(*) > 1)

-- O012 secretary-from-elsewhere
SELECT DISTINCT a.id
FROM asked a
JOIN secretaries s ON s.organization = a.id
JOIN subordination home ON home.id = s.home
WHERE NOT list_contains(home.path, a.id) AND NOT list_contains(a.path, home.id)

-- O013 election-overdue
SELECT id FROM asked
WHERE form IN ('branch', 'joint_branch', 'general_branch', 'joint_general_branch', 'committee')
  AND elected_on + to_years(least(1000, coalesce(term_years, greatest(
          CASE WHEN form = 'committee' THEN getvariable('term_committee') ELSE getvariable('term_branch') END,
          CASE WHEN in_villages THEN getvariable('term_village') END
      )))::INTEGER) < getvariable('day')

-- O014 empty-organization
SELECT id FROM asked WHERE members_under = 0

-- O015 joint-without-units
SELECT id FROM asked WHERE form IN ('joint_branch', 'joint_general_branch') AND units < 2

-- O016 single-with-several-units
SELECT id FROM asked WHERE form = 'branch' AND units >= 2

-- O017 joint-too-wide
SELECT id FROM asked WHERE form = 'joint_branch' AND units > getvariable('joint_branch_units')

-- O018 count-disagrees
SELECT id FROM asked WHERE member_count <> members_under

-- O019 division-ended
SELECT id FROM asked
WHERE division IN (SELECT code FROM divisions_all) AND division NOT IN (SELECT code FROM divisions)

-- O020 not-directly-elected
SELECT id FROM asked
WHERE elected_by <> 'public_direct' AND (in_villages OR id IN (SELECT hub FROM regional_units WHERE hub IS NOT NULL))
