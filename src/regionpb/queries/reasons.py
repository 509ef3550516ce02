r"""Why a unit is ready for an organization of its own or not, and what one that fell short lacks, in both languages.

>>> [*CONDITIONS]
['regional_unit', 'hub', 'own_hub', 'hub_form', 'members', 'full_members', 'settled']
>>> row = {"hub": "O-1", "hub_form": "branch", "regional_unit": "R-1", "full": 1, "minimum_full_members": 3}
>>> row |= {"lacking_full_members": 2, "elsewhere": 4, "unsettled": 0, "lacking": ["hub_form", "full_members"]}
>>> english, chinese = pl.DataFrame([row]).select(*reasons(date(2011, 7, 29))).row(0)
>>> print(english.replace("; ", "\n"))
the hub O-1 is a branch and can have no branch under it: upgrade it (O004)
1 of the 3 full members that a branch needs in the reservoir, 2 short: transfer the 4 registered elsewhere
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

import polars as pl

from regionpb.errors import Both
from regionpb.vocabulary import Form

__all__ = ["CONDITIONS", "reasons", "shortfall"]

CONDITIONS: Mapping[str, Both] = MappingProxyType(
    {
        "regional_unit": Both("it lies in a 1+N unit", "位于统筹区域内"),
        "hub": Both("its 1+N unit has a hub", "所在统筹区域有区域性党组织"),
        "own_hub": Both("the hub lies in the region", "区域性党组织在本区域内"),
        "hub_form": Both("the hub may have a branch under it", "区域性党组织可下设党支部"),
        "members": Both("there is a table of members", "有党员表"),
        "full_members": Both("there are full members enough in the reservoir", "蓄水池中正式党员已够"),
        "settled": Both("none of them was received only on the day", "其中无人当日才接收"),
    }
)
"""What a unit needs, in the order in which it is told."""

_FORMS = {form.value: form.label for form in Form}
_LABELS = {"hub_form_zh": pl.col("hub_form").replace(_FORMS), "form_zh": pl.col("form").replace(_FORMS)}


def reasons(day: date) -> tuple[pl.Expr, pl.Expr]:
    """Why units are ready or not: `reasons` and `reasons_zh`.

    Args:
        day: the day.

    Returns:
        Expressions for a frame with `lacking`, those of `CONDITIONS` that are not met, and what it is told by.
    """
    said = {
        "regional_unit": _both(
            "it lies in no 1+N unit on the day: affiliate it to one, or say under whom its branch is to be",
            "当日不在任何统筹区域内：请先纳入，或指明党支部的上级党组织",
        ),
        "hub": _both(
            "no hub of {regional_unit} is there on the day: name one (U001)",
            "统筹区域{regional_unit}当日没有区域性党组织：请指定（U001）",
        ),
        "own_hub": _both(
            "the hub {hub} lies outside the region: name one that lies in it",
            "区域性党组织{hub}在区域之外：请改定区域内的党组织",
        ),
        "hub_form": _both(
            "the hub {hub} is a {hub_form} and can have no branch under it: upgrade it (O004)",
            "区域性党组织{hub}为{hub_form_zh}，不能下设党支部：请先升格（O004）",
        ),
        "members": _both(
            "there is no table members to tell who works there: read one first",
            "没有党员表，不知何人在此工作：请先读入",
        ),
        "full_members": _enough(),
        "settled": _both(
            f"{{unsettled}} of those in the reservoir came only on {day}: choose a later day (T006)",
            f"蓄水池中有{{unsettled}}名于{day}当日才接收：请另选以后的日期（T006）",
        ),
    }
    ready = _both(
        "a branch needs {minimum_full_members} full members, {full} are in the reservoir; {hub} would be above it",
        "建立党支部需正式党员{minimum_full_members}名，蓄水池中已有{full}名；上级将为{hub}",
    )
    lacking = pl.col("lacking")
    columns: list[pl.Expr] = []
    for language, separator in enumerate(("; ", "；")):
        parts = [pl.when(lacking.list.len() == 0).then(ready[language])]
        parts += [pl.when(lacking.list.contains(pl.lit(name))).then(said[name][language]) for name in CONDITIONS]
        columns.append(pl.concat_str(parts, separator=separator, ignore_nulls=True))
    return columns[0].alias("reasons"), columns[1].alias("reasons_zh")


def _enough() -> tuple[pl.Expr, pl.Expr]:
    """How many full members are lacking, and where others are."""
    nowhere, some = pl.col("regional_unit").is_null(), pl.col("elsewhere") > 0
    short = _both(
        "{full} of the {minimum_full_members} full members that a branch needs in the reservoir, "
        "{lacking_full_members} short: ",
        "建立党支部需正式党员{minimum_full_members}名，蓄水池中仅{full}名，尚缺{lacking_full_members}名：",
    )
    working = _both(
        "{full} of the {minimum_full_members} full members that a branch needs work there, "
        "{lacking_full_members} short: ",
        "建立党支部需正式党员{minimum_full_members}名，在此工作的仅{full}名，尚缺{lacking_full_members}名：",
    )
    then = _both("transfer the {elsewhere} registered elsewhere", "另有{elsewhere}名组织关系在别处，请转入")
    otherwise = _both("admit more, or let a joint branch cover it", "请发展或转入党员，或先建联合党支部")
    en, zh = (
        pl.concat_str(pl.when(nowhere).then(alone).otherwise(one), pl.when(some).then(yes).otherwise(no))
        for one, alone, yes, no in zip(short, working, then, otherwise, strict=True)
    )
    return en, zh


def shortfall() -> tuple[pl.Expr, pl.Expr]:
    """What an organization lacks that fell short, and who takes its members in: `reasons` and `reasons_zh`."""
    en, zh = _both(
        "{full} of the {minimum_full_members} full members that a {form} needs, {lacking_full_members} short: ",
        "{form_zh}需正式党员{minimum_full_members}名，现有{full}名，尚缺{lacking_full_members}名：",
    )
    falls = _both(
        "admit more, or dissolve it and let its members fall to {reservoir}",
        "请发展或转入党员，或撤销并将党员归入{reservoir}",
    )
    nowhere = _both(
        "admit more; {regional_unit} has nobody to whom its members could fall, name a hub first (U001)",
        "请发展或转入党员；统筹区域{regional_unit}无处可归，请先指定区域性党组织（U001）",
    )
    some = pl.col("reservoir").is_not_null()
    return (
        pl.concat_str(en, pl.when(some).then(falls[0]).otherwise(nowhere[0])).alias("reasons"),
        pl.concat_str(zh, pl.when(some).then(falls[1]).otherwise(nowhere[1])).alias("reasons_zh"),
    )


def _both(en: str, zh: str) -> tuple[pl.Expr, pl.Expr]:
    """A sentence in both languages, with the columns that stand in braces."""
    return _written(en), _written(zh)


def _written(text: str) -> pl.Expr:
    pieces = re.split(r"\{(\w+)\}", text)
    cells = (_LABELS.get(piece, pl.col(piece)) if at % 2 else pl.lit(piece) for at, piece in enumerate(pieces))
    return pl.concat_str([*cells])
