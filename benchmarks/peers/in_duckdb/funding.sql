-- Money of the last full year; amounts in whole ten-thousandths of a yuan, so that sums are the same in any order.
CREATE TEMP TABLE budgets AS
SELECT organization, source, purpose, round_even(least(amount, 1e11) * 10000, 0) AS amount
FROM (FROM budgets_all QUALIFY row_number() OVER (PARTITION BY id ORDER BY file_row_number DESC) = 1)
WHERE year = year(getvariable('day')) - 1;

-- Organizations with money for the activities of members of their own.
CREATE TEMP TABLE funds AS
SELECT organization AS id, sum(amount) AS amount,
       coalesce(sum(amount) FILTER (source = 'dues'), 0) AS dues,
       coalesce(sum(amount) FILTER (source = 'fiscal'), 0) AS fiscal
FROM budgets SEMI JOIN organizations o ON o.id = budgets.organization
WHERE purpose = 'member_activity'
GROUP BY organization;

-- The pay floors of current workers; NULL where no income is known by which to measure.
CREATE TEMP TABLE floors AS
WITH
    posts(post, series, ratio) AS (
        VALUES ('village_secretary', 'rural_labour_income', getvariable('village_secretary_pay_ratio')),
               ('community_secretary', 'average_wage', getvariable('community_secretary_pay_ratio')),
               ('full_time_worker', 'average_wage', getvariable('full_time_worker_pay_ratio'))
    ),
    latest AS (
        SELECT division, series, amount
        FROM wages_all
        WHERE year <= year(getvariable('day'))
        QUALIFY row_number() OVER (PARTITION BY division, series ORDER BY year DESC, file_row_number DESC) = 1
    ),
    above AS (
        SELECT id, unnest(path) AS division, generate_subscripts(path, 1) AS depth
        FROM territory
        WHERE id IN (SELECT division FROM organizations SEMI JOIN workers w ON w.organization = organizations.id)
    ),
    applying AS (
        SELECT above.id AS division, series, arg_max(amount, depth) AS amount
        FROM above JOIN latest USING (division)
        GROUP BY above.id, series
    )
SELECT w.id, w.annual_pay, posts.ratio * applying.amount AS least
FROM workers w
JOIN posts USING (post)
LEFT JOIN organizations o ON o.id = w.organization
LEFT JOIN applying ON applying.division = o.division AND applying.series = posts.series;

-- F001 activity-fund-short
WITH
    at_new_year AS (
        SELECT organization, count(*) AS members
        FROM (
            SELECT id, organization
            FROM members_all
            WHERE (start IS NULL OR start <= make_date(year(getvariable('day')) - 1, 12, 31))
              AND ("end" IS NULL OR "end" > make_date(year(getvariable('day')) - 1, 12, 31))
            QUALIFY row_number() OVER (PARTITION BY id ORDER BY start DESC NULLS LAST, file_row_number DESC) = 1
        )
        GROUP BY organization
    ),
    under AS (
        SELECT above AS id, sum(members) AS members, sum(amount) AS amount
        FROM (
            SELECT unnest(path) AS above, coalesce(members, 0) AS members, coalesce(funds.amount, 0) AS amount
            FROM subordination
            LEFT JOIN funds USING (id)
            LEFT JOIN at_new_year n ON n.organization = subordination.id
        )
        GROUP BY above
    )
SELECT id FROM under SEMI JOIN funds USING (id)
WHERE members > 0 AND amount / 10000 < getvariable('activity_fund_per_member') * members

-- F002 fund-ratio
SELECT id FROM funds
WHERE dues + fiscal > 0
  AND 100 * dues / (dues + fiscal) NOT BETWEEN getvariable('dues_share_percent') - getvariable('dues_share_tolerance')
                                           AND getvariable('dues_share_percent') + getvariable('dues_share_tolerance')

-- F003 unbudgeted
SELECT o.id
FROM organizations o
SEMI JOIN divisions d ON d.code = o.division AND d.level = 'county'
ANTI JOIN budgets b ON b.organization = o.id AND b.source = 'fiscal'
WHERE o.function = 'local_committee'

-- F004 pay-below-floor
SELECT id FROM floors WHERE annual_pay < least

-- F005 no-benchmark
SELECT id FROM floors WHERE least IS NULL

-- F006 uncertified-worker
SELECT id FROM workers WHERE certified_on IS NULL OR certified_on > getvariable('day')

-- F007 grant-without-member
WITH
    grants AS (
        SELECT id, member, granted_on FROM grants_all WHERE granted_on <= getvariable('day')
        QUALIFY row_number() OVER (PARTITION BY id ORDER BY granted_on DESC, file_row_number DESC) = 1
    )
SELECT g.id
FROM grants g JOIN members_all m ON m.id = g.member
GROUP BY g.id
HAVING NOT bool_or((m.start IS NULL OR m.start <= g.granted_on) AND (m."end" IS NULL OR m."end" > g.granted_on))

-- F008 uninsured-secretary
SELECT id FROM workers WHERE post IN ('village_secretary', 'community_secretary') AND NOT insured
