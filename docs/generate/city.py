"""The figures of the made-up city beside those of the book."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import polars as pl

from generate.figures import figures
from generate.words import Language, table
from regionpb.datasets.city import make_tables

__all__ = ["city_figures"]

_LABELS: Mapping[str, tuple[str, str]] = {
    "regional_units": ("1+N units", "统筹区域"),
    "modes": ("modes", "统筹模式"),
    "organizations": ("organizations", "党组织"),
    "members": ("members", "党员"),
    "units": ("units", "单位"),
    "units_none": ("units without an organization", "没有党组织的单位"),
    "paired_villages": ("villages in pairings", "参加结对的村"),
    "paired_communities": ("communities in pairings", "参加结对的社区"),
    "paired_organs_and_institutions": ("organs and institutions in pairings", "参加结对的机关事业单位"),
    "paired_universities": ("universities in pairings", "参加结对的高校"),
    "paired_enterprises": ("enterprises in pairings", "参加结对的企业"),
}


@cache
def _figures() -> pl.DataFrame:
    return figures(make_tables())


def city_figures(language: Language) -> str:
    """The book's figures and those of the city at size 1, made now."""
    zh = language == "zh"
    heads = ("", "书中（2011 年年中）", "本数据集（size=1）") if zh else ("", "the book, mid-2011", "made, at size 1")
    rows = [
        (_LABELS.get(name, (name, name))[zh], "" if book is None else f"{book:,}", f"{made:,}")
        for name, book, made in _figures().iter_rows()
    ]
    return table(heads, rows, right=[1, 2])
