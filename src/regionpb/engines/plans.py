"""What every engine is asked: how plans are built over named sources, and the verb that runs them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Build", "Collect"]

Build: TypeAlias = Callable[[Mapping[str, Any]], Any]
"""Makes a plan over named sources; both are lazy frames of one engine."""

Collect: TypeAlias = Callable[["Mapping[Hashable, Build]", "Mapping[str, pl.DataFrame]"], "Sequence[pl.DataFrame]"]
"""Runs plans over frames."""
