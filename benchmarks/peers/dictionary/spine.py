"""The seven tables that the rules of D, O, U and R read, as far as typed Parquet can break what they demand."""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks.peers.dictionary.demands import COUNT, LENGTHS, PLACE, Demands

__all__ = ["COLUMNS", "TABLES"]

_HELD = ("start", "end")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "divisions": ("code", "name", "level", "parent", *_HELD),
    "organizations": (
        "id", "form", "function", "superior", "division", "regional_unit", "elected_on", "elected_by", "term_years",
        "approved", "external", "member_count", "end_reason", *_HELD,
    ),
    "units": ("id", "kind", "trade", "division", "organization", "regional_unit", *_HELD),
    "regional_units": ("id", "mode", "division", "hub", "reservoir", *_HELD),
    "members": ("id", "organization", "status", "unit", "exit", *_HELD),
    "seats": ("id", "role", "organization", "holder", *_HELD),
    "transfers": ("member", "source", "issued", "received"),
}  # fmt: skip
"""The columns that those rules read."""

TABLES: Mapping[str, Demands] = {
    "divisions": Demands(
        required=("code", "name", "level"),
        key=("code",),
        terms={"level": tuple(LENGTHS)},
        references={"parent": "divisions"},
        bounds=PLACE,
    ),
    "organizations": Demands(
        required=("id", "name", "form", "division"),
        terms={
            "form": (
                "working_committee", "committee", "general_branch", "branch", "joint_general_branch", "joint_branch",
                "temporary_committee", "temporary_general_branch", "temporary_branch",
            ),
            "function": (
                "general", "local_committee", "township_committee", "street_working_committee",
                "enlarged_working_committee", "comprehensive_committee", "community_committee",
                "government_organs_committee", "village_organization",
            ),
            "elected_by": ("public_direct", "other"),
            "end_reason": ("dissolved", "merged", "split", "upgraded", "moved"),
        },
        references={
            "superior": "organizations",
            "guided_by": "organizations",
            "division": "divisions",
            "regional_unit": "regional_units",
        },
        bounds={"term_years": COUNT, "member_count": COUNT},
    ),
    "units": Demands(
        required=("id", "name", "kind", "division"),
        terms={
            "kind": (
                "village", "community", "government_organ", "public_institution", "university", "public_enterprise",
                "non_public_enterprise", "cooperative", "social_organization", "other",
            ),
        },
        references={"division": "divisions", "organization": "organizations", "regional_unit": "regional_units"},
        bounds={"employees": COUNT, **PLACE},
        credit=("credit_code",),
    ),
    "regional_units": Demands(
        required=("id", "name", "mode", "division"),
        terms={
            "mode": (
                "park", "street_block", "sub_area", "village_enterprise", "village_neighbourhood",
                "commercial_district", "office_building", "trade", "industry", "personnel",
            ),
        },
        references={"division": "divisions", "hub": "organizations", "reservoir": "organizations"},
    ),
    "members": Demands(
        required=("id", "organization", "status"),
        terms={
            "status": ("full", "probationary"),
            "category": ("on_post", "retired", "student", "farmer", "other"),
            "floating_stage": ("found", "filed", "linked", "managed", "engaged"),
            "entry": ("admitted", "restored", "moved_in"),
            "exit": ("died", "withdrew", "expelled", "struck_off", "suspended", "cancelled", "moved_out"),
        },
        references={
            "organization": "organizations",
            "unit": "units",
            "residence": "divisions",
            "host_organization": "organizations",
        },
        bounds={"birth_year": COUNT},
    ),
    "seats": Demands(
        required=("id", "role"),
        terms={"role": ("secretary", "deputy_secretary", "member", "leading_cadre", "chair", "participant")},
        references={
            "organization": "organizations",
            "body": "bodies",
            "holder": "members",
            "represents_organization": "organizations",
            "represents_unit": "units",
        },
        one_of=("organization", "body"),
    ),
    "transfers": Demands(
        required=("id", "member", "source", "target", "kind", "issued"),
        terms={"kind": ("ordinary", "absorbed", "incubated", "returned")},
        references={"member": "members", "source": "organizations", "target": "organizations"},
        dated=False,
    ),
}  # fmt: skip
"""What each of them demands."""
