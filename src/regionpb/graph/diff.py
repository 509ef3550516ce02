"""What differs between two regions, or between two days of one.

>>> import regionpb as rpb
>>> region = rpb.testing.minimal()
>>> later = region.apply(rpb.changes.transfer("M-2", to="O-1", on="2012-01-01")).at("2012-01-01")
>>> told = later.diff(region)
>>> told.modified.rows()
[('members', 'M-2', 'organization', 'O-2', 'O-1')]
>>> told.added.rows(), told.removed.rows()
([('transfers', 'T-M-2-20120101')], [])
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import polars as pl
from attrs import field, frozen

from regionpb.contract import TABLES, Table
from regionpb.contract.keys import key_expr
from regionpb.graph.crosswalk import WALKED, crosswalk_of
from regionpb.graph.inferring import GOING_ON, Differing
from regionpb.graph.snapshot import Snapshot
from regionpb.graph.tables import ROW
from regionpb.vocabulary import Way

__all__ = ["Diff", "diff"]

_OF_VERSIONS = frozenset({"start", "end", "entry", "exit", "end_reason"})
"""What tells when and why a version began and ended, and nothing of the day."""

_PLACES = frozenset({("divisions", "parent"), ("organizations", "superior"), ("members", "organization")})
"""What hangs where: who has another of these has moved."""

_MODIFIED = {name: pl.String() for name in ("table", "id", "column", "before", "after")}
_KEYED = {name: pl.String() for name in ("table", "id")}


@frozen(eq=False, repr=False)
class Diff:
    """What differs between two states.

    Attributes:
        start: the day of the earlier state.
        end: the day of the later one.
        added: what is there only later: `table`, `id`.
        removed: what is there only earlier: `table`, `id`.
        modified: each cell that says something else: `table`, `id`, `column`, `before`, `after`, as text. Names of
            people are left out.
        crosswalk: what became of what is there only earlier, and of what was split and is there still: `table`,
            `before`, `after`, `references` (how many cells that referred to the one refer to the other now), `reason`
            (why an organization ended), `way` (`merged`, `split` or `recoded`; none where references went there, and it
            did not go on as that), `known`. Where `known`, acts say so, from the earlier day to the later one; else it
            is inferred (see `regionpb.graph.inferring`). What nothing tells of is not here.
    """

    start: date
    end: date
    added: pl.DataFrame
    removed: pl.DataFrame
    modified: pl.DataFrame
    crosswalk: pl.DataFrame = field(repr=False)
    _carried: pl.DataFrame = field(repr=False)

    @property
    def moved(self) -> pl.DataFrame:
        """What hangs elsewhere: divisions, organizations and members, in the columns of `modified`.

        A division that got another code in doing so is here under its new one, with the codes of its two parents.
        One whose parent got another code, was merged or split, and that went along, did not move.
        """
        places = pl.DataFrame([*_PLACES], schema=["table", "column"], orient="row")
        return pl.concat(
            [self.modified.join(places, on=["table", "column"], how="semi", maintain_order="left"), self._carried]
        )

    @property
    def merged(self) -> pl.DataFrame:
        """Of the crosswalk, what was put into something that was there before, or together with others."""
        return self._gone_on(Way.MERGED)

    @property
    def split(self) -> pl.DataFrame:
        """Of the crosswalk, what was put into several; it may be one of them itself, which only acts tell."""
        return self._gone_on(Way.SPLIT)

    @property
    def recoded(self) -> pl.DataFrame:
        """Of the crosswalk, divisions that are the same with another code."""
        return self._gone_on(Way.RECODED)

    def _gone_on(self, way: Way) -> pl.DataFrame:
        return self.crosswalk.filter(pl.col("way") == way.value)

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return any(not frame.is_empty() for frame in (self.added, self.removed, self.modified))

    def __repr__(self) -> str:
        things = self.modified.select("table", "id").n_unique()
        return (
            f"<Diff of {self.start} and {self.end}: {self.added.height:,} added, {self.removed.height:,} removed, "
            f"{things:,} modified>"
        )


def diff(before: Snapshot, after: Snapshot, walked: Callable[[], pl.DataFrame] | None = None) -> Diff:
    """What differs between two states, each on its day. Of a table that only one of them has, everything is.

    Args:
        before: the earlier state.
        after: the later one.
        walked: what acts between the two let go on as another, in the order in which they are made: `table`, `before`,
            `after`, `way`, `on`. Of what they do not name it is inferred. It is asked for only where anything that can
            go on as another came or went, for a journal may be long.
    """
    added, removed, modified = ([pl.DataFrame(schema=schema)] for schema in (_KEYED, _KEYED, _MODIFIED))
    for name, table in TABLES.items():
        if name not in before.tables and name not in after.tables:
            continue
        one, other = (_keyed(table, snapshot) for snapshot in (before, after))
        for found, here, there in ((added, other, one), (removed, one, other)):
            keys = here.join(there, on="id", how="anti", maintain_order="left")["id"]
            found.append(pl.DataFrame({"table": pl.Series([name]).new_from_index(0, len(keys)), "id": keys}))
        both = one.join(other, on="id", how="inner", suffix="_after", maintain_order="left")
        modified += _cells(table, both)
    differing = Differing(pl.concat(added), pl.concat(removed), pl.concat(modified))
    turned = any(frame["table"].is_in(GOING_ON).any() for frame in (differing.added, differing.removed))
    steps = walked() if walked is not None and turned else pl.DataFrame(schema=WALKED)
    crosswalk = crosswalk_of(before, after, differing, steps)
    return Diff(before.day, after.day, *differing, crosswalk, _carried(before, after, crosswalk))


def _carried(before: Snapshot, after: Snapshot, crosswalk: pl.DataFrame) -> pl.DataFrame:
    """The divisions with another code that lie in another parent than that which the one they lay in became."""
    became = crosswalk.filter(pl.col("table") == "divisions").select("before", "after")
    recoded = crosswalk.filter(pl.col("way") == Way.RECODED.value, pl.col("table") == "divisions")
    parents = recoded.select("before", id="after")
    for key, name, snapshot in (("before", "was", before), ("id", "now", after)):
        rows = snapshot.frame("divisions").select(pl.col("code").alias(key), pl.col("parent").alias(name))
        parents = parents.join(rows.unique(key), on=key, how="left", maintain_order="left")
    along = parents.join(became, left_on=["was", "now"], right_on=["before", "after"], how="semi")
    goes_on = pl.col("was").is_in(became["before"].implode())
    stays = pl.col("was").eq_missing(pl.col("now")) & ~goes_on.fill_null(value=False)
    moved = parents.join(along, on="id", how="anti", maintain_order="left").filter(~stays)
    return moved.select(
        pl.lit("divisions").alias("table"), "id", pl.lit("parent").alias("column"), before="was", after="now"
    )


def _keyed(table: Table, snapshot: Snapshot) -> pl.DataFrame:
    """The current rows of a table by key; of what has none it cannot be told whether it is the same."""
    rows = snapshot.frame(table.name).with_columns(id=key_expr(table)).drop_nulls("id")
    return rows.unique("id", keep="last", maintain_order=True).drop(ROW)


def _cells(table: Table, both: pl.DataFrame) -> Iterator[pl.DataFrame]:
    for column in table.columns:
        if column.name in table.key or column.name in _OF_VERSIONS or column.personal:
            continue
        was, now = pl.col(column.name), pl.col(f"{column.name}_after")
        found = both.lazy().filter(was.ne_missing(now)).select("id", was, now).collect()
        if found.is_empty():
            continue
        texts = [
            (cell.list.join(";") if column.kind.is_list else cell.cast(pl.String)).alias(name)
            for cell, name in ((was, "before"), (now, "after"))
        ]
        yield found.select(pl.lit(table.name).alias("table"), "id", pl.lit(column.name).alias("column"), *texts)
