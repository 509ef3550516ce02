import time
from datetime import UTC, date, datetime
from decimal import Decimal

import numpy as np
import pytest
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from regionpb.contract import TABLES, Kind
from regionpb.contract.cells import read_cell
from regionpb.contract.columns import Column
from regionpb.vocabulary import Form, Function, Service, Status

DAY = date(2011, 7, 29)
MONTH = date(1985, 7, 1)


def column(kind: Kind, **said: object) -> Column:
    return Column("x", kind, "某", "", required=False, **said)


def fault(read: Column, value: object) -> str:
    with pytest.raises(PydanticCustomError) as raised:
        read_cell(read, value)
    return raised.value.type


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        *(
            (text, DAY)
            for text in ("2011-07-29", "2011/7/29", "2011.7.29", "20110729", "2011年7月29日", "2011年07月29号")
        ),
        *(
            (text, DAY)
            for text in (
                "40753",
                "40753.0",
                "20110729.0",
                "２０１１－０７－２９",
                " 2011 年 7 月 29 日 ",
                "\ufeff2011-07-29",
            )
        ),
        *(
            (text, DAY)
            for text in ("2011-07-29 00:00:00", "2011/7/29 0:00", "2011-07-29T00:00:00.000", "2011-07-29T00:00:00Z")
        ),
        *(
            (value, DAY)
            for value in (DAY, datetime(2011, 7, 29, tzinfo=UTC), 40753, 40753.0, 20110729, Decimal("40753.00"))
        ),
        *((value, DAY) for value in (np.int64(40753), np.datetime64("2011-07-29"))),
        *(
            (text, MONTH)
            for text in ("1985.07", "1985年7月", "1985-07", "1985/7", "198507", 198507, 1985.07, Decimal("1985.07"))
        ),
        ("1985.1", date(1985, 1, 1)),
        ("1985.10", date(1985, 10, 1)),
        ("2012-02-29", date(2012, 2, 29)),
        ("0001-01-01", date(1, 1, 1)),
        ("9999-12-31", date(9999, 12, 31)),
        (25569, date(1970, 1, 1)),
        ("10000", date(1927, 5, 18)),
    ],
)
def test_dates(cell, day):
    assert read_cell(column(Kind.DATE), cell) == day


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "2011-02-30",
            "2011-02-29",
            "2011-13-01",
            "2011-00-10",
            "0000-01-01",
            "10000-01-01",
            "11-07-29",
            "+2011-07-29",
        ),
        *(
            "2011-07-29 12:00:00",
            "2011-07-29 00:00:00.001",
            "7/29/2011",
            "29.07.2011",
            "1985",
            "1985年",
            "1985.13",
            "110729",
            "999913",
        ),
        *(
            "60",
            "9999",
            "100000",
            "40,753",
            "40753.5",
            "今天",
            "-",
            "N/A",
            "#N/A",
            "2011年七月",
            "2011-07-29x",
            "2011-07-29\n1",
        ),
        *(1985.1, 40753.5, 60, True, datetime(2011, 7, 29, 12, tzinfo=UTC), b"2011-07-29", [DAY], float("inf")),
    ],
)
def test_what_is_no_date(cell):
    assert fault(column(Kind.DATE), cell) == "E002"


@pytest.mark.parametrize(
    "cell", [None, "", " ", "\u3000\t\r\n", "\ufeff\u200b", float("nan"), np.float64("nan"), Decimal("nan")]
)
@pytest.mark.parametrize("kind", Kind)
def test_empty_cells(kind, cell):
    vocabulary = Status if kind in {Kind.TERM, Kind.TERMS} else None
    assert read_cell(column(kind, vocabulary=vocabulary), cell) is None


def test_an_empty_cell_that_is_required_and_one_with_a_default():
    organizations = TABLES["organizations"]
    assert fault(organizations.column("name"), " ") == "E004"
    assert read_cell(organizations.column("function"), "") is Function.GENERAL


@pytest.mark.parametrize(
    "cell",
    [
        "joint_branch",
        "Joint Branch",
        "JOINT_BRANCH",
        "ｊｏｉｎｔ＿branch",
        "联合党支部",
        " 联合 党支部\u3000",
        Form.JOINT_BRANCH,
    ],
)
def test_vocabulary(cell):
    assert read_cell(column(Kind.TERM, vocabulary=Form), cell) is Form.JOINT_BRANCH


@pytest.mark.parametrize("cell", ["joint–branch", "党小组", "小组", "1", 1, True, ["branch"], "#REF!", "无"])
def test_what_is_not_in_the_vocabulary(cell):
    assert fault(column(Kind.TERM, vocabulary=Form), cell) == "E003"


@pytest.mark.parametrize(
    ("cells", "answer"),
    [
        (["是", "true", "TRUE", "1", "yes", "Ｙ", "t", "√", "1.0", 1, 1.0, True, np.True_], True),
        (["否", "false", "0", "no", "N", "f", "×", "0.0", 0, 0.0, False], False),
    ],
)
def test_yes_and_no(cells, answer):
    assert {read_cell(column(Kind.YES_NO), cell) for cell in cells} == {answer}


@pytest.mark.parametrize("cell", ["2", "maybe", "真", 2, -1, 0.5, "-", "/", "无"])
def test_neither_yes_nor_no(cell):
    assert fault(column(Kind.YES_NO), cell) == "E002"


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("1,200", 1200),
        ("１，２００", 1200),
        ("12.0", 12),
        ("1.2e3", 1200),
        ("007", 7),
        ("+5", 5),
        (12.0, 12),
        (Decimal("12.00"), 12),
        (np.int8(5), 5),
    ],
)
def test_integers_and_numbers(cell, number):
    assert read_cell(column(Kind.INTEGER), cell) == number
    assert read_cell(column(Kind.NUMBER), cell) == number
    assert isinstance(read_cell(column(Kind.INTEGER), cell), int)
    assert isinstance(read_cell(column(Kind.NUMBER), cell), float)


@pytest.mark.parametrize(
    "cell",
    [
        "1,20",
        "1,2000",
        ",5",
        "1 200",
        "5人",
        "５％",
        "--5",
        ".",
        "nan",
        "inf",
        "1e999",
        "12_000",
        float("inf"),
        True,
        DAY,
        "#DIV/0!",
        "9" * 5000,
    ],
)
def test_what_is_no_number(cell):
    assert fault(column(Kind.INTEGER), cell) == "E002"
    assert fault(column(Kind.NUMBER), cell) == "E002"


@pytest.mark.parametrize("cell", ["12.5", 12.5, "9223372036854775808", 2.0**60, "1e17"])
def test_what_is_no_integer(cell):
    assert fault(column(Kind.INTEGER), cell) == "E002"


def test_bounds():
    share = column(Kind.NUMBER, minimum=-90, maximum=90)
    assert [read_cell(share, cell) for cell in ("-90", 90, "29.87")] == [-90, 90, 29.87]
    assert [fault(share, cell) for cell in ("-90.01", 91, "1e3")] == ["E002"] * 3
    assert fault(TABLES["organizations"].column("member_count"), "-1") == "E002"


def test_lists():
    services = column(Kind.TERMS, vocabulary=Service)
    expected = (Service.HEALTH, Service.ENTERPRISE)
    for cell in (
        "医疗卫生;enterprise",
        "医疗卫生；企业服务；；",
        "health、医疗卫生、企业服务",
        "health\n企业服务",
        ["health", None, " 企业服务 "],
        expected,
    ):
        assert read_cell(services, cell) == expected
    assert read_cell(services, ";；、") is None
    assert read_cell(services, []) is None
    assert [fault(services, cell) for cell in ("health;无", "health,enterprise", [1], DAY)] == ["E003"] * 4
    assert read_cell(column(Kind.WORDS), "医疗；法律, 税务;医疗") == ("医疗", "法律, 税务")
    assert read_cell(column(Kind.WORDS), ["a;b", 17.0]) == ("a;b", "17")
    assert fault(column(Kind.WORDS), [True]) == "E002"


def test_text_keeps_what_is_inside():
    assert read_cell(column(Kind.TEXT), "\ufeff\u3000某 村\u3000党\u200b支部\t") == "某 村\u3000党\u200b支部"
    assert [read_cell(column(Kind.TEXT), cell) for cell in ("-", "N/A", "null", "nan", "无")] == [
        "-",
        "N/A",
        "null",
        "nan",
        "无",
    ]


def test_ids_that_became_numbers():
    key = column(Kind.KEY)
    assert [read_cell(key, cell) for cell in (17, 17.0, Decimal("17.00"), "17.0", "007", 1.5)] == [
        "17",
        "17",
        "17",
        "17.0",
        "007",
        "1.5",
    ]
    assert [fault(key, cell) for cell in (True, DAY, 1e300, 2.0**53 + 2, 1e-9, ["O-1"], b"O-1")] == ["E002"] * 7


def test_division_codes_and_references_to_them():
    code, parent = TABLES["divisions"].column("code"), TABLES["divisions"].column("parent")
    mangled = (
        "330203001001.0",
        "3.30203001001E+11",
        "３３０２０３００１００１",
        330203001001,
        330203001001.0,
        " 330203001001 ",
    )
    assert (
        {read_cell(code, cell) for cell in mangled} == {read_cell(parent, cell) for cell in mangled} == {"330203001001"}
    )
    assert [fault(code, cell) for cell in ("33020", "3302O3", "海曙区", 5, 1.5, True, "")] == ["E009"] * 6 + ["E004"]
    assert [read_cell(parent, cell) for cell in ("海曙区", "33020", "330200")] == ["海曙区", "33020", "330200"]


def test_credit_codes():
    credit = TABLES["units"].column("credit_code")
    assert read_cell(credit, " 91350100m000100y43") == "91350100M000100Y43"
    assert fault(credit, "91350100M000100Y44") == "E009"


@pytest.mark.parametrize(
    ("code", "level", "cut"),
    [
        ("330200", "地级", "3302"),
        ("441900", "县级", "441900"),
        ("330203000000", "county", "330203"),
        ("33", "省级", "33"),
        ("330203001000", "township", "330203001"),
    ],
)
def test_a_padded_code_is_cut_to_its_level(code, level, cut):
    row = TABLES["divisions"].model.model_validate({"code": code, "name": "某", "level": level})
    assert row.model_dump()["code"] == cut


@pytest.mark.parametrize(
    ("code", "level"), [("330203", "township"), ("330203001", "county"), ("330203000", "county"), ("3302", "province")]
)
def test_a_code_that_is_not_of_its_level(code, level):
    with pytest.raises(ValidationError) as raised:
        TABLES["divisions"].model.model_validate({"code": code, "name": "某", "level": level})
    assert [(e["type"], e["ctx"]["column"]) for e in raised.value.errors()] == [("E009", "code")]


@pytest.mark.parametrize(
    ("filled", "fault"),
    [
        ({}, ("E004", "organization")),
        ({"body": "b", "team": "t"}, ("E002", "team")),
        ({"organization": "o", "team": "t"}, ("E002", "team")),
    ],
)
def test_exactly_one_of_several(filled, fault):
    meeting = {"id": "m", "kind": "党课", "held_on": "2011-07-29"}
    with pytest.raises(ValidationError) as raised:
        TABLES["meetings"].model.model_validate(meeting | filled)
    assert [(e["type"], e["ctx"]["column"]) for e in raised.value.errors()] == [fault]


def test_a_message_shows_the_value_and_then_a_hint():
    with pytest.raises(PydanticCustomError, match="'明天' is no date; write it as 2011-07-29"):
        read_cell(column(Kind.DATE), "明天")
    with pytest.raises(PydanticCustomError, match="'候补' is not in the vocabulary; it knows 正式党员、预备党员"):
        read_cell(column(Kind.TERM, vocabulary=Status), "候补")
    with pytest.raises(PydanticCustomError, match="'-1' is no whole number from 0 to ∞; write digits alone"):
        read_cell(column(Kind.INTEGER, minimum=0), "-1")
    with pytest.raises(PydanticCustomError) as raised:
        read_cell(column(Kind.DATE), "x" * 10**6)
    assert len(raised.value.message()) < 200


@pytest.mark.parametrize(
    "kind",
    [Kind.DATE, Kind.NUMBER, Kind.INTEGER, Kind.YES_NO, Kind.DIVISION_CODE, Kind.CREDIT_CODE, Kind.WORDS, Kind.KEY],
)
def test_a_huge_cell_costs_little(kind):
    begun = time.perf_counter()
    for cell in ("2011-07-29" + " " * 10**6 + "x", "1" * 10**6, "1,000" * 200_000, "x" * 10**6, " " * 10**6):
        try:
            read_cell(column(kind), cell)
        except PydanticCustomError as error:
            assert error.type in {"E002", "E009"}  # noqa: PT017 - some are read, some are refused
    assert time.perf_counter() - begun < 5
