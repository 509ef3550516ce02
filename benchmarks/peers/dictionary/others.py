"""The tables that the rules of the other families read besides, and what these rules read of the seven."""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks.peers.dictionary.demands import AMOUNT, COUNT, PLACE, Demands

__all__ = ["COLUMNS", "TABLES"]

_HELD = ("start", "end")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "divisions": ("latitude", "longitude"),
    "units": ("influential",),
    "members": (
        "joined", "confirmed", "probation_until", "birth_year", "floating", "floating_stage", "floating_since",
        "host_organization", "lost_since",
    ),
    "seats": ("body", "part_time", "represents_organization", "represents_unit"),
    "transfers": ("id", "target"),
    "bodies": ("id", "kind", "division", "regional_unit", *_HELD),
    "service_points": ("id", "kind", "division", "services", "circles", "latitude", "longitude", *_HELD),
    "volunteer_teams": ("id", "body", *_HELD),
    "pairings": ("id", "left", "right", "tasks", *_HELD),
    "liaisons": ("id", "leader", "township", "village", *_HELD),
    "meetings": ("id", "kind", "organization", "body", "team", "held_on", "expected", "attended"),
    "attendances": ("meeting", "member"),
    "matters": ("id", "raised_on", "resolved_on"),
    "requests": ("id", "opened_on", "closed_on"),
    "volunteers": ("team", "member", *_HELD),
    "projects": ("id", "team", *_HELD),
    "budgets": ("id", "organization", "year", "source", "purpose", "amount"),
    "workers": ("id", "post", "organization", "annual_pay", "insured", "certified_on", *_HELD),
    "wages": ("division", "year", "series", "amount"),
    "grants": ("id", "member", "granted_on"),
}  # fmt: skip
"""The columns that those rules read; of the seven tables what they read besides."""

TABLES: Mapping[str, Demands] = {
    "bodies": Demands(
        required=("id", "name", "kind", "division"),
        terms={
            "kind": (
                "coordination_committee", "co_building_council", "consultative_council", "volunteer_coordination",
                "association",
            ),
        },
        references={"division": "divisions", "regional_unit": "regional_units"},
    ),
    "service_points": Demands(
        required=("id", "name", "kind", "division"),
        terms={
            "kind": ("centre", "station", "point", "public_centre", "volunteer_station", "hotline", "online"),
            "services": (
                "party_activity", "social_security", "family_planning", "health", "enterprise", "migrants", "other",
            ),
            "circles": ("life", "health", "education", "culture_sport"),
        },
        references={"division": "divisions", "regional_unit": "regional_units", "linked_to": "service_points"},
        lists=("services", "circles", "linked_to"),
        bounds={"area_m2": AMOUNT, **PLACE},
    ),
    "volunteer_teams": Demands(
        required=("id", "name", "basis", "division"),
        terms={"basis": ("organization", "activity", "region", "trade", "other")},
        references={"division": "divisions", "organization": "organizations", "body": "bodies"},
        bounds={"stars": (0, 5)},
    ),
    "pairings": Demands(
        required=("id", "left", "right"),
        terms={"tasks": ("organization_building", "talent", "development", "resources", "hardship")},
        references={"left": "organizations", "right": "organizations"},
        lists=("tasks",),
    ),
    "liaisons": Demands(
        required=("id", "leader", "township", "village"),
        references={"leader": "members", "township": "divisions", "village": "divisions"},
    ),
    "meetings": Demands(
        required=("id", "kind", "held_on"),
        terms={
            "kind": (
                "general_meeting", "committee_meeting", "group_meeting", "lecture", "theme_day", "life_meeting",
                "appraisal", "election", "consultation", "service_day", "training",
            ),
        },
        references={"organization": "organizations", "body": "bodies", "team": "volunteer_teams"},
        bounds={"expected": COUNT, "attended": COUNT},
        one_of=("organization", "body", "team"),
        dated=False,
    ),
    "attendances": Demands(
        required=("meeting", "member"),
        key=("meeting", "member"),
        references={"meeting": "meetings", "member": "members"},
        bounds={"points": AMOUNT, "credits": AMOUNT},
        dated=False,
    ),
    "matters": Demands(
        required=("id", "kind", "raised_on"),
        terms={
            "kind": ("party_building", "development", "harmony", "conflict"),
            "nature": ("emerging", "tendency", "latent"),
        },
        references={"body": "bodies", "organization": "organizations", "executor": "organizations"},
        one_of=("body", "organization"),
        dated=False,
    ),
    "requests": Demands(
        required=("id", "kind", "channel", "division", "opened_on"),
        terms={
            "kind": ("help", "opinion", "consultation", "dispute"),
            "channel": ("hotline", "web", "centre", "form", "mobile"),
            "asked_by": ("organization", "member", "resident"),
        },
        references={"service_point": "service_points", "team": "volunteer_teams", "division": "divisions"},
        dated=False,
    ),
    "volunteers": Demands(
        required=("team", "member"),
        key=("team", "member"),
        references={"team": "volunteer_teams", "member": "members"},
    ),
    "projects": Demands(required=("id", "team", "name"), references={"team": "volunteer_teams"}),
    "budgets": Demands(
        required=("id", "organization", "year", "source", "purpose", "amount"),
        terms={
            "source": ("fiscal", "dues", "dues_return", "other"),
            "purpose": ("member_activity", "work", "project", "other"),
        },
        references={"organization": "organizations"},
        bounds={"year": COUNT, "amount": AMOUNT},
        dated=False,
    ),
    "workers": Demands(
        required=("id",),
        terms={
            "post": ("village_secretary", "community_secretary", "full_time_worker", "reserve"),
            "recruited_by": ("open_recruitment", "two_way_choice", "assigned"),
        },
        references={"member": "members", "organization": "organizations"},
        bounds={"annual_pay": AMOUNT},
    ),
    "wages": Demands(
        required=("division", "year", "series", "amount"),
        key=("division", "year", "series"),
        terms={"series": ("rural_labour_income", "average_wage")},
        references={"division": "divisions"},
        bounds={"year": COUNT, "amount": AMOUNT},
        dated=False,
    ),
    "grants": Demands(
        required=("id", "member", "granted_on", "amount", "kind"),
        terms={"kind": ("aid", "loan_guarantee")},
        references={"member": "members"},
        bounds={"amount": AMOUNT},
        dated=False,
    ),
}  # fmt: skip
"""What each of them demands."""
