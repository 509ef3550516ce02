"""Acts as they were written by earlier releases, in the form of today.

Every act says in which version of its form it is written. Where a form changes, the version of its model goes up by
one, and what turns the form before into it is entered here: an old journal is then read step by step up to today's.

>>> acts_of([{"act": "move", "version": 1, "on": "2011-07-29", "organization": "O-17", "under": "O-9"}])[0].said.en
'move O-17 under O-9 on 2011-07-29'
>>> renamed = {("move", 1): lambda act: {**act, "version": 2, "under": act["under"].upper()}}
>>> upcast({"act": "move", "version": 1, "under": "o-9"}, renamed)
{'act': 'move', 'version': 2, 'under': 'O-9'}
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

from pydantic import TypeAdapter, ValidationError

from regionpb.changes.acts import AnyChange
from regionpb.errors import SourceError

__all__ = ["UPCASTERS", "Written", "acts_of", "upcast"]

Written: TypeAlias = Mapping[str, Any]
"""An act as JSON has it."""

Upcaster: TypeAlias = Callable[[Written], Written]

UPCASTERS: Mapping[tuple[str, int], Upcaster] = MappingProxyType({})
"""By act and version: what gives the next version of its form. All forms are the first so far."""

_CHANGES: TypeAdapter[AnyChange] = TypeAdapter(AnyChange)


def upcast(act: Written, upcasters: Mapping[tuple[str, int], Upcaster] = UPCASTERS) -> Written:
    """An act in the latest version of its form.

    Args:
        act: as it was written.
        upcasters: by act and version, what gives the next version.
    """
    while (step := upcasters.get((str(act.get("act")), int(act.get("version", 1))))) is not None:
        act = step(act)
    return act


def acts_of(written: Iterable[Written]) -> tuple[AnyChange, ...]:
    """Acts as they were written, by this release or an earlier one.

    Raises:
        SourceError: when one is no act, or of a later release.
    """
    return tuple(_act_of(upcast(act)) for act in written)


def _act_of(act: Written) -> AnyChange:
    try:
        return _CHANGES.validate_python(act)
    except ValidationError as error:
        first = error.errors()[0]
        where, what = ".".join(str(part) for part in first["loc"]), first["msg"]
        raise SourceError(
            f"{act.get('act')!r} (version {act.get('version')}) cannot be read as an act: {where}: {what}; it may be "
            "of a later release",
            f"“{act.get('act')}”（版本 {act.get('version')}）不能读作变更：{where}：{what}；可能由更新版的软件写成",
        ) from error
