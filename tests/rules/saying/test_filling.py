"""What a cell that cannot be taken is to hold, in both languages."""

import pytest

from regionpb.contract import TABLES
from regionpb.rules.saying.filling import what_is_kept, what_to_write

SAID = {
    "members.joined": ("write a date, such as 2011-07-29", "请填写日期，如 2011-07-29"),
    "members.floating": ("write yes or no", "请填写是或否"),
    "members.unit": ("write an id of units", "请填写编号"),
    "members.name": ("write text", "请填写文字"),
    "volunteer_teams.stars": ("write a whole number from 0 to 5", "请填写 0 至 5 之间的整数"),
    "budgets.amount": ("write a number of 0 or more", "请填写不小于 0 的数"),
}
KEPT = {
    "members.joined": ("it counts as empty", "按空处理"),
    "members.status": ("the row is set aside", "该行已搁置"),
    "meetings.body": ("the row is set aside", "该行已搁置"),
}


@pytest.mark.parametrize("said", [what_to_write, what_is_kept])
def test_in_both_languages(said):
    for where, expected in (SAID if said is what_to_write else KEPT).items():
        name, _, column = where.partition(".")
        table = TABLES[name]
        assert tuple(said(table, table.by_name[column], language) for language in ("en", "zh")) == expected
