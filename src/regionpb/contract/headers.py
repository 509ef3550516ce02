"""Which column of a file is which column of a table.

>>> from regionpb.contract import TABLES
>>> found = match(TABLES["pairings"], ["编号", " Left ", "left", "乙方", "备注"])
>>> found.columns
{'id': 0, 'left': 1, 'right': 3}
>>> found.repeated, found.unknown
((2,), (4,))
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen

from regionpb.contract.base import Table
from regionpb.contract.syntax import normal

__all__ = ["Headers", "match"]


@frozen
class Headers:
    """Where the columns of a table stand in a file.

    Attributes:
        columns: the position of each known column that is there, by its name.
        repeated: positions of headers that name a column a second time (the first is kept).
        unknown: positions of headers the table does not know; their cells are carried along.
        unnamed: positions without a header.
    """

    columns: Mapping[str, int]
    repeated: tuple[int, ...]
    unknown: tuple[int, ...]
    unnamed: tuple[int, ...]

    def missing(self, table: Table) -> tuple[str, ...]:
        """The required columns that are not there; a name stands in for a missing id.

        Of columns of which exactly one is filled the first is named, where none of them is there.
        """
        group = table.exactly_one
        one_of = group[:1] if group and not set(group) & set(self.columns) else ()
        return one_of + tuple(
            c.name
            for c in table.columns
            if c.required and c.name not in self.columns and not (c.name == "id" and "name" in self.columns)
        )


def match(table: Table, headers: Sequence[str | None], renamed: Mapping[str, str] | None = None) -> Headers:
    """Find the columns of a table among the headers of a file.

    Args:
        table: the table.
        headers: the headers in the order of the file.
        renamed: headers of this source's own and the columns they stand for (from `regionpb.toml`).
    """
    own = {normal(h): normal(c) for h, c in (renamed or {}).items()}
    columns: dict[str, int] = {}
    extras: dict[str, int] = {}
    repeated: list[int] = []
    unnamed: list[int] = []
    plains = [normal(header or "") for header in headers]
    # What a source says of its own headers goes before what they happen to be called.
    for position in sorted(range(len(plains)), key=lambda i: plains[i] not in own):
        plain = plains[position]
        known = table.by_header.get(own.get(plain, plain))
        if not plain:
            unnamed.append(position)
        elif (known.name if known else plain) in (columns if known else extras):
            repeated.append(position)
        elif known:
            columns[known.name] = position
        else:
            extras[plain] = position
    return Headers(columns, tuple(sorted(repeated)), tuple(extras.values()), tuple(unnamed))
