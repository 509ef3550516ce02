"""What others rely on about a rule: its code, severity, name, table, the column to blame, the values of its findings.

Baselines, dashboards and programs name them. Whoever changes a line here changes what they see.
"""

from random import Random

import pytest

import regionpb as rpb
from regionpb.contract import TABLES
from regionpb.engines import builtin
from regionpb.policies import read_policy
from regionpb.rules.runner import run

PROMISED = """
E001 error missing-column * - column value
E002 error unreadable-value * - column value
E003 error unknown-value * - column value
E004 error missing-value * - column value
E005 error dangling-reference * - column value references
E006 error end-before-start * - column value
E007 error overlapping-versions * - column value
E008 info unknown-table * - column value
E009 error malformed-code * - column value
E010 error ambiguous-reference * - column value references candidates
E011 error unreadable-file * - reason value column
E012 error ragged-row * - reason value cells columns
E013 error duplicate-column * - column value
E014 error missing-table * - column value
D001 error extra-root divisions parent level
D002 error cycle divisions parent parent
D003 error level-skip divisions parent level parent
D004 error code-outside-parent divisions parent parent
D005 error parent-ended divisions parent parent
D006 warning sibling-namesake divisions name name parent
D007 info name-against-code divisions name name division_kind
D008 warning childless-township divisions - level
O001 error cycle organizations superior superior
O002 error extra-root organizations superior form division
O003 error superior-ended organizations superior superior
O004 error form-order organizations superior form superior
O005 warning outside-superior organizations division division superior superior_division
O006 error too-few-members organizations - form full_members minimum_full_members
O007 warning branch-too-large organizations - form members largest_branch
O008 warning should-be-committee organizations - form members committee_from
O009 info form-too-high organizations - form members minimum
O010 warning no-secretary organizations -
O011 error several-secretaries organizations - secretaries
O012 warning secretary-from-elsewhere organizations - holder holder_organization
O013 warning election-overdue organizations elected_on elected_on term_years
O014 warning empty-organization organizations -
O015 error joint-without-units organizations - form units
O016 warning single-with-several-units organizations form units
O017 warning joint-too-wide organizations - units joint_branch_units
O018 warning count-disagrees organizations member_count member_count members
O019 warning division-ended organizations division division
O020 info not-directly-elected organizations elected_by elected_by
U001 error no-hub regional_units hub hub
U002 error shared-hub regional_units hub hub regional_units
U003 error hub-outside regional_units hub hub hub_division division
U004 error not-under-hub organizations superior regional_unit hub superior
U005 warning outside-unit organizations division regional_unit mode division regional_unit_division
U006 warning hub-alone regional_units - hub
U007 error hub-belongs-elsewhere organizations regional_unit regional_unit hub_of
U008 warning mode-mismatch regional_units mode mode villages communities enterprises trades
U009 warning uncovered-unit units regional_unit kind organization regional_unit
U010 warning unit-organization-disagree units regional_unit regional_unit organization organization_regional_unit
U011 warning division-ended units division division
U012 error reservoir-not-under-hub regional_units reservoir reservoir hub
R001 error stranded-member members organization organization
R002 error lost-member members exit organization end
R003 warning absorbed-elsewhere members organization source end organization regional_unit hub
R004 warning incubation-due units organization full_members elsewhere regional_unit
R005 warning still-in-reservoir members organization organization regional_unit unit unit_organization
R006 info joint-member-ready units organization organization full_members
R007 info joint-candidate units organization full_members
R008 info source-still-responsible members organization source end organization
C001 info no-consultation regional_units - division
C002 warning narrow-council bodies - social_organizations enterprises_seated
C003 warning idle-council bodies - last_held_on council_idle_days
C004 warning matter-open matters resolved_on raised_on matter_open_days
A001 warning general-meeting-overdue organizations - last_held_on general_meeting_days
A002 warning committee-meeting-overdue organizations - last_held_on committee_meeting_days members
A003 warning lecture-overdue organizations - last_held_on lecture_days
A004 warning theme-day-overdue organizations - last_held_on theme_day_days
A005 warning life-meeting-overdue organizations - last_held_on life_meeting_days
A006 warning appraisal-overdue organizations - last_held_on appraisal_days
A007 error more-present-than-expected meetings attended attended expected
A008 info thin-meeting meetings attended attended expected
A009 warning attendance-count-disagrees meetings attended attended attendances
V001 info uncoordinated-team volunteer_teams body body
V002 info no-project volunteer_teams -
V003 info service-day-missed volunteer_teams - saturday
V004 info service-month-missed volunteer_teams - year
V005 warning volunteer-ended volunteers member member team
V006 info undertrained volunteer_teams - last_held_on volunteer_training_days
"""
LINES = {line[:4]: line.split() for line in PROMISED.strip().splitlines()}


def test_every_rule_has_its_line():
    assert [*LINES] == [*rpb.rules]


@pytest.mark.parametrize("code", rpb.rules)
def test_a_rule_is_what_was_promised(code):
    rule = rpb.rules[code]
    assert LINES[code] == [code, rule.severity.value, rule.name, rule.on, rule.at or "-", *rule.values]
    assert rule.at is None or rule.at in TABLES[rule.on].by_name


NOTHING_TO_LOOK_AT = {
    *("D002", "D005", "O001", "O003", "O013", "O018", "O019", "O020"),
    *("R001", "R002", "R003", "R004", "R005", "R006", "R007", "R008", "U011", "U012"),
    *("A007", "A008", "A009"),
}


@pytest.mark.parametrize("policy", ["ningbo", "national"])
def test_of_a_small_sound_region_little_is_asked(policy):
    """What takes the check of it from ten milliseconds to six."""
    region = rpb.testing.minimal().twin([rpb.rules["U010"]], Random(0))
    asked = set()

    def collect(plans, frames):
        asked.update(rule.code for rule in plans)
        return builtin.collect(plans, frames)

    outcome = run(rpb.rules.values(), region.snapshot, read_policy(policy).at(region.day), collect)
    assert not outcome.not_checked
    assert all(region.history(rpb.rules[code].on).height for code in NOTHING_TO_LOOK_AT)
    assert not asked & NOTHING_TO_LOOK_AT
    assert {"D003", "O004", "O006", "U004", "U010"} <= asked
