"""Cells that cannot be read: E002, E003, E004, E006, E009."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from regionpb.findings import Severity
from regionpb.rules.base import unasked_rule
from regionpb.rules.intake.shown import COLUMN_AND_VALUE
from regionpb.rules.planting.draft import Draft, Planted
from regionpb.rules.story import Story

__all__ = ["END_BEFORE_START", "MALFORMED_CODE", "MISSING_VALUE", "UNKNOWN_VALUE", "UNREADABLE_VALUE"]

_SOURCE = "what the tables may hold"


def _no_such_day(draft: Draft, rng: Random) -> Planted:
    branch = draft.branch(rng)
    year = draft.day.year
    draft.put("organizations", branch, elected_on=draft.spoilt(f"{year}-02-30", date(year, 2, 28)))
    return Planted.at("organizations", branch)


def _no_such_word(draft: Draft, rng: Random) -> Planted:
    branch = draft.branch(rng)
    draft.put("organizations", branch, elected_by=draft.spoilt("by acclaim", "public_direct"))
    return Planted.at("organizations", branch)


def _no_name(draft: Draft, rng: Random) -> Planted:
    organization = draft.organization()
    if draft.spoils:
        draft.put("organizations", organization, name=" ")
    else:  # A row that is set aside can have nobody in it; one that is kept must.
        draft.staff(organization, rng)
    return Planted.at("organizations", organization)


def _backwards(draft: Draft, rng: Random) -> Planted:
    early = draft.day - timedelta(days=rng.randint(1, 400))
    start, end = draft.spoilt((draft.day, early), (early, draft.day))
    organization = draft.organization(start=start, end=end)
    return Planted.at("organizations", organization)


def _one_digit_off(draft: Draft, rng: Random) -> Planted:
    unit = draft.unit(organization=draft.branch(rng))
    # 91350100M000100Y43 is the worked example of the standard; its check character is 3.
    wrong = rng.choice("012456789")
    draft.put("units", unit, credit_code="91350100M000100Y4" + draft.spoilt(wrong, "3"))
    return Planted.at("units", unit)


UNREADABLE_VALUE = unasked_rule(
    "E002",
    "unreadable-value",
    Severity.ERROR,
    name_zh="无法读取的值",
    story=Story(
        "A cell cannot be read as its column's type.",
        "单元格不能按该列的类型读取。",
        "A date that is no day or an amount that is no number is not data; an optional cell counts as empty, "
        "a required one sets its row aside.",
        "不是日期的日期、不是数字的金额都不能当作数据；选填的按空处理，必填的整行搁置。",
        _SOURCE,
    ),
    values=COLUMN_AND_VALUE,
    message='has "{value}" in {column}, which cannot be taken ({kept}): {expected}',
    message_zh="的“{column}”填写为“{value}”，无法采用（{kept}）：{expected}",
    plant=_no_such_day,
)

UNKNOWN_VALUE = unasked_rule(
    "E003",
    "unknown-value",
    Severity.ERROR,
    name_zh="词表外的值",
    story=Story(
        "A cell is not in its vocabulary.",
        "单元格的值不在词表中。",
        "Each vocabulary is closed, so that the same thing is always called the same.",
        "词表是封闭的，同一事物只用同一名称。",
        _SOURCE,
    ),
    values=COLUMN_AND_VALUE,
    message='has "{value}" in {column}, which is none of its values ({kept}): write one of {known}',
    message_zh="的“{column}”填写为“{value}”，不在词表中（{kept}）：可填{known}",
    plant=_no_such_word,
)

MISSING_VALUE = unasked_rule(
    "E004",
    "missing-value",
    Severity.ERROR,
    name_zh="必填项为空",
    story=Story(
        "A required cell is empty.",
        "必填的单元格为空。",
        "Without it the row says too little to be used, so it is set aside; of columns of which exactly one "
        "is to be filled none is.",
        "缺少它，该行无法使用，因此搁置；“只填其一”的各列一个也没有填时同样如此。",
        _SOURCE,
    ),
    values=COLUMN_AND_VALUE,
    message="has nothing in {column}, which is required ({kept}): {needed}",
    message_zh="的“{column}”为空，而此项必填（{kept}）：{needed}",
    plant=_no_name,
)

END_BEFORE_START = unasked_rule(
    "E006",
    "end-before-start",
    Severity.ERROR,
    name_zh="失效不晚于生效",
    story=Story(
        "`end` is not after `start`.",
        "失效日期不晚于生效日期。",
        "A version holds from its start to the day before its end; one that ends before it begins holds never.",
        "一个版本自生效日起、至失效日前一日止有效；先失效后生效则从未有效。",
        _SOURCE,
    ),
    values=COLUMN_AND_VALUE,
    message="ends on {value}, which is not after its start (the row is set aside): correct one of the two dates",
    message_zh="的失效日期{value}不晚于生效日期（该行已搁置）：请更正其中之一",
    plant=_backwards,
)

MALFORMED_CODE = unasked_rule(
    "E009",
    "malformed-code",
    Severity.ERROR,
    name_zh="代码有误",
    story=Story(
        "A division code has a wrong length or a character that is no digit, or a length that is not its level's; "
        "or a credit code fails its check digit.",
        "区划代码长度不对、含非数字字符或与级别不符；或者统一社会信用代码校验不通过。",
        "Division codes nest by prefix and have the length of their level, credit codes carry a check "
        "character: what was mistyped can be told at once.",
        "区划代码逐级嵌套、长度随级别而定，统一社会信用代码带校验码：误录当即可知。",
        "GB/T 2260; GB/T 10114; GB 32100 (2015)",
    ),
    values=COLUMN_AND_VALUE,
    message='has "{value}" in {column}, which is no valid code, or not of the length of its level ({kept}): correct it',
    message_zh="的“{column}”填写为“{value}”，不是有效代码，或长度与级别不符（{kept}）：请更正",
    plant=_one_digit_off,
)
