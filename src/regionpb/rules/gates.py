"""What must be there for any row to be at fault, asked of a snapshot in no time before a rule is run.

Most regions have nothing of what many rules are about: nobody has ended, no election is entered. To run
such rules costs a small region more than all others together. A gate only ever says that there is nothing
to find; where it is open, the rule still decides.

>>> import regionpb
>>> from regionpb.vocabulary import Form, Level
>>> minimal = regionpb.testing.minimal().snapshot
>>> filled("organizations.superior")(minimal), filled("organizations.end")(minimal), former("divisions")(minimal)
(True, False, False)
>>> occurring("organizations.form", Form.BRANCH)(minimal), occurring("divisions.level", Level.TOWNSHIP)(minimal)
(True, False)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeAlias

from regionpb.graph.snapshot import Snapshot
from regionpb.vocabulary import Term

__all__ = ["Gate", "filled", "former", "occurring", "turning"]

Gate: TypeAlias = Callable[[Snapshot], bool]
"""Whether there may be something to find."""


def filled(cell: str) -> Gate:
    """Some version of some row has an entry in this column, such as `"members.unit"`, that leads nowhere or is none."""
    table, _, column = cell.partition(".")

    def has_entry(snapshot: Snapshot) -> bool:
        entries = snapshot.tables.resolved(table)[column]
        return entries.null_count() < len(entries)

    return has_entry


def occurring(cell: str, *terms: Term) -> Gate:
    """Some version of some row has one of these terms in this column, such as `"organizations.function"`."""
    table, _, column = cell.partition(".")
    words = [*map(str, terms)]

    def occurs(snapshot: Snapshot) -> bool:
        entries = snapshot.tables.resolved(table)[column]
        return any((entries == word).any() for word in words)

    return occurs


def former(table: str) -> Gate:
    """Some version of this table does not hold on the day: it is past, or to come."""

    def has_former(snapshot: Snapshot) -> bool:
        return snapshot.frame(table).height < snapshot.tables.resolved(table).height

    return has_former


def turning(forest: Literal["territory", "subordination"]) -> Gate:
    """Something in this forest is on a cycle."""

    def has_cycle(snapshot: Snapshot) -> bool:
        return bool(getattr(snapshot, forest).cycles)

    return has_cycle
