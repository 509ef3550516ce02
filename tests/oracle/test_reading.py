"""The library reads in random untidy folders what the oracle reads: findings, rows, values.

`REGIONPB_CAMPAIGN=3000 pytest tests/oracle` asks about a third as many folders as regions, which take longer.
"""

import os
from collections import Counter
from datetime import date

import pytest

from regionpb.contract import TABLES

from .comparing import differences, fewest, flat, kind_of, told
from .folders import Folder, Sheet
from .reading import read
from .text import credit_code, date_of
from .untidy import made

CAMPAIGN = os.environ.get("REGIONPB_CAMPAIGN")
SEEDS = range(int(CAMPAIGN) // 3 if CAMPAIGN else 200)


@pytest.mark.parametrize("seed", SEEDS)
def test_library_and_oracle_read_the_same(seed, tmp_path):
    folder = made(seed).folder
    different = differences(folder, tmp_path)
    if different:
        wanted = kind_of(different[0])
        least = fewest(folder, lambda smaller: wanted in map(kind_of, differences(smaller, tmp_path)))
        pytest.fail("\n".join([*different, "", told(least), *differences(least, tmp_path)]), pytrace=False)


def test_other_spellings_are_no_fault_and_mean_the_same():
    clean = [one for one in map(made, range(120)) if not one.damaged and not _dangles(one.source)]
    assert len(clean) > 20
    for one in clean:
        reading = read(one.folder)
        assert not reading.findings
        if one.instead:
            continue
        for name, rows in one.source.rows.items():
            defaults = {c.name: c.default for c in TABLES[name].columns if c.default is not None}
            meant = [defaults | {column: cell for column, cell in row.items() if cell is not None} for row in rows]
            taken = [line.cells for line in reading.taken(name)]
            assert Counter(map(flat, taken)) == Counter(map(flat, meant))


def _dangles(source):
    """Whether something refers to what is not there: what is furnished may take its row away."""
    known = {name: {row.get(TABLES[name].key[0]) for row in rows} for name, rows in source.rows.items()}
    return any(
        row.get(column.name) not in {None, *known[column.references]}
        for name, rows in source.rows.items()
        for column in TABLES[name].columns
        if column.references in known and not column.kind.is_list
        for row in rows
    )


def test_the_oracle_reads_what_the_documents_name():
    forms = ["2011-07-29", "2011/7/29", "2011.7.29", "20110729", "2011年7月29日", "40753", "2011-07-29 00:00:00"]
    assert {date_of(form) for form in forms} == {date(2011, 7, 29)}
    assert {date_of(form) for form in ("1985.07", "1985年7月")} == {date(1985, 7, 1)}
    assert credit_code("91350100M000100Y43") == ("91350100M000100Y43", None)
    assert credit_code("91350100M000100Y44")[1] == "E009"


@pytest.mark.parametrize("text", ["33020", "330203001100.0", "3302O3"])
def test_a_small_folder_is_read_the_same_by_both(text, tmp_path):
    divisions = Sheet("行政区划", [["区划代码*", "名称", "级别"], ["3302", "甬市", "市"], [text, "甲", "乡镇"]])
    organizations = Sheet(
        "党组织", [["名称", "组织形式", "所在区划"], ["区委", "党委", "甬市"], ["甲党委", "党委", text]]
    )
    assert not differences(Folder([divisions, organizations]), tmp_path)
