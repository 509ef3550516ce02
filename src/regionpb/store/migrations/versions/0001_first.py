"""The first form of a store.

What is written here stays as it is: the model goes on, and what it gets is added by a migration of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_TABLES = {
    "divisions": ("code:text name:text level:text parent:text latitude:number longitude:number start:date end:date"),
    "units": (
        "id:text name:text kind:text division:text trade:text organization:text regional_unit:text "
        "employees:count credit_code:text influential:yes_no latitude:number longitude:number start:date "
        "end:date"
    ),
    "organizations": (
        "id:text name:text form:text function:text superior:text guided_by:text division:text "
        "regional_unit:text elected_on:date elected_by:text term_years:count approved:yes_no external:yes_no "
        "member_count:count end_reason:text start:date end:date"
    ),
    "regional_units": ("id:text name:text mode:text division:text hub:text reservoir:text start:date end:date"),
    "members": (
        "id:text organization:text status:text joined:date confirmed:date probation_until:date "
        "birth_year:count category:text unit:text residence:text floating:yes_no floating_stage:text "
        "floating_since:date host_organization:text lost_since:date entry:text exit:text name:text start:date "
        "end:date"
    ),
    "candidates": ("id:text organization:text unit:text stage:text applied_on:date start:date end:date"),
    "bodies": ("id:text name:text kind:text division:text regional_unit:text start:date end:date"),
    "service_points": (
        "id:text name:text kind:text division:text regional_unit:text area_m2:number services:list "
        "circles:list linked_to:list latitude:number longitude:number start:date end:date"
    ),
    "volunteer_teams": (
        "id:text name:text basis:text division:text organization:text body:text skills:list stars:count "
        "start:date end:date"
    ),
    "seats": (
        "id:text role:text organization:text body:text holder:text part_time:yes_no "
        "represents_organization:text represents_unit:text start:date end:date"
    ),
    "pairings": ("id:text left:text right:text tasks:list start:date end:date"),
    "liaisons": ("id:text leader:text township:text village:text start:date end:date"),
    "transfers": ("id:text member:text source:text target:text kind:text issued:date received:date"),
    "meetings": ("id:text kind:text organization:text body:text team:text held_on:date expected:count attended:count"),
    "attendances": ("meeting:text member:text points:number credits:number"),
    "matters": (
        "id:text body:text organization:text kind:text nature:text executor:text raised_on:date resolved_on:date"
    ),
    "requests": (
        "id:text kind:text channel:text asked_by:text service_point:text team:text division:text "
        "opened_on:date closed_on:date satisfied:yes_no"
    ),
    "volunteers": ("team:text member:text skills:list start:date end:date"),
    "projects": ("id:text team:text name:text start:date end:date"),
    "budgets": ("id:text organization:text year:count source:text purpose:text amount:number"),
    "workers": (
        "id:text member:text post:text organization:text annual_pay:number insured:yes_no certified_on:date "
        "recruited_by:text start:date end:date"
    ),
    "wages": ("division:text year:count series:text amount:number"),
    "grants": ("id:text member:text granted_on:date amount:number kind:text"),
    "declared": ("organization:text day:date cell:text value:number"),
}

_SEARCHED = {
    "divisions": "code parent",
    "units": "id division organization regional_unit",
    "organizations": "id superior guided_by division regional_unit",
    "regional_units": "id division hub reservoir",
    "members": "id organization unit residence host_organization",
    "candidates": "id organization unit",
    "bodies": "id division regional_unit",
    "service_points": "id division regional_unit",
    "volunteer_teams": "id division organization body",
    "seats": "id organization body holder represents_organization represents_unit",
    "pairings": "id left right",
    "liaisons": "id leader township village",
    "transfers": "id member source target",
    "meetings": "id organization body team",
    "attendances": "meeting member",
    "matters": "id body organization executor",
    "requests": "id service_point team division",
    "volunteers": "team member",
    "projects": "id team",
    "budgets": "id organization",
    "workers": "id member organization",
    "wages": "division",
    "grants": "id member",
    "declared": "organization",
}

_TYPES: Mapping[str, sa.types.TypeEngine[Any]] = {
    "text": sa.Text(),
    "date": sa.Date(),
    "yes_no": sa.Boolean(),
    "count": sa.BigInteger(),
    "number": sa.Double(),
    "list": sa.JSON(none_as_null=True),
}


def _number() -> sa.types.TypeEngine[Any]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make everything."""
    for name, told in _TABLES.items():
        columns = (each.split(":") for each in told.split())
        op.create_table(
            f"regionpb_{name}",
            sa.Column("_row", _number(), autoincrement=False, nullable=False),
            *(sa.Column(column, _TYPES[kind]) for column, kind in columns),
            sa.Column("_more", _TYPES["list"]),
            sa.PrimaryKeyConstraint("_row", name=f"regionpb_{name}_pk"),
        )
        for column in _SEARCHED[name].split():
            op.create_index(f"regionpb_{name}_{column}", f"regionpb_{name}", [column])
    declared = sa.text("member_count IS NOT NULL")
    op.create_index(
        "regionpb_organizations_declared",
        "regionpb_organizations",
        ["member_count"],
        sqlite_where=declared,
        postgresql_where=declared,
    )
    op.create_table(
        "regionpb_register",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded", sa.Text()),
        sa.Column("day", sa.Date()),
        sa.Column("policy", sa.Text()),
        sa.Column("shape", _TYPES["list"]),
        sa.PrimaryKeyConstraint("id", name="regionpb_register_pk"),
    )
    op.execute("INSERT INTO regionpb_register (id, version) VALUES (1, 0)")
    op.create_table(
        "regionpb_journal",
        sa.Column("number", _number(), autoincrement=False, nullable=False),
        sa.Column("recorded", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text()),
        sa.Column("document", sa.Text()),
        sa.Column("key", sa.Text()),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("undoes", sa.BigInteger()),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("patch", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="regionpb_journal_pk"),
        sa.UniqueConstraint("key", name="regionpb_journal_key_key"),
        sa.UniqueConstraint("undoes", name="regionpb_journal_undoes_key"),
    )
    op.create_table(
        "regionpb_base",
        sa.Column("table", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("table", name="regionpb_base_pk"),
    )
