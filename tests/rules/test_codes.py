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
M001 warning probation-overdue members status joined probation_until probation_months
M002 error confirmed-before-joined members confirmed joined confirmed
M003 error joined-underage members joined joined birth_year age joining_age
M004 warning confirmed-while-probationary members status confirmed
M005 warning out-of-contact members lost_since lost_since lost_contact_months
M006 info unit-ended members unit unit
M007 info not-in-branch members organization organization form
T001 warning transfer-overdue transfers received member target issued transfer_days
T002 error several-open-transfers transfers member member open_transfers
T003 error wrong-source transfers source member source organization issued
T004 error target-ended transfers target member target
T005 error received-before-issued transfers received issued received
T006 error received-not-moved transfers received member target organization received
T007 warning floating-unlinked members floating_stage floating_since floating_stage host_organization floating_months
T008 warning floating-without-date members floating_since
P001 error self-pairing pairings right left
P002 error partner-ended pairings - left right gone
P003 warning repeated-pairing pairings - left right pairings
P004 warning no-shared-task pairings tasks left right
P005 warning unpaired-village organizations - settlement
P006 warning leader-without-liaison seats holder holder organization
P007 error liaison-level liaisons - township township_level village village_level
P008 error village-outside-township liaisons village township village
L001 warning no-enlarged-committee divisions -
L002 error several-enlarged-committees divisions - committees
L003 warning missing-of-three organizations - street function
L004 warning concurrent-seat-not-head seats holder holder represents_organization organization
L005 warning represented-outside seats represents_organization represents_organization represented_division street
L006 warning no-concurrent-seat organizations -
L007 info community-without-part-timers organizations -
L008 error broken-vertical organizations superior superior own_township own_county
L009 warning no-county-coordination divisions -
L010 warning no-township-coordination divisions -
L011 warning no-council regional_units - division
L012 info village-without-council organizations - division
L013 warning three-not-under organizations superior function street superior
L014 info influential-without-seat units influential organization street
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
S001 warning no-service-point divisions - level stations
S002 info no-public-centre divisions -
S003 info incomplete-centre service_points services lacking
S004 warning beyond-ten-minutes divisions - circle metres
S005 warning request-open requests closed_on opened_on request_days
S006 info no-point-in-village divisions -
V001 info uncoordinated-team volunteer_teams body body
V002 info no-project volunteer_teams -
V003 info service-day-missed volunteer_teams - saturday
V004 info service-month-missed volunteer_teams - year
V005 warning volunteer-ended volunteers member member team
V006 info undertrained volunteer_teams - last_held_on volunteer_training_days
F001 warning activity-fund-short organizations - activity_fund members year activity_fund_per_member
F002 warning fund-ratio organizations - dues_share year dues_share_percent
F003 warning unbudgeted organizations - division year
F004 error pay-below-floor workers annual_pay post annual_pay floor series benchmark_division year
F005 info no-benchmark workers post post series organization
F006 info uncertified-worker workers certified_on post
F007 error grant-without-member grants member member granted_on
F008 info uninsured-secretary workers insured post
H001 warning gap members end organization end start
H002 error subordinate-outlives organizations superior superior start end first_without
H003 warning dissolved-without-reason organizations end_reason end
H004 error changed-past * - column recorded found
X001 error members-unexplained organizations - opening came went due closing
X002 error declared-disagrees declared value cell value counted
X003 info abnormal-change organizations - cell before after change changed
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
    *("M001", "M004", "M005", "M006", "T007", "T008", "H001", "H003"),
    *("A007", "A008"),
    *("P005", "P006", "S004", "F001", "F002", "F003"),
    *("L001", "L002", "L003", "L004", "L005", "L006", "L007", "L008", "L009", "L010", "L011", "L012", "L013", "L014"),
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
