-- D001 extra-root
SELECT code AS id FROM divisions
WHERE rank > (SELECT min(rank) FROM divisions) AND parent IS NULL

-- D002 cycle
SELECT id FROM territory WHERE on_cycle

-- D003 level-skip
SELECT d.code AS id FROM divisions d JOIN divisions p ON p.code = d.parent WHERE d.rank <> p.rank + 1

-- D004 code-outside-parent
SELECT code AS id FROM divisions
WHERE NOT starts_with(code, parent) AND parent IN (SELECT code FROM divisions_all)

-- D005 parent-ended
SELECT code AS id FROM divisions
WHERE parent IN (SELECT code FROM divisions_all) AND parent NOT IN (SELECT code FROM divisions)

-- D006 sibling-namesake
SELECT d.code AS id FROM divisions d JOIN territory t ON t.id = d.code
WHERE t.parent IS NOT NULL
QUALIFY count(*) OVER (PARTITION BY t.parent, d.name) > 1

-- D007 name-against-code
SELECT code AS id FROM divisions
WHERE length(code) = 12
  AND ((substr(code, 10) BETWEEN '001' AND '199' AND (suffix(name, '村') OR suffix(name, '村委会')))
    OR (substr(code, 10) BETWEEN '200' AND '399' AND (suffix(name, '社区') OR suffix(name, '居委会'))))

-- D008 childless-township
SELECT code AS id FROM divisions
WHERE level = 'township'
  AND EXISTS (FROM divisions_all WHERE level = 'village')
  AND code NOT IN (
      SELECT unnest(t.path) FROM territory t JOIN divisions v ON v.code = t.id WHERE v.level = 'village'
  )
