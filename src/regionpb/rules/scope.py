"""What of the tables rules speak of."""

from __future__ import annotations

from collections.abc import Iterable

import narwhals as nw

from regionpb.vocabulary import Term

__all__ = ["of_the_region", "one_of"]


def of_the_region() -> nw.Expr:
    """Whether an organization is the region's own: one known only as the other end of a transfer is asked nothing."""
    return ~nw.col("external").fill_null(value=False)


def one_of(column: str, terms: Iterable[Term]) -> nw.Expr:
    """Whether a column holds one of some terms.

    >>> import polars as pl
    >>> from regionpb.vocabulary import SETTLEMENTS
    >>> units = nw.from_native(pl.LazyFrame({"kind": ["village", "university", None]}))
    >>> units.select(one_of("kind", SETTLEMENTS)).collect()["kind"].to_list()
    [True, False, None]
    """
    return nw.col(column).is_in(sorted(map(str, terms)))
