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
    "service_points": ("service centres, stations and points", "党员服务中心、站、点"),
    "public_centres_urban": ("public centres, urban", "城市社区公共服务中心"),
    "public_centres_rural": ("public centres, rural", "农村社区公共服务中心"),
    "public_centre_area": ("mean area of a public centre, m²", "公共服务中心平均面积（平方米）"),
    "hotline": ("calls in three years", "三年热线来电"),
    "web": ("opinions by web", "网页意见建议"),
    "form": ("opinion forms", "征求意见表"),
    "served": ("served by the centres since 2010", "2010 年以来服务中心服务人次"),
    "solved": ("problems solved since 2010", "2010 年以来解决问题"),
    "disputes": ("disputes settled in Cixi in 2011", "2011 年慈溪调解纠纷"),
    "volunteer_teams": ("volunteer teams", "党员志愿者队伍"),
    "volunteers": ("volunteers", "志愿者"),
    "projects": ("projects of volunteers", "志愿服务项目"),
    "workers_pool": ("full-time workers in the pool", "专职党务工作者人才库"),
    "grants": ("members helped", "困难互助人数"),
    "granted": ("yuan granted", "困难互助金额（元）"),
    "meetings": ("meetings since the new year", "元旦以来的会议"),
}


@cache
def _figures() -> pl.DataFrame:
    return figures(make_tables())


def _number(value: float) -> str:
    return f"{value:,.1f}".removesuffix(".0")


def city_figures(language: Language) -> str:
    """The book's figures and those of the city at size 1, made now."""
    zh = language == "zh"
    heads = ("", "书中（2011 年年中）", "本数据集（size=1）") if zh else ("", "the book, mid-2011", "made, at size 1")
    rows = [
        (_LABELS.get(name, (name, name))[zh], "" if book is None else _number(book), _number(made))
        for name, book, made in _figures().iter_rows()
    ]
    return table(heads, rows, right=[1, 2])
