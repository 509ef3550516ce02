"""Where a rule comes from, as people cite it in English and in Chinese.

A rule names its source once, in English and in short: places in the book by their marks, norms by name and article.

>>> cited("Party Constitution (2007) Art. 29; P4a").en
'Party Constitution (2007) Art. 29; the book, preface, part 4 (P4a)'
>>> cited("Party Constitution (2007) Art. 29; P4a").zh
'《中国共产党章程》（2007）第29条；本书代序四（P4a）'
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from regionpb.errors import Both

__all__ = ["cited"]

_WORKS: Mapping[str, str] = MappingProxyType(
    {
        "GB 32100": "GB 32100",
        "GB/T 2260": "GB/T 2260",
        "GB/T 10114": "GB/T 10114",
        "Opinion on the terms of primary organizations": "中办《关于党的基层组织任期的意见》",
        "Party Constitution": "《中国共产党章程》",
        "Regulation on elections in primary organizations": "《基层组织选举工作条例》",
        "Regulation on the education and management of members": "《党员教育管理工作条例》",
        "Regulation on primary organizations of Party and state organs": "《党和国家机关基层组织工作条例》",
        "Regulation on the work of Party branches": "《支部工作条例》",
        "annual statistics, table 15": "年度统计表十五",
        "annual statistics, table 43": "年度统计表四十三",
        "annual statistics, tables 1 and 2": "年度统计表一、表二",
        "checks of transfers": "组织关系转接校核要求",
        "checks of the annual statistics": "年度统计校核要求",
        "document 10 of 2004 of the Organization Department": "中组发〔2004〕10号",
        "practice before": "此前惯例",
        "practice of letters of introduction": "组织关系介绍信惯例",
        "rules on members out of contact": "失联党员有关规定",
        "rules on the development of members": "发展党员有关规定",
        "rules of the statistics bureau for 12-digit codes": "统计部门十二位代码编制规则",
        "what changes must never do": "变更不得违反的约定",
        "what the tables may hold": "数据表约定",
    }
)
"""The works that rules cite: their names in English and in Chinese."""

_NUMERALS = "零一二三四"
_LAST = 5
_PIECE = re.compile(r"(?P<work>.+?)(?: \((?P<year>\d{4})\))?(?: Arts?\. (?P<article>[\d-]+))?")


@cache
def cited(source: str) -> Both:
    """A source in both languages; what is not known is left as it is.

    Args:
        source: works or marks, separated by semicolons.
    """
    pieces = [_piece(piece) for piece in source.split("; ")]
    return Both("; ".join(piece.en for piece in pieces), "；".join(piece.zh for piece in pieces))


def _piece(text: str) -> Both:
    if mark := re.fullmatch(r"P(\d)[a-d]?", text):
        part = int(mark[1])
        where, where_zh = ("conclusions", "结语") if part == _LAST else (f"part {part}", _NUMERALS[part])
        return Both(f"the book, preface, {where} ({text})", f"本书代序{where_zh}（{text}）")
    found = _PIECE.fullmatch(text)
    if found is None or found["work"] not in _WORKS:
        return Both(text, text)
    year = f"（{found['year']}）" if found["year"] else ""
    article = f"第{found['article'].replace('-', '至')}条" if found["article"] else ""
    return Both(text, f"{_WORKS[found['work']]}{year}{article}")
