"""What became of what is there only earlier: one step after another, from the earlier day to the later one.

>>> from datetime import date
>>> days = [date(2016, 10, 1), date(2018, 1, 1)]
>>> steps = [("divisions", "330283", "330213", days[0]), ("divisions", "330213", "330214", days[1])]
>>> frame = pl.DataFrame([(*step[:3], "recoded", step[3], True) for step in steps], schema=STEPS, orient="row")
>>> composed(frame).filter(before="330283").rows()
[('divisions', '330283', '330214', 'recoded', True)]
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple

import polars as pl

from regionpb.contract import TABLES
from regionpb.contract.keys import key_expr
from regionpb.graph.inferring import GOING_ON, REFERENCES, Differing, infer
from regionpb.graph.snapshot import Snapshot
from regionpb.vocabulary import Way

__all__ = ["STEPS", "WALKED", "composed", "crosswalk_of"]

_KEYS = {name: pl.String() for name in ("table", "before", "after", "way")}
WALKED: Mapping[str, pl.DataType] = MappingProxyType(_KEYS | {"on": pl.Date()})
"""What goes on as another by one act, and since when."""

STEPS: Mapping[str, pl.DataType] = MappingProxyType({**WALKED, "known": pl.Boolean()})
"""The same, and whether an act says so."""

_COMPOSED = MappingProxyType(_KEYS | {"known": pl.Boolean()})
_PAIR = ["table", "before", "after"]


class _Path(NamedTuple):
    """The ways on which something became something else, and whether acts say all of them."""

    ways: tuple[str, ...] = ()
    known: bool = True


def crosswalk_of(before: Snapshot, after: Snapshot, differing: Differing, walked: pl.DataFrame) -> pl.DataFrame:
    """What became of what is there only earlier.

    Args:
        before: the earlier state.
        after: the later one.
        differing: what differs.
        walked: what acts say, as `WALKED`.

    Returns:
        As `regionpb.graph.diff.Diff.crosswalk`.
    """
    inferred = infer(before, after, differing, told=walked)
    steps = pl.concat(
        [
            walked.with_columns(known=True),
            inferred.rows.drop_nulls("way")
            .select(*WALKED, known=False)
            .with_columns(pl.col("on").fill_null(after.day)),
        ]
    )
    went = composed(steps.sort("on", maintain_order=True))
    removed = differing.removed.select("table", before="id")
    gone = went.join(removed, on=["table", "before"], how="semi")
    stays = went.filter(way=Way.SPLIT.value).join(_both(before, after), on=["table", "before"], how="semi")
    elsewhere = inferred.rows.filter(pl.col("way").is_null()).join(removed, on=["table", "before"], how="semi")
    rows = pl.concat([gone, stays, elsewhere.select(*_PAIR, "way", known=False)])
    counted = _references(differing.modified)
    return (
        rows.join(counted, on=_PAIR, how="left")
        .join(inferred.reasons, on=["table", "before"], how="left")
        .select(*_PAIR, pl.col("references").fill_null(0), "reason", "way", "known")
        .sort(_PAIR)
    )


def _both(before: Snapshot, after: Snapshot) -> pl.DataFrame:
    """The organizations and divisions that are there on both days."""
    found: list[pl.DataFrame] = []
    for name in GOING_ON:
        one, other = (each.frame(name).select(before=key_expr(TABLES[name])) for each in (before, after))
        found.append(one.join(other, on="before", how="semi").select(pl.lit(name).alias("table"), "before"))
    return pl.concat(found)


def _references(modified: pl.DataFrame) -> pl.DataFrame:
    """How many cells that referred to one thing refer to another now."""
    cells = modified.rename({"table": "referring"}).join(REFERENCES, on=["referring", "column"], how="inner")
    return cells.group_by(_PAIR).agg(references=pl.len().cast(pl.Int64))


def composed(steps: pl.DataFrame) -> pl.DataFrame:
    """What something is at last, of all that goes on as another.

    What goes on as several at last was split. What does as one was merged if it ever was, by whatever way it went on.

    Args:
        steps: as `STEPS`, in the order in which they are made. What is split stands together.

    Returns:
        `table`, `before`, `after`, `way`, `known`: a row for each thing and each that it is at last. What is itself
        alone at last is left out.
    """
    rows = [
        (*origin, at_last, Way.SPLIT.value if len(paths) > 1 else _way(path.ways), path.known)
        for origin, paths in _followed(steps).items()
        if [*paths] != [origin[1]]
        for at_last, path in paths.items()
    ]
    return pl.DataFrame(rows, schema=_COMPOSED, orient="row")


def _way(ways: tuple[str, ...]) -> str:
    return Way.MERGED.value if Way.MERGED.value in ways else ways[-1]


def _followed(steps: pl.DataFrame) -> dict[tuple[str, str], dict[str, _Path]]:
    """By table and id, what each thing is at last, and how.

    Each step may go on from the one before, and so they are gone through one by one; only what ends has any.
    """
    paths: dict[tuple[str, str], dict[str, _Path]] = {}
    behind: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for (table, before), parts in _parted(steps):
        here = (table, before)
        origins = behind.pop(here, set[tuple[str, str]]())
        if here not in origins:
            # Something new, or something that was there once more: what became of it before counts no longer.
            paths[here] = {before: _Path()}
        for origin in {*origins, here}:
            path = paths[origin].pop(before, None)
            if path is None:  # it was there once more since, and went on otherwise
                continue
            for after, way, known in parts:
                paths[origin][after] = _Path((*path.ways, way), path.known and known)
                behind[table, after].add(origin)
    return paths


def _parted(steps: pl.DataFrame) -> Iterator[tuple[tuple[str, str], list[tuple[str, str, bool]]]]:
    """Of each thing that goes on, all that it goes on as."""
    rows = steps.select("table", "before", "on", "after", "way", "known").iter_rows()
    for (table, before, _), parts in groupby(rows, key=lambda row: row[:3]):
        yield (table, before), [row[3:] for row in parts]
