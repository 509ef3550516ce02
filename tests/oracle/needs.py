"""What each rule needs: every table and column that can raise its fault. What only exempts is not among them."""

from __future__ import annotations

from collections.abc import Mapping

_TREE = "divisions.parent"
_ABOVE = "organizations.superior"
_COUNTED = "members.organization organizations.superior"
_SEATS = "seats.organization seats.role seats.holder members organizations"
_COVERS = "units.organization organizations.form"
_STAR = "regional_units.hub regional_units.reservoir"
_DISSOLVED = "organizations.end_reason organizations.regional_unit regional_units.hub members.organization"
_WORKERS = "units.organization organizations members.unit members.status"
_FUNCTIONS = "organizations.function organizations.division divisions.level"
_PART_TIME = "seats.organization seats.part_time seats.holder organizations.function"
_COUNCILS = "bodies.kind bodies.division bodies.regional_unit regional_units.division divisions"
_REPRESENTED = "seats.represents_organization seats.represents_unit"
_OF_UNITS = "units.influential units.organization units.division"
_HELD = "meetings.kind meetings.held_on"
_BRANCHES_MEET = f"organizations.form meetings.organization {_HELD}"
_COUNTED_THERE = "meetings.held_on meetings.expected meetings.attended"
_ON_WAY = "transfers.issued transfers.received"
_FLOATING = "members.floating members.floating_since"
_PAIRED = "pairings.left pairings.right"
_LED = "seats.organization seats.role seats.holder"
_LINKED = "liaisons.township liaisons.village"
_SERVED = f"divisions.level {_TREE} service_points.kind service_points.division"
_PLACE = "{0}.latitude {0}.longitude"
_PAID = f"workers.post workers.organization organizations.division {_TREE} wages.division wages.year wages.series"

_WORDS = {
    "D001": f"{_TREE} divisions.level",
    "D002": _TREE,
    "D003": f"{_TREE} divisions.level",
    "D004": _TREE,
    "D005": _TREE,
    "D006": f"{_TREE} divisions.name",
    "D007": "divisions.name",
    "D008": f"{_TREE} divisions.level",
    "O001": _ABOVE,
    "O002": f"{_ABOVE} organizations.form organizations.division divisions.level",
    "O003": _ABOVE,
    "O004": f"{_ABOVE} organizations.form",
    "O005": f"{_ABOVE} {_TREE} organizations.division",
    "O006": "organizations.form members.organization members.status",
    "O007": "organizations.form members.organization",
    "O008": f"{_COUNTED} organizations.form",
    "O009": f"{_COUNTED} organizations.form",
    "O010": _SEATS,
    "O011": "seats.organization seats.role seats.holder organizations",
    "O012": f"{_SEATS} {_COUNTED}",
    "O013": "organizations.form organizations.elected_on",
    "O014": _COUNTED,
    "O015": _COVERS,
    "O016": _COVERS,
    "O017": _COVERS,
    "O018": f"{_COUNTED} organizations.member_count",
    "O019": "organizations.division divisions",
    "O020": "organizations.elected_by regional_units.hub units.organization units.kind",
    "U001": "regional_units.hub organizations",
    "U002": "regional_units.hub organizations",
    "U003": f"{_TREE} regional_units.hub regional_units.division organizations.division",
    "U004": f"{_ABOVE} organizations.regional_unit regional_units.hub",
    "U005": f"{_TREE} organizations.regional_unit organizations.division regional_units.mode regional_units.division",
    "U006": "organizations.regional_unit regional_units.hub",
    "U007": "organizations.regional_unit regional_units.hub",
    "U008": "regional_units.mode units.regional_unit units.kind units.trade",
    "U009": "units.organization units.regional_unit organizations regional_units",
    "U010": "units.organization units.regional_unit organizations.regional_unit regional_units",
    "U011": "units.division divisions",
    "U012": f"{_ABOVE} regional_units.hub regional_units.reservoir",
    "R001": "members.organization organizations",
    "R002": "members.exit",
    "R003": _DISSOLVED,
    "R004": _WORKERS,
    "R005": f"{_STAR} members.organization members.unit units.organization organizations",
    "R006": f"{_WORKERS} members.organization organizations.form",
    "R007": _WORKERS,
    "R008": "organizations.end_reason members.organization",
    "L001": _FUNCTIONS,
    "L002": _FUNCTIONS,
    "L003": f"{_FUNCTIONS} {_TREE}",
    "L004": f"{_PART_TIME} seats.role seats.represents_organization",
    "L005": f"{_PART_TIME} seats.role seats.represents_organization organizations.division {_TREE}",
    "L006": f"{_PART_TIME} members",
    "L007": f"{_PART_TIME} seats.role members",
    "L008": f"{_FUNCTIONS} {_TREE} {_ABOVE} regional_units.hub regional_units.division",
    "L009": f"divisions.level {_TREE} bodies.kind bodies.division",
    "L010": "divisions.level bodies.kind bodies.division",
    "L011": f"{_COUNCILS} divisions.level {_TREE}",
    "L012": f"{_COUNCILS} {_FUNCTIONS} {_TREE}",
    "L013": f"{_FUNCTIONS} {_TREE} {_ABOVE}",
    "L014": f"{_PART_TIME} {_REPRESENTED} members {_FUNCTIONS} {_TREE} {_OF_UNITS}",
    "C001": _COUNCILS,
    "C002": "bodies.kind seats.body seats.represents_unit units.kind",
    "C003": f"bodies.kind meetings.body {_HELD}",
    "C004": "matters.raised_on matters.resolved_on",
    "A001": _BRANCHES_MEET,
    "A002": f"{_BRANCHES_MEET} members.organization",
    "A003": _BRANCHES_MEET,
    "A004": _BRANCHES_MEET,
    "A005": _BRANCHES_MEET,
    "A006": _BRANCHES_MEET,
    "A007": _COUNTED_THERE,
    "A008": _COUNTED_THERE,
    "A009": "meetings.held_on meetings.attended attendances",
    "V001": "volunteer_teams.body bodies",
    "V002": "volunteer_teams projects.team",
    "V003": f"volunteer_teams meetings.team {_HELD}",
    "V004": f"volunteer_teams meetings.team {_HELD}",
    "V005": "volunteers members volunteer_teams",
    "V006": f"volunteer_teams meetings.team {_HELD}",
    "M001": "members.status members.joined members.probation_until",
    "M002": "members.joined members.confirmed",
    "M003": "members.joined members.birth_year",
    "M004": "members.status members.confirmed",
    "M005": "members.lost_since",
    "M006": "members.unit units",
    "M007": "members.organization organizations.form",
    "T001": _ON_WAY,
    "T002": f"{_ON_WAY} transfers.member",
    "T003": "transfers.issued transfers.member transfers.source members.organization organizations",
    "T004": f"{_ON_WAY} transfers.target organizations",
    "T005": _ON_WAY,
    "T006": f"{_ON_WAY} transfers.member transfers.target members.organization organizations",
    "T007": f"{_FLOATING} members.floating_stage members.host_organization organizations",
    "T008": _FLOATING,
    "P001": f"{_PAIRED} organizations",
    "P002": f"{_PAIRED} organizations",
    "P003": f"{_PAIRED} organizations",
    "P004": "pairings.tasks",
    "P005": f"{_PAIRED} units.organization units.kind organizations",
    "P006": f"{_LED} organizations.function organizations.division divisions.level liaisons.leader",
    "P007": f"{_LINKED} divisions.level",
    "P008": f"{_LINKED} {_TREE}",
    "S001": _SERVED,
    "S002": _SERVED,
    "S003": "service_points.kind service_points.services",
    "S004": f"divisions.level {_PLACE.format('divisions')} service_points.circles {_PLACE.format('service_points')}",
    "S005": "requests.opened_on requests.closed_on",
    "S006": _SERVED,
    "F001": f"budgets.organization budgets.year budgets.purpose budgets.amount {_COUNTED}",
    "F002": "budgets.organization budgets.year budgets.purpose budgets.source budgets.amount organizations",
    "F003": "budgets.organization budgets.year budgets.source organizations.function organizations.division"
    " divisions.level",
    "F004": f"{_PAID} workers.annual_pay wages.amount",
    "F005": _PAID,
    "F006": "workers.certified_on",
    "F007": "grants.member grants.granted_on members",
    "F008": "workers.post workers.insured",
    "H001": "members.exit",
    "H002": _ABOVE,
    "H003": "organizations.end_reason",
}

# Required columns that a rule reads where their table came at all: without one it came faulty (E001).
WHERE_PRESENT: Mapping[str, tuple[str, ...]] = {
    "O005": ("regional_units.mode",),
    "O013": ("units.kind",),
    "U009": ("units.kind",),
    "R003": ("transfers.member", "transfers.source"),
    "R008": ("transfers.member", "transfers.source"),
}

NEEDS: Mapping[str, tuple[str, ...]] = {code: tuple(words.split()) for code, words in _WORDS.items()}
