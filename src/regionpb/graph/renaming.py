"""What divisions became that ended where no act tells it: by references, by names, and by what lay in them.

* One of the same name and level within what became of its parent, or anywhere, if they alone have the name of all that
  ended and began on the day, is the same with another code; unless its references went elsewhere.
* Any other became what its references went to, and what those lie in now that lay in it.
* Where that is one new division which nothing else became, it was recoded; where it is several, split; else merged.
"""

from __future__ import annotations

import polars as pl

from regionpb.graph.snapshot import HISTORY, Snapshot
from regionpb.graph.tables import ROW
from regionpb.vocabulary import Level, Way

__all__ = ["divisions_became"]

_CELLS = ("name", "level", "parent")
_PAIR = ["before", "after"]


def divisions_became(
    before: Snapshot, after: Snapshot, ended: pl.DataFrame, added: pl.DataFrame, evidence: pl.DataFrame
) -> pl.DataFrame:
    """What divisions became.

    Args:
        before: the earlier state.
        after: the later one.
        ended: those that ended, and when, where that is known: `before`, `on`.
        added: those that are there only later: `id`.
        evidence: the references that went from one to another: `before`, `after`.

    Returns:
        `before`, `after`, `on`, `way`.
    """
    went, gone, new = evidence.select(_PAIR), _gone(before, after, ended), _new(before, after, added)
    names, within = _alike(gone, new, went)
    # Of the same name may be another: where references went elsewhere, they know better.
    agreed = names.join(went, on=_PAIR, how="semi")
    names = pl.concat([agreed, names.join(went, on="before", how="anti")])
    rest = pl.concat([went, within]).join(names, on="before", how="anti")
    pairs = pl.concat([names, rest]).unique().join(ended, on="before", how="inner")
    begun = new.select(after="code", begun="on", fresh=True)
    fresh = pl.col("fresh").fill_null(value=False) & _same_day("on", "begun")
    one, alone = (pl.len().over(each) == 1 for each in _PAIR)
    way = (
        pl.when(~one)
        .then(pl.lit(Way.SPLIT.value))
        .when(alone & fresh)
        .then(pl.lit(Way.RECODED.value))
        .otherwise(pl.lit(Way.MERGED.value))
    )
    return pairs.join(begun, on="after", how="left").select("before", "after", "on", way=way)


def _same_day(one: str, other: str) -> pl.Expr:
    """Whether two days are the same, as far as they are known."""
    return (pl.col(one) == pl.col(other)).fill_null(value=True)


def _gone(before: Snapshot, after: Snapshot, ended: pl.DataFrame) -> pl.DataFrame:
    """The divisions that ended, as they were last: `code`, `name`, `level`, `parent`, `on`."""
    history = after.frame(f"divisions{HISTORY}").sort("start", ROW, descending=True, nulls_last=True)
    rows = pl.concat([each.select("code", *_CELLS) for each in (history, before.frame("divisions"))])
    last = rows.unique("code", keep="first", maintain_order=True)
    return last.join(ended.select(code="before", on="on"), on="code", how="inner")


def _new(before: Snapshot, after: Snapshot, added: pl.DataFrame) -> pl.DataFrame:
    """The divisions that began, as they were first, and when, where that is known."""
    within = (pl.col("start") > before.day) & (pl.col("start") <= after.day)
    history = after.frame(f"divisions{HISTORY}")
    ids = pl.concat([history.filter(within).select("code"), added.select(code="id")]).unique()
    first = history.join(ids, on="code", how="semi").sort("start", ROW, nulls_last=False)
    first = first.unique("code", keep="first", maintain_order=True).with_columns(on=pl.when(within).then("start"))
    is_new = pl.col("on").is_not_null() | pl.col("code").is_in(added["id"].implode())
    return first.filter(is_new).select("code", *_CELLS, "on")


def _alike(gone: pl.DataFrame, new: pl.DataFrame, went: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The divisions of the same name and level, and what that says of their parents: each `before`, `after`.

    Names are told apart within what became of a parent first, then wherever there is only one of them; and what that
    says of parents is asked of those below once more.
    """
    pairs = _paired(gone, new, ["level", "name", "parent"])
    only = pl.len().over("level", "name", "on") == 1
    left, right = _left(gone, new, pairs)
    pairs = pl.concat([pairs, _paired(left.filter(only), right.filter(only), ["level", "name"])])
    for _ in Level:
        became = pl.concat([went, pairs, _above(gone, new, pairs)]).unique().rename({"before": "parent"})
        left, right = _left(gone, new, pairs)
        placed = left.join(became, on="parent", how="inner").drop("parent").rename({"after": "parent"})
        more = _paired(placed, right, ["level", "name", "parent"])
        if more.is_empty():
            break
        pairs = pl.concat([pairs, more])
    return pairs, _above(gone, new, pairs)


def _left(gone: pl.DataFrame, new: pl.DataFrame, pairs: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    one = gone.join(pairs, left_on="code", right_on="before", how="anti")
    return one, new.join(pairs, left_on="code", right_on="after", how="anti")


def _paired(gone: pl.DataFrame, new: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """Those that have some cells in common with just one of the others: `before`, `after`."""
    one, other = (each.with_columns(pl.col("level").fill_null("")) for each in (gone, new))
    found = one.select(*keys, before="code", ended="on").join(
        other.select(*keys, after="code", begun="on"), on=keys, how="inner"
    )
    found = found.filter(_same_day("ended", "begun"))
    return found.filter(pl.len().over("before") == 1, pl.len().over("after") == 1).select(_PAIR)


def _above(gone: pl.DataFrame, new: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """As what the parents that ended went on, by what lay in them: `before`, `after`."""
    parents = pairs.join(gone.select(before="code", was="parent"), on="before").join(
        new.select(after="code", now="parent"), on="after"
    )
    found = parents.select(before="was", after="now").drop_nulls().unique()
    return found.join(gone.select(before="code"), on="before", how="semi").filter(pl.col("before") != pl.col("after"))
