"""The acts that change a region, as data: what is done to which rows, on which day.

An act says what is meant, not which cells change: `regionpb.changes.doing` knows that. Acts cross the border as JSON,
each with its version.

>>> from pydantic import TypeAdapter
>>> act = move("O-17", under="O-9", on="2011-07-29")
>>> TypeAdapter(AnyChange).validate_json(act.model_dump_json()) == act
True
>>> act.said.en, act.said.zh
('move O-17 under O-9 on 2011-07-29', '2011-07-29将O-17改隶O-9')
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from regionpb.changes.acts.base import Act
from regionpb.changes.acts.divisions import (
    MergeDivisions,
    MoveDivision,
    RecodeDivision,
    RenameDivision,
    SplitDivision,
    merge_divisions,
    move_division,
    recode_division,
    rename_division,
    split_division,
)
from regionpb.changes.acts.members import (
    Admit,
    CloseMember,
    Confirm,
    Float,
    Return,
    Transfer,
    admit,
    close_member,
    confirm,
    float_,
    return_,
    transfer,
)
from regionpb.changes.acts.organizations import (
    Dissolve,
    Establish,
    Reestablish,
    dissolve,
    establish,
    reestablish,
)
from regionpb.changes.acts.regional import (
    Affiliate,
    CloseUnit,
    FormUnit,
    Leave,
    affiliate,
    close_unit,
    form_unit,
    leave,
)
from regionpb.changes.acts.reservoir import Absorb, Incubate, absorb, incubate
from regionpb.changes.acts.standing import Downgrade, Move, Upgrade, downgrade, move, upgrade
from regionpb.changes.acts.ties import Appoint, Link, Pair, Unpair, Vacate, appoint, link, pair, unpair, vacate
from regionpb.changes.acts.together import Merge, Split, merge, split

__all__ = [
    "Absorb", "Act", "Admit", "Affiliate", "AnyChange", "Appoint", "CloseMember", "CloseUnit", "Confirm", "Dissolve",
    "Downgrade", "Establish", "Float", "FormUnit", "Incubate", "Leave", "Link", "Merge", "MergeDivisions", "Move",
    "MoveDivision", "Pair", "RecodeDivision", "Reestablish", "RenameDivision", "Return", "Split", "SplitDivision",
    "Transfer", "Unpair", "Upgrade", "Vacate", "absorb", "admit", "affiliate", "appoint", "close_member",
    "close_unit", "confirm", "dissolve", "downgrade", "establish", "float_", "form_unit", "incubate", "leave", "link",
    "merge", "merge_divisions", "move", "move_division", "pair", "recode_division", "reestablish", "rename_division",
    "return_", "split", "split_division", "transfer", "unpair", "upgrade", "vacate",
]  # fmt: skip

AnyChange = Annotated[
    Absorb
    | Admit
    | Affiliate
    | Appoint
    | CloseMember
    | CloseUnit
    | Confirm
    | Dissolve
    | Downgrade
    | Establish
    | Float
    | FormUnit
    | Incubate
    | Leave
    | Link
    | Merge
    | MergeDivisions
    | Move
    | MoveDivision
    | Pair
    | RecodeDivision
    | Reestablish
    | RenameDivision
    | Return
    | Split
    | SplitDivision
    | Transfer
    | Unpair
    | Upgrade
    | Vacate,
    Field(discriminator="act"),
]
"""Any act; JSON tells by `act` which one it is."""
