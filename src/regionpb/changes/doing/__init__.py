"""What acts do to the rows: one function for each kind of act, which reads and writes a ledger.

>>> import regionpb
>>> from regionpb.changes.acts import transfer
>>> from regionpb.policies import read_policy
>>> making = Making(Ledger.of(regionpb.testing.minimal().tables), read_policy("ningbo"))
>>> do(transfer("M-2", to="O-1", on="2012-01-01"), making)
>>> [(one.member, one.source, one.target) for one in making.gone]
[('M-2', 'O-2', 'O-1')]
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, cast

from regionpb.changes import acts
from regionpb.changes.doing.dissolving import dissolve
from regionpb.changes.doing.divisions import (
    merge_divisions,
    move_division,
    recode_division,
    rename_division,
    split_division,
)
from regionpb.changes.doing.later import expect_sound_later
from regionpb.changes.doing.making import Gone, Making, refuse
from regionpb.changes.doing.members import admit, close_member, confirm, float_, return_, transfer
from regionpb.changes.doing.organizations import establish, move, reestablish, reshape
from regionpb.changes.doing.regional import affiliate, close_unit, form_unit, leave
from regionpb.changes.doing.reservoir import absorb, incubate
from regionpb.changes.doing.ties import appoint, link, pair, unpair, vacate
from regionpb.changes.doing.together import merge, split
from regionpb.changes.ledger import Ledger
from regionpb.errors import RegionError

__all__ = ["Gone", "Ledger", "Making", "do"]

_DONE_BY: Mapping[type[acts.Act], Callable[[Any, Making], None]] = MappingProxyType(
    {
        acts.Absorb: absorb,
        acts.Admit: admit,
        acts.Affiliate: affiliate,
        acts.Appoint: appoint,
        acts.CloseMember: close_member,
        acts.CloseUnit: close_unit,
        acts.Confirm: confirm,
        acts.Dissolve: dissolve,
        acts.Downgrade: reshape,
        acts.Establish: establish,
        acts.Float: float_,
        acts.FormUnit: form_unit,
        acts.Incubate: incubate,
        acts.Leave: leave,
        acts.Link: link,
        acts.Merge: merge,
        acts.MergeDivisions: merge_divisions,
        acts.Move: move,
        acts.MoveDivision: move_division,
        acts.Pair: pair,
        acts.Reestablish: reestablish,
        acts.RecodeDivision: recode_division,
        acts.RenameDivision: rename_division,
        acts.Return: return_,
        acts.Split: split,
        acts.SplitDivision: split_division,
        acts.Transfer: transfer,
        acts.Unpair: unpair,
        acts.Upgrade: reshape,
        acts.Vacate: vacate,
    }
)


def do(act: acts.AnyChange, making: Making) -> None:
    """Do what an act says, all of it or nothing.

    Args:
        act: the act.
        making: the ledger it is done in, and the norms it is held to.

    Raises:
        UnknownName: when there is nothing of an id that it names.
        Refused: when it names something twice, or would break an invariant or a norm.
    """
    _expect_named_once(act)
    mark, gone, walked = making.ledger.mark(), len(making.gone), len(making.crosswalk)
    try:
        _DONE_BY[type(act)](act, making)
        expect_sound_later(making, mark, act.on)
    except RegionError:
        making.ledger.back_to(mark)
        del making.gone[gone:], making.crosswalk[walked:]
        raise


def _expect_named_once(act: acts.AnyChange) -> None:
    """Make sure that an act that takes several ids names none of them twice."""
    for name in type(act).model_fields:
        several: object = getattr(act, name)
        if isinstance(several, tuple):
            named = Counter(str(each) for each in cast("tuple[object, ...]", several))
            twice = next((each for each, times in named.items() if times > 1), None)
            if twice is not None:
                raise refuse(f"{twice} is named twice in {name}; name it once", f"{twice}重复列出；请只列一次")
