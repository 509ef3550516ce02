"""What the tables demand of their cells: the data dictionary by which every peer asks the files.

Of the seven tables that the rules read, as far as typed Parquet can break it: a date is a date there, a yes a yes.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

__all__ = ["COLUMNS", "LENGTHS", "TABLES", "Demands"]


_HELD = ("start", "end")
COLUMNS = {
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
"""The columns that the rules of D, O, U and R read."""


@frozen
class Demands:
    """What one table demands.

    Attributes:
        required: the columns whose cells must be filled, the key first.
        terms: the columns whose cells are words of a vocabulary.
        references: the columns whose cells are ids of a table.
        bounds: the least and the most of numbers.
        one_of: columns of which exactly one is filled.
        credit: columns that hold credit codes, whose last character is a check digit.
        dated: whether rows are versions from `start` to `end`.
    """

    required: tuple[str, ...]
    terms: Mapping[str, tuple[str, ...]] = field(factory=dict[str, tuple[str, ...]])
    references: Mapping[str, str] = field(factory=dict[str, str])
    bounds: Mapping[str, tuple[float, float]] = field(factory=dict[str, tuple[float, float]])
    one_of: tuple[str, ...] = ()
    credit: tuple[str, ...] = ()
    dated: bool = True

    @property
    def key(self) -> str:
        """The column that identifies a thing."""
        return self.required[0]

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column of which anything is demanded."""
        dates = ("start", "end") if self.dated else ()
        told = (*self.required, *self.terms, *self.references, *self.bounds, *self.one_of, *self.credit, *dates)
        return tuple(dict.fromkeys(told))


LENGTHS = {"province": 2, "prefecture": 4, "county": 6, "township": 9, "village": 12}
"""How many digits the code of a division of each level has; zeros may follow, to 6 or 12."""

_COUNT = (0, 2**63 - 1)
_PLACE: Mapping[str, tuple[float, float]] = {"latitude": (-90, 90), "longitude": (-180, 180)}

TABLES: Mapping[str, Demands] = {
    "divisions": Demands(
        required=("code", "name", "level"),
        terms={"level": tuple(LENGTHS)},
        references={"parent": "divisions"},
        bounds=_PLACE,
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
        bounds={"term_years": _COUNT, "member_count": _COUNT},
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
        bounds={"employees": _COUNT, **_PLACE},
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
        bounds={"birth_year": _COUNT},
    ),
    "seats": Demands(
        required=("id", "role"),
        terms={"role": ("secretary", "deputy_secretary", "member", "leading_cadre", "chair", "participant")},
        references={
            "organization": "organizations",
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
"""Of every table that the rules read."""
